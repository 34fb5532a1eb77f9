import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { type LostMount, type Mount, type MountOptions, mountsOfAll } from "./mounts-for.ts";

/** One person in the matrix. */
export interface PersonAccess {
  /** The person's name as in the roster, in lower case. */
  readonly person: string;
  /** Whether the line of this person has the word `admin`. */
  readonly admin: boolean;
  /** True after the last day of their `until=`: they have no server, so nothing is mounted for them. */
  readonly hasEnded: boolean;
  /** What their server mounts, in the order of the paths. Empty if their access has ended. */
  readonly mounts: readonly Mount[];
  /** What they would mount if another volume did not have its path. Empty for nearly everybody. */
  readonly lost: readonly LostMount[];
}

/** What decides the matrix but is neither in the definition nor in the roster. */
export interface MatrixOptions extends MountOptions {
  /** The date in the hub's time zone, `"2026-11-30"`. Without it, `until=` does not count. */
  readonly today?: string;
}

/**
 * Who mounts what in their own server, how and why: one entry for each person of the roster, in its order.
 *
 * Staff and admins can do more than that, because they can open other people's servers: see `effectiveAccess`.
 *
 * @example
 * ```ts
 * import { accessMatrix, defineHub, GroupMap } from "hubwright";
 *
 * const people = GroupMap.parse("halljord team-1\nann team-1 until=2026-12-18\n");
 * for (const { person, mounts } of accessMatrix(defineHub({ name: "math" }), people, { today: "2027-01-10" }))
 *   console.log(person, mounts.map(({ at }) => at).join(" ")); // ann has nothing any more
 * ```
 */
export function accessMatrix(
  hub: HubDefinition,
  people: GroupMap,
  { today, ...options }: MatrixOptions = {},
): readonly PersonAccess[] {
  const mountsOf = mountsOfAll(hub, people, options);
  return people.people.map((person) => {
    const { name, admin } = person;
    const hasEnded = today !== undefined && hasEndedOn(person, today);
    const mounts = hasEnded ? { mounts: [], lost: [] } : mountsOf(person);
    return { person: name, admin, hasEnded, ...mounts };
  });
}

/** Whether a person's last day is over. */
export function hasEndedOn({ until }: Pick<Person, "until">, today: string): boolean {
  return until !== null && until < today;
}
