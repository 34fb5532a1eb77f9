import type { GroupMap } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { type LostMount, type Mount, type MountOptions, resolveMounts } from "./mounts-for.ts";

/** One person in the matrix. */
export interface PersonAccess {
  readonly person: string;
  readonly admin: boolean;
  readonly mounts: readonly Mount[];
  readonly lost: readonly LostMount[];
}

/** Who mounts what, how and why: one entry for each person of the roster, in its order. */
export function accessMatrix(
  hub: HubDefinition,
  people: GroupMap,
  options: MountOptions = {},
): readonly PersonAccess[] {
  return people.people.map(({ name, admin }) => ({
    person: name,
    admin,
    ...resolveMounts(hub, people, name, options),
  }));
}
