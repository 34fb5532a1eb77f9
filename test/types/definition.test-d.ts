/**
 * What does not compile. `tsc` checks this file with the others: a line that should fail and does not is an error there.
 */
import {
  bytesOf,
  check,
  defineHub,
  dropBox,
  type GroupMap,
  type HubDefinition,
  type HubInput,
  type MemorySize,
  memorySize,
  mountsFor,
  perGroup,
  perHub,
  perPerson,
  type PersonEntry,
  safeDefine,
  type VolumePolicy,
} from "hubwright";
import {
  access,
  expectFile,
  expectNobody,
  expectOnly,
  expectWrite,
  MemoryEngine,
  mountLines,
  stranger,
  whoMay,
} from "hubwright/testing";
import { accessAssertions } from "hubwright/testing/chai";
import { expect, use } from "chai";

declare const people: GroupMap;
declare const hub: HubDefinition;

/** Nothing here is run. */
export function definitions(): void {
  defineHub({ name: "math" });

  // @ts-expect-error -- a hub has a name
  defineHub({});
  // @ts-expect-error -- a typo
  defineHub({ name: "math", prot: 8000 });
  // @ts-expect-error -- a port is a number
  defineHub({ name: "math", port: "8000" });
  // @ts-expect-error -- not a supported version
  defineHub({ name: "math", jupyterhub: "4.1" });
  // @ts-expect-error -- neither "allow" nor "deny"
  defineHub({ name: "math", strangers: "maybe" });
  // @ts-expect-error -- an address contains a password, so it belongs in secrets/
  defineHub({ name: "math", database: "postgresql://hub:sekret@db/hub" });

  // @ts-expect-error -- no unit
  defineHub({ name: "math", notebook: { limits: { memory: "4" } } });
  // @ts-expect-error -- GB could mean either unit
  defineHub({ name: "math", notebook: { limits: { memory: "4GB" } } });
  for (const memory of ["512MiB", "4GiB", "64GiB"] as const)
    defineHub({ name: "math", notebook: { limits: { memory } } });
  // @ts-expect-error -- negative
  defineHub({ name: "math", notebook: { limits: { memory: "-4GiB" } } });
  // @ts-expect-error -- nothing
  defineHub({ name: "math", notebook: { limits: { memory: "0GiB" } } });
  // @ts-expect-error -- not a whole number
  defineHub({ name: "math", notebook: { limits: { memory: "1.5GiB" } } });
  // @ts-expect-error -- negative
  defineHub({ name: "math", notebook: { idleAfter: "-1h" } });
  // @ts-expect-error -- a number has no unit
  defineHub({ name: "math", notebook: { limits: { memory: 4 } } });
  defineHub({ name: "math", notebook: { limits: { memory: "4GiB", cpus: 0.5 }, idleAfter: "1h" } });
  // @ts-expect-error -- no unit
  defineHub({ name: "math", notebook: { idleAfter: "90" } });
  // @ts-expect-error -- packages are a list
  defineHub({ name: "math", notebook: { apt: "graphviz" } });
  // @ts-expect-error -- a Dockerfile installs its own packages
  defineHub({ name: "math", notebook: { dockerfile: "singleuser/", pip: ["numpy"] } });

  // @ts-expect-error -- an unknown kind of sign-in
  defineHub({ name: "math", signIn: { kind: "password" } });
  // @ts-expect-error -- no authenticator class
  defineHub({ name: "math", signIn: { kind: "custom" } });
  // @ts-expect-error -- code is not plain data
  defineHub({ name: "math", traits: { JupyterHub: { template_vars: () => 1 } } });
}

export function policies(): void {
  perPerson({ at: "/home/jovyan" });
  // @ts-expect-error -- a path starts with a slash
  perPerson({ at: "home/jovyan" });
  perGroup({ at: "/home/jovyan/{group}" });
  // @ts-expect-error -- the path must name the group, because a person may be in several
  perGroup({ at: "/home/jovyan/group" });
  // @ts-expect-error -- unknown access
  perGroup({ at: "/{group}", access: { member: "read" } });
  // @ts-expect-error -- unknown standing
  perGroup({ at: "/{group}", access: { teacher: "rw" } });
  // @ts-expect-error -- unknown scope
  perHub({ at: "/data", scope: "all" });
  // @ts-expect-error -- no path
  perHub({});
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}" });
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11T23:59" });
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11T23:59:30" });
  // @ts-expect-error -- neither a date nor a time
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "99-99-99T99:99" });
  // @ts-expect-error -- a month too many
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-13-11T23:59" });
  // @ts-expect-error -- a date without a time
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11" });
  // @ts-expect-error -- moments are in the hub's time zone
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11T23:59Z" });
  // @ts-expect-error -- only a drop-box closes
  perHub({ at: "/data", closes: "2026-12-11T23:59" });
  // @ts-expect-error -- the path must name the person, because staff see every box
  dropBox({ at: "/{group}", collectAt: "/{group}-all" });
  // @ts-expect-error -- the path must name the group, because a person may be in several
  dropBox({ at: "/submit", collectAt: "/{group}/{person}" });
  // @ts-expect-error -- no path for staff
  dropBox({ at: "/{group}" });
  // @ts-expect-error -- only drop-boxes are collected
  perHub({ at: "/data", collectAt: "/{group}/{person}" });
  // @ts-expect-error -- unknown kind
  const policy: VolumePolicy = { per: "user", at: "/x" };
  defineHub({ name: "math", volumes: { policy } });
}

