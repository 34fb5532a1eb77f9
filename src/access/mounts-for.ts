import { foldName } from "../model/hub/fold-name.ts";
import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { claimsOf, isStronger, type Mount, type PolicyHere } from "./claims.ts";

export type { Mount } from "./claims.ts";

/** A mount that a person does not get because another volume is at its path. */
export interface LostMount {
  /** The name of the Docker volume that they do not get. */
  readonly volume: string;
  /** The path inside their server that both volumes should have: `"/home/jovyan/data"`. */
  readonly at: string;
  /** The group that the lost volume belongs to; null if it belongs to a person or to the whole hub. */
  readonly group: string | null;
  /** The name of the Docker volume that is mounted there instead. */
  readonly takenBy: string;
}

/** Everything about one person's volumes. */
export interface Mounts {
  /** What their server mounts, in the order of the paths. No path appears twice. */
  readonly mounts: readonly Mount[];
  /** What they do not get because its path is taken, in the order of the paths. `check` reports it as `mount-path-taken`. */
  readonly lost: readonly LostMount[];
}

/** What decides mounts but is not in the definition. */
export interface MountOptions {
  /** The keys of drop-boxes that have closed and that the hub has copied. */
  readonly closed?: readonly string[];
}

/**
 * The volumes that a person's server mounts, with access and reason: what the hub does, without a hub.
 *
 * A person who is not in the roster gets what a person without groups gets.
 * The hub computes the same in Python; `test/contracts/mounts.json` keeps both in agreement.
 *
 * @returns the mounts in the order of their paths.
 *
 * @example
 * ```ts
 * import { defineHub, GroupMap, mountsFor } from "hubwright";
 *
 * const people = GroupMap.parse("halljord team-1\n");
 * for (const { volume, at, access, because } of mountsFor(defineHub({ name: "math" }), people, "halljord"))
 *   console.log(volume, at, access, because);
 * // math-user-halljord /home/jovyan rw their own
 * // math-shared-team-1 /home/jovyan/team-1 rw member of team-1
 * ```
 */
export function mountsFor(
  hub: HubDefinition,
  people: GroupMap,
  name: string,
  options: MountOptions = {},
): readonly Mount[] {
  return resolveMounts(hub, people, name, options).mounts;
}

/** Like {@link mountsFor}, with the mounts that were lost because their path is taken. */
export function resolveMounts(hub: HubDefinition, people: GroupMap, name: string, options: MountOptions = {}): Mounts {
  return mountsOfAll(hub, people, options)(people.person(name) ?? stranger(name));
}

/** Like {@link resolveMounts}, for many people: what is the same for all of them is computed once. */
export function mountsOfAll(
  hub: HubDefinition,
  people: GroupMap,
  { closed = [] }: MountOptions = {},
): (person: Person) => Mounts {
  const policies = Object.values(hub.volumes).map((policy): PolicyHere => ({
    hub: hub.name,
    policy,
    people,
    isClosed: closed.includes(policy.key),
    known: [],
  }));
  const isForGroups = ({ policy: { per } }: PolicyHere) => per === "group" || per === "drop-box";
  // A path of a person or of the whole hub never goes to a group that happens to have that name.
  const inOrder = [...policies.filter((policy) => !isForGroups(policy)), ...policies.filter(isForGroups)];
  return (person) => {
    const taken = new Map<string, Mount>();
    const lost = new Map<string, LostMount>();
    for (const policy of inOrder) for (const claim of claimsOf(policy, person)) settle(claim, taken, lost);
    return {
      mounts: [...taken.values()].sort((a, b) => order(a.at, b.at)),
      lost: [...lost.values()].sort((a, b) => order(a.at, b.at) || order(a.volume, b.volume)),
    };
  };
}

function settle(claim: Mount, taken: Map<string, Mount>, lost: Map<string, LostMount>): void {
  const holder = taken.get(claim.at);
  if (holder === undefined || (holder.volume === claim.volume && isPreferred(claim, holder))) {
    taken.set(claim.at, claim);
  } else if (holder.volume !== claim.volume) {
    const key = `${claim.at}\0${claim.volume}`;
    if (!lost.has(key))
      lost.set(key, { volume: claim.volume, at: claim.at, group: claim.group, takenBy: holder.volume });
  }
}

function isPreferred(claim: Mount, holder: Mount): boolean {
  if (claim.access !== holder.access) return isStronger(claim.access, holder.access);
  return (claim.group ?? "") < (holder.group ?? "");
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function stranger(name: string): Person {
  return { name: foldName(name), admin: false, groups: [], until: null, pw: 1, line: 0 };
}
