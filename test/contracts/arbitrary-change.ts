import * as fc from "fast-check";
import type { HubInput, Notebook } from "../../src/index.ts";
import { volumes } from "./arbitrary-hub.ts";
import { rosterText } from "./arbitrary-roster.ts";

/** What somebody edits at one go: fields of hub.ts, its whole `volumes` among them, and the list of people. */
export interface Change {
  readonly hub: Partial<Omit<HubInput, "name" | "port">>;
  /** Which of the ports that the test may use. */
  readonly port: number;
  readonly userlist: string;
}

/** The image that a definition may build on besides what every engine of the tests has. */
export const NOTEBOOK_IMAGE = "registry.example/notebook:1";

const CLASS = "hub-admin admin shared\nada shared team-1\nbob team-1 team-2:staff\n";

const userlist = fc.oneof(
  fc.constant(CLASS),
  fc.constantFrom(`${CLASS}cyd team-3\n`, `${CLASS}dan team-2 team-4\neve shared\n`, "hub-admin admin\n"),
  rosterText,
);

const notebook: fc.Arbitrary<Notebook> = fc.record(
  {
    image: fc.constantFrom("slim", NOTEBOOK_IMAGE),
    pip: fc.constantFrom([], ["numpy==2.4.0"]),
    limits: fc.record({ memory: fc.constantFrom("1GiB" as const, null), cpus: fc.constantFrom(0.5, 2, null) }),
    idleAfter: fc.constantFrom("1h" as const, null),
    groups: fc.constantFrom({}, { "team-1": { limits: { memory: "2GiB" } } }),
    images: fc.constantFrom({}, { R: "registry.example/r:1" }),
  },
  { requiredKeys: [] },
);

/**
 * One edit of a definition and its list of people. Definitions that contradict themselves are among them; they are refused.
 *
 * @param ports - How many ports there are to choose from.
 * @param databases - What the hub may keep its data in.
 */
export function change(
  ports: number,
  databases: readonly NonNullable<HubInput["database"]>[] = ["sqlite"],
): fc.Arbitrary<Change> {
  const hub = fc.record(
    {
      listen: fc.constantFrom("127.0.0.1", "0.0.0.0"),
      jupyterhub: fc.constantFrom("6.1" as const, "5.5" as const),
      database: fc.constantFrom(...databases),
      timezone: fc.constantFrom("UTC", "America/Denver"),
      notebook,
      volumes,
      strangers: fc.constantFrom("allow" as const, "deny" as const),
      admins: fc.record({ access: fc.boolean(), roster: fc.constantFrom("none" as const, "ro" as const) }),
      traits: fc.constantFrom({}, { Spawner: { start_timeout: 90 } }, { JupyterHub: { concurrent_spawn_limit: 20 } }),
      signIn: fc.record({ kind: fc.constant("derived-password" as const), length: fc.constantFrom(10, 14) }),
    },
    { requiredKeys: [] },
  );
  return fc.record({ hub, port: fc.nat({ max: ports - 1 }), userlist });
}