export function reuse(): void {
  // A definition is valid input, as a whole and in parts.
  const input: HubInput = hub;
  defineHub({ ...hub, port: 8001 });
  defineHub({ ...hub, volumes: { ...hub.volumes, data: perHub({ at: "/data" }) } });
  defineHub({ ...hub, notebook: { ...hub.notebook, idleAfter: "1h" } });

  const box = dropBox({ at: "/in/{group}", collectAt: "/all/{group}/{person}" });
  const course = defineHub({ name: "math", volumes: { home: perPerson({ at: "/home/jovyan" }), box } });
  const keys: readonly ("home" | "box")[] = [course.volumes.home.key as "home", "box"];
  // @ts-expect-error -- a typo in a volume's key
  void course.volumes.hmoe;
  // @ts-expect-error -- this hub has no shared folders
  void course.volumes.shared;
  // Without volumes of its own, a hub has the default ones.
  void defineHub({ name: "math" }).volumes.shared.at;
  // A function that takes any hub takes one whose keys are known.
  mountsFor(course, people, "ann");
  const any: HubDefinition = course;

  const { hub: defined, problems } = safeDefine(JSON.parse("{}") as unknown);
  // @ts-expect-error -- there may be no hub
  void defined.name;
  const size: MemorySize = memorySize(4, "GiB");
  void [input, keys, any, problems, size];
}

export function results(): void {
  // @ts-expect-error -- definitions are immutable
  hub.name = "other";
  // @ts-expect-error -- and so are lists in them
  hub.extraConfig.push("services.py");
  // @ts-expect-error -- rosters are immutable, too
  people.people.push();
  // @ts-expect-error -- only of a checked definition
  mountsFor({ name: "math" }, people, "ann");
  const access: "rw" | "ro" | undefined = mountsFor(hub, people, "ann")[0]?.access;
  // @ts-expect-error -- "none" is not an access to ask for
  whoMay("none", hub, people, "math-shared-x");
  const lines: readonly string[] = mountLines(hub, people, "ann");
  // @ts-expect-error -- undefined if it is not an amount
  const bytes: number = bytesOf("4");
  const input: HubInput = { name: "math" };
  check(input);
  check(hub, people);
  defineHub(hub);
  // @ts-expect-error -- an entry has a name
  const entry: PersonEntry = { groups: ["x"] };
  void [access, lines, bytes, entry];
}

export function tests(): void {
  const who = access(hub, people, { now: new Date() });
  access({ name: "math" }, people);
  // @ts-expect-error -- a moment, not a text
  access(hub, people, { now: "2026-11-30" });
  // @ts-expect-error -- a slip of the hand
  access(hub, people, { nwo: new Date() });
  // @ts-expect-error -- the text of a list is not read yet
  access(hub, "halljord team-1");
  const held: "rw" | "ro" | "none" = who.of("ann", { key: "shared", group: "team-1" });
  expectWrite(who, stranger(), { key: "inbox", group: "math8660", person: "ann" });
  // @ts-expect-error -- a policy is named by its key
  expectWrite(who, "ann", { group: "team-1" });
  // @ts-expect-error -- a slip of the hand
  expectWrite(who, "ann", { key: "shared", gruop: "team-1" });
  // @ts-expect-error -- where?
  expectWrite(who, "ann");
  // @ts-expect-error -- a definition is not asked; access() is
  expectWrite(hub, "ann", "/home/jovyan");
  expectNobody(who, "write", "/data", { except: ["ann", { group: "team-1", standing: "staff" }] });
  // @ts-expect-error -- no such question
  expectNobody(who, "rw", "/data");
  // @ts-expect-error -- several people
  expectOnly(who, "ann", "read", "/data");
  // @ts-expect-error -- no such standing
  expectOnly(who, [{ group: "team-1", standing: "teacher" }], "read", "/data");
  expectFile({}, "compose.yaml", { services: { hub: { image: /math/ } } });
  // @ts-expect-error -- that a key is missing cannot be asked: a typo would be missing, too
  expectFile({}, "compose.yaml", { services: undefined });
  use(accessAssertions);
  expect(who).to.letWrite("ann", "/home/jovyan").and.not.letRead(stranger(), "/data");
  // @ts-expect-error -- a slip of the hand
  expect(who).to.letWirte("ann", "/home/jovyan");
  // @ts-expect-error -- no such question
  expect(who).to.letOnly(["ann"], "rw", "/home/jovyan");
  const engine = new MemoryEngine({ images: ["debian:trixie-slim"], exec: () => ({ exitCode: 1 }) });
  // @ts-expect-error -- a slip of the hand
  void [new MemoryEngine({ image: [] }), engine.calls, held];
}
