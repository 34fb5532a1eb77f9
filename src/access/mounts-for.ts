import { foldName } from "../model/hub/fold-name.ts";
import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import type { ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import { type Claim, claimsOf, isStronger } from "./claims.ts";

/** A volume in a person's server. */
export interface Mount {
  readonly volume: string;
  /** Where the person sees it. */
  readonly at: string;
  readonly access: "rw" | "ro";
  /** Why they have it, in words: `"member of team-1"`. */
  readonly because: string;
  /** The policy that gives it. */
  readonly key: string;
  readonly per: ResolvedPolicy["per"];
  /** The group that it belongs to, if any. */
  readonly group: string | null;
  /** The owner, if it belongs to one person: of a collected box, the member; a copy of boxes has none. */
  readonly owner: string | null;
}

/** A mount that a person does not get because another volume is at its path. */
export interface LostMount {
  readonly volume: string;
  readonly at: string;
  readonly group: string | null;
  readonly takenBy: string;
}

/** Everything about one person's volumes. */
export interface Mounts {
  readonly mounts: readonly Mount[];
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
export function resolveMounts(
  hub: HubDefinition,
  people: GroupMap,
  name: string,
  { closed = [] }: MountOptions = {},
): Mounts {
  const person = people.person(name) ?? stranger(name);
  const policies = Object.values(hub.volumes);
  const isForGroups = ({ per }: ResolvedPolicy) => per === "group" || per === "drop-box";
  // A path of a person or of the whole hub never goes to a group that happens to have that name.
  const inOrder = [...policies.filter((policy) => !isForGroups(policy)), ...policies.filter(isForGroups)];
  const taken = new Map<string, Claim>();
  const lost = new Map<string, LostMount>();
  for (const policy of inOrder) {
    const claims = claimsOf(hub.name, policy, people, person, closed.includes(policy.key));
    for (const claim of byGroup(claims)) settle(claim, taken, lost);
  }
  return {
    mounts: [...taken.values()].map(mountOf).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    lost: [...lost.values()].toSorted((a, b) => order(a.at, b.at) || order(a.volume, b.volume)),
  };
}

function byGroup(claims: readonly Claim[]): readonly Claim[] {
  return claims.filter(({ access }) => access !== "none").toSorted((a, b) => order(a.group ?? "", b.group ?? ""));
}

function settle(claim: Claim, taken: Map<string, Claim>, lost: Map<string, LostMount>): void {
  const holder = taken.get(claim.at);
  if (holder === undefined || (holder.volume === claim.volume && isPreferred(claim, holder))) {
    taken.set(claim.at, claim);
  } else if (holder.volume !== claim.volume) {
    const key = `${claim.at}\0${claim.volume}`;
    if (!lost.has(key))
      lost.set(key, { volume: claim.volume, at: claim.at, group: claim.group, takenBy: holder.volume });
  }
}

function isPreferred(claim: Claim, holder: Claim): boolean {
  if (claim.access !== holder.access) return isStronger(claim.access, holder.access);
  return (claim.group ?? "") < (holder.group ?? "");
}

function mountOf({ policy, volume, at, access, because, group, owner }: Claim): Mount {
  return { volume, at, access: access === "ro" ? "ro" : "rw", because, key: policy.key, per: policy.per, group, owner };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function stranger(name: string): Person {
  return { name: foldName(name), admin: false, groups: [], until: null, pw: 1, line: 0 };
}
