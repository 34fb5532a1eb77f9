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
  mountsFor,
  perGroup,
  perHub,
  perPerson,
  type PersonEntry,
  type VolumePolicy,
} from "hubwright";
import { mountLines, whoMay } from "hubwright/testing";

declare const people: GroupMap;
declare const hub: HubDefinition;

/** Nothing here is run. */
export function definitions(): void {
  defineHub({ name: "math" });

  // @ts-expect-error -- a hub has a name
  defineHub({});
  // @ts-expect-error -- a slip of the hand
  defineHub({ name: "math", prot: 8000 });
  // @ts-expect-error -- a port is a number
  defineHub({ name: "math", port: "8000" });
  // @ts-expect-error -- not a JupyterHub that was tried
  defineHub({ name: "math", jupyterhub: "4.1" });
  // @ts-expect-error -- one or the other
  defineHub({ name: "math", strangers: "maybe" });
  // @ts-expect-error -- an address holds a password, and is no place for one
  defineHub({ name: "math", database: "postgresql://hub:sekret@db/hub" });

  // @ts-expect-error -- four of what?
  defineHub({ name: "math", notebook: { limits: { memory: "4" } } });
  // @ts-expect-error -- a power of ten or of two?
  defineHub({ name: "math", notebook: { limits: { memory: "4GB" } } });
  // @ts-expect-error -- a number is no amount of memory
  defineHub({ name: "math", notebook: { limits: { memory: 4 } } });
  defineHub({ name: "math", notebook: { limits: { memory: "4GiB", cpus: 0.5 }, idleAfter: "1h" } });
  // @ts-expect-error -- 90 of what?
  defineHub({ name: "math", notebook: { idleAfter: "90" } });
  // @ts-expect-error -- a package list is a list
  defineHub({ name: "math", notebook: { apt: "graphviz" } });
  // @ts-expect-error -- an own Dockerfile says itself what it installs
  defineHub({ name: "math", notebook: { dockerfile: "singleuser/", pip: ["numpy"] } });

  // @ts-expect-error -- no such way to sign in
  defineHub({ name: "math", signIn: { kind: "password" } });
  // @ts-expect-error -- a class has to be named
  defineHub({ name: "math", signIn: { kind: "custom" } });
  // @ts-expect-error -- code is no plain data
  defineHub({ name: "math", traits: { JupyterHub: { template_vars: () => 1 } } });
}

export function policies(): void {
  perPerson({ at: "/home/jovyan" });
  // @ts-expect-error -- a path begins at the root
  perPerson({ at: "home/jovyan" });
  perGroup({ at: "/home/jovyan/{group}" });
  // @ts-expect-error -- a person may be in several groups
  perGroup({ at: "/home/jovyan/group" });
  // @ts-expect-error -- no such access
  perGroup({ at: "/{group}", access: { member: "read" } });
  // @ts-expect-error -- no such standing
  perGroup({ at: "/{group}", access: { teacher: "rw" } });
  // @ts-expect-error -- no such reach
  perHub({ at: "/data", scope: "all" });
  // @ts-expect-error -- where?
  perHub({});
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}" });
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11T23:59" });
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11T23:59:30" });
  // @ts-expect-error -- a day is no moment
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11" });
  // @ts-expect-error -- the hub's time zone is meant, and said once
  dropBox({ at: "/{group}", collectAt: "/{group}-all/{person}", closes: "2026-12-11T23:59Z" });
  // @ts-expect-error -- only a drop-box closes
  perHub({ at: "/data", closes: "2026-12-11T23:59" });
  // @ts-expect-error -- staff see the box of every member
  dropBox({ at: "/{group}", collectAt: "/{group}-all" });
  // @ts-expect-error -- a person may be in several groups
  dropBox({ at: "/submit", collectAt: "/{group}/{person}" });
  // @ts-expect-error -- where do staff find it?
  dropBox({ at: "/{group}" });
  // @ts-expect-error -- only a drop-box is collected
  perHub({ at: "/data", collectAt: "/{group}/{person}" });
  // @ts-expect-error -- no such kind
  const policy: VolumePolicy = { per: "user", at: "/x" };
  defineHub({ name: "math", volumes: { policy } });
}

export function results(): void {
  // @ts-expect-error -- a definition is not changed
  hub.name = "other";
  // @ts-expect-error -- nor is a list in it
  hub.extraConfig.push("services.py");
  // @ts-expect-error -- a roster is a value; edits give another
  people.people.push();
  // @ts-expect-error -- mounts are of a definition, not of what has not been checked
  mountsFor({ name: "math" }, people, "ann");
  const access: "rw" | "ro" | undefined = mountsFor(hub, people, "ann")[0]?.access;
  // @ts-expect-error -- who mounts nothing is not asked for
  whoMay("none", hub, people, "math-shared-x");
  const lines: readonly string[] = mountLines(hub, people, "ann");
  // @ts-expect-error -- it may not be an amount at all
  const bytes: number = bytesOf("4");
  const input: HubInput = { name: "math" };
  check(input);
  check(hub, people);
  defineHub(hub);
  // @ts-expect-error -- an entry is about someone
  const entry: PersonEntry = { groups: ["x"] };
  void [access, lines, bytes, entry];
}
