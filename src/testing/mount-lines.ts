import { mountsFor } from "../access/mounts-for.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { shown } from "../model/problem/diagnostic.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import { HubAccess } from "./hub-access.ts";
import { resolvePlace } from "./resolve-place.ts";
import { TestMistake } from "./test-mistake.ts";
import { Stranger, type Who } from "./who.ts";

/**
 * A person's mounts as lines to compare with: `"math-shared-team-1 /home/jovyan/team-1 rw"`, in the order of their paths.
 *
 * @throws TestMistake for a person who is not on the list; see {@link stranger}.
 *
 * @example
 * ```ts
 * expect(mountLines(hub, people, "halljord")).to.deep.equal([
 *   "math-user-halljord /home/jovyan rw",
 *   "math-shared-team-1 /home/jovyan/team-1 rw",
 * ]);
 * ```
 */
export function mountLines(hub: HubDefinition, people: GroupMap, person: Who): readonly string[] {
  const mounted = new HubAccess(hub, people);
  return mounted
    .everything(mounted.nameOf(person), person instanceof Stranger)
    .map(({ volume, at, access }) => `${volume} ${at} ${access}`);
}

/**
 * The people of the roster who mount a volume with exactly this access.
 *
 * @throws TestMistake for a volume that no policy has for anyone on the list.
 */
export function whoMay(access: "rw" | "ro", hub: HubDefinition, people: GroupMap, volume: string): readonly string[] {
  if (typeof volume !== "string" || volume.startsWith("/"))
    throw new TestMistake(`whoMay asks about the name of a volume, not ${shown(volume)}. For a path, use access().`);
  const { known } = new HubAccess(hub, people);
  resolvePlace(known, volume, people.people[0]?.name ?? "nobody");
  return people.people
    .filter(({ name }) =>
      mountsFor(hub, people, name).some((mount) => mount.volume === volume && mount.access === access),
    )
    .map(({ name }) => name);
}
