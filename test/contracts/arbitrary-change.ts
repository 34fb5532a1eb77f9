import * as fc from "fast-check";
import { HubwrightError } from "../../src/model/problem/hubwright-error.ts";
import type { HubInput, Notebook } from "../../src/index.ts";
import { defineHub, type HubDefinition } from "../../src/model/hub/hub.ts";
import { isOlder } from "../../src/model/is-older.ts";
import { volumes } from "./arbitrary-hub.ts";
import { rosterText } from "./arbitrary-roster.ts";

/** What a person edits at once: fields of hub.ts, including its whole `volumes`, and the user list. */
export interface Change {
  readonly definition: HubDefinition;
  readonly userlist: string;
  /** Whether `up` refuses it: an older JupyterHub could not read the database of the one that runs by then. */
  readonly isRefused: boolean;
}

/** Whose hub it is that changes. */
export interface ChangedHub {
  readonly name: string;
  /** Those that it may have. */
  readonly ports: readonly number[];
  /** What it may keep its data in. */
  readonly databases?: readonly NonNullable<HubInput["database"]>[];
}

/** The image that a definition may build on, in addition to those that every test engine has. */
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
 * A hub that is brought up, and changed at least once while it runs. Definitions that contradict themselves, which nobody can
 * bring up, are not among them.
 *
 * @param most - How many definitions there are at most, the first one included.
 */
export function changes(hub: ChangedHub, most: number): fc.Arbitrary<readonly Change[]> {
  return fc
    .array(edit(hub), { minLength: 2, maxLength: most })
    .map(inOrder)
    .filter((sequence) => sequence.filter(({ isRefused }) => !isRefused).length > 1);
}

type Edit = Omit<Change, "isRefused">;

function inOrder(edits: readonly Edit[]): readonly Change[] {
  let running: string | undefined;
  return edits.map((one) => {
    const { jupyterhub } = one.definition;
    const isRefused = running !== undefined && isOlder(jupyterhub, running);
    if (!isRefused) running = jupyterhub;
    return { ...one, isRefused };
  });
}

function edit({ name, ports, databases = ["sqlite"] }: ChangedHub): fc.Arbitrary<Edit> {
  const fields = fc.record(
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
  return fc
    .record({ fields, port: fc.constantFrom(...ports), userlist })
    .map(({ fields: some, port, userlist: people }) => ({
      definition: defined({ ...some, name, port }),
      userlist: people,
    }))
    .filter((one): one is Edit => one.definition !== undefined);
}

/** Undefined where it contradicts itself. */
function defined(input: HubInput): HubDefinition | undefined {
  try {
    return defineHub(input);
  } catch (error) {
    if (error instanceof HubwrightError) return undefined;
    throw error;
  }
}
