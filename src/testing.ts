/**
 * Helpers for your own unit tests of who may read and write what. No engine, no hub, no test framework of ours.
 *
 * @packageDocumentation
 */
import { mountsFor } from "./access/mounts-for.ts";
import type { GroupMap } from "./model/roster/group-map.ts";
import type { HubDefinition } from "./model/hub/hub.ts";

/**
 * A person's mounts as lines to compare with: `"math-shared-team-1 /home/jovyan/team-1 rw"`, in the order of their paths.
 *
 * @example
 * ```ts
 * expect(mountLines(hub, people, "halljord")).to.deep.equal([
 *   "math-user-halljord /home/jovyan rw",
 *   "math-shared-team-1 /home/jovyan/team-1 rw",
 * ]);
 * ```
 */
export function mountLines(hub: HubDefinition, people: GroupMap, person: string): readonly string[] {
  return mountsFor(hub, people, person).map(({ volume, at, access }) => `${volume} ${at} ${access}`);
}

/** The people of the roster who mount a volume with exactly this access. */
export function whoMay(access: "rw" | "ro", hub: HubDefinition, people: GroupMap, volume: string): readonly string[] {
  return people.people
    .filter(({ name }) =>
      mountsFor(hub, people, name).some((mount) => mount.volume === volume && mount.access === access),
    )
    .map(({ name }) => name);
}
