import type { HubDefinition } from "../model/hub/hub.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import { accessMatrix } from "./access-matrix.ts";
import { type Collected, collectedGroups } from "./claims.ts";
import type { Mount, MountOptions } from "./mounts-for.ts";

/** A person's folder: the parts of a {@link Mount} that decide what a change means for them. */
export type Held = Pick<Mount, "volume" | "at" | "access" | "key" | "per" | "group" | "owner">;

/** By person, their folders. */
export type HeldBy = ReadonlyMap<string, readonly Held[]>;

/** What everybody has according to a definition and a user list. */
export interface Given {
  readonly held: HeldBy;
  /** By person, whose boxes they collect. */
  readonly collects: ReadonlyMap<string, readonly Collected[]>;
}

/** What everybody on a user list has, and what they collect. */
export function givenBy(hub: HubDefinition, people: GroupMap, options: MountOptions = {}): Given {
  const policies = Object.values(hub.volumes);
  return {
    held: new Map(accessMatrix(hub, people, options).map(({ person, mounts }) => [person, mounts])),
    collects: new Map(
      people.people.map((person) => [person.name, policies.flatMap((policy) => collectedGroups(policy, person))]),
    ),
  };
}
