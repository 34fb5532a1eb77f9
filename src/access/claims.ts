import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import type { Standing } from "../model/roster/roster-line.ts";
import type { Access } from "../model/hub/volume-policy.ts";
import { boxCopyPlace, boxPlace, groupPlace, hubPlace, personPlace, type VolumePlace } from "./volume-places.ts";

/** A volume in a person's server. */
export interface Mount {
  /** The name of the Docker volume: `"math-shared-team-1"`. */
  readonly volume: string;
  /** Where the person sees it. */
  readonly at: string;
  /** Whether they can write there, or only read. */
  readonly access: "rw" | "ro";
  /** Why they have it, in words: `"member of team-1"`. */
  readonly because: string;
  /** The policy that gives it. */
  readonly key: string;
  /** What kind of policy it is: one volume for each person, for each group, for the hub, or for each member of a group. */
  readonly per: ResolvedPolicy["per"];
  /** The group that it belongs to, if any. */
  readonly group: string | null;
  /** The owner, if it belongs to one person: of a collected box, the member; a copy of boxes has none. */
  readonly owner: string | null;
}

/** The hub's admins, as a group that policies may name. */
const ADMINS = "admin";

/** A policy of a hub with a list of people. */
export interface PolicyHere {
  readonly hub: string;
  readonly policy: ResolvedPolicy;
  readonly people: GroupMap;
  /** True if the policy's boxes have closed and the copy of them is complete. */
  readonly isClosed: boolean;
  /** What was found for groups; see {@link claimGroup}. */
  readonly known: Map<string, Mount | null>[];
}

/**
 * Every mount that a policy could give a person, in alphabetical order of their groups, before mounts with the same path are compared with
 * each other.
 */
export function claimsOf(here: PolicyHere, person: Person): readonly Mount[] {
  const { policy } = here;
  const groups = coveredGroups(policy, person);
  const claims: Mount[] = [];
  switch (policy.per) {
    case "person":
      if (policy.groups === null || groups.length > 0) claimOwn(claims, here, person);
      break;
    case "hub":
      claimHub(claims, here, person, groups);
      break;
    case "group":
      for (const group of groups) claimGroup(claims, here, person, group);
      break;
    case "drop-box":
      for (const group of groups) claimBoxes(claims, here, person, group);
  }
  return claims;
}

/** A right without its path. */
interface Right {
  readonly access: Access;
  readonly because: string;
}

/** A right of a policy that gives something, at its place. */
function claim({ key, per }: ResolvedPolicy, { access, because }: Right, place: VolumePlace): Mount {
  const { volume, at, group, owner } = place;
  return { volume, at, access: access === "ro" ? "ro" : "rw", because, key, per, group, owner };
}

function claimOwn(claims: Mount[], here: PolicyHere, person: Person): void {
  const { policy } = here;
  const because = "their own";
  const right = stronger({ access: policy.access.member, because }, asAdmin(policy, person, because));
  if (right.access !== "none") claims.push(claim(policy, right, personPlace(here, person.name)));
}

function claimHub(claims: Mount[], here: PolicyHere, person: Person, groups: readonly string[]): void {
  const { policy } = here;
  const rights =
    policy.groups === null
      ? [stronger({ access: policy.access.member, because: "everyone" }, asAdmin(policy, person, "hub admin"))]
      : groups.map((group) => rightIn(policy, person, group));
  const [first, ...others] = rights;
  if (first === undefined) return;
  // Of equal rights, the first one counts: the alphabetically first group is credited.
  const best = others.reduce(stronger, first);
  if (best.access !== "none") claims.push(claim(policy, best, hubPlace(here, person.name)));
}

/** Everybody with the same standing in a group gets the same mount, unless its path names the person. */
function claimGroup(claims: Mount[], here: PolicyHere, person: Person, group: string): void {
  if (here.policy.at.includes("{person}")) {
    const mount = mountOfGroup(here, person, group);
    if (mount !== null) claims.push(mount);
    return;
  }
  const index = (standingIn(person, group) === "staff" ? 1 : 0) + (person.admin ? 2 : 0);
  const known = (here.known[index] ??= new Map<string, Mount | null>());
  let mount = known.get(group);
  if (mount === undefined) {
    mount = mountOfGroup(here, person, group);
    known.set(group, mount);
  }
  if (mount !== null) claims.push(mount);
}

function mountOfGroup(here: PolicyHere, person: Person, group: string): Mount | null {
  const right = rightIn(here.policy, person, group);
  return right.access === "none" ? null : claim(here.policy, right, groupPlace(here, group, person.name));
}

function claimBoxes(claims: Mount[], here: PolicyHere, person: Person, group: string): void {
  const { policy, people, isClosed } = here;
  if (standingIn(person, group) === "member" && policy.access.member !== "none") {
    const right = { access: policy.access.member, because: `own box in ${group}` };
    claims.push(claim(policy, right, boxPlace(here, group, person.name, policy.at)));
  }
  const right = asCollector(policy, person, group);
  if (right.access === "none" || policy.collectAt === null) return;
  const copy = isClosed ? boxCopyPlace(here, group, person.name) : null;
  if (copy !== null) {
    claims.push(claim(policy, { access: "ro", because: `copy of ${policy.closes}, ${right.because}` }, copy));
    return;
  }
  for (const member of boxOwners(people, group))
    claims.push(claim(policy, right, boxPlace(here, group, member, policy.collectAt)));
}

function asCollector(policy: ResolvedPolicy, person: Person, group: string): Right {
  const isStaff = standingIn(person, group) === "staff";
  const asStaff: Right = { access: isStaff ? policy.access.staff : "none", because: `staff of ${group}` };
  return stronger(asStaff, asAdmin(policy, person, `admin, in ${group}`));
}

/** The boxes of one group, as one person collects them. */
export interface Collected {
  /** The key of the policy. */
  readonly key: string;
  readonly group: string;
  readonly access: "rw" | "ro";
}

/** The groups whose boxes a person collects, whether or not anyone has a box there now. */
export function collectedGroups(policy: ResolvedPolicy, person: Person): readonly Collected[] {
  if (policy.per !== "drop-box" || policy.collectAt === null) return [];
  return coveredGroups(policy, person).flatMap((group) => {
    const { access } = asCollector(policy, person, group);
    return access === "none" ? [] : [{ key: policy.key, group, access }];
  });
}

/** The groups of a person that a policy applies to; the hub's admins are a group if they are named. */
export function coveredGroups({ groups }: ResolvedPolicy, person: Person): readonly string[] {
  if (groups === null) return person.groups.map(({ group }) => group);
  return [...new Set(groups)].filter((group) => standingIn(person, group) !== undefined).toSorted();
}

function standingIn(person: Person, group: string): Standing | undefined {
  if (group === ADMINS) return person.admin ? "member" : undefined;
  return person.groups.find((membership) => membership.group === group)?.standing;
}

function rightIn(policy: ResolvedPolicy, person: Person, group: string): Right {
  if (group === ADMINS) return { access: policy.access.admin, because: "hub admin" };
  const standing = standingIn(person, group) ?? "member";
  const usual: Right = { access: policy.access[standing], because: `${standing} of ${group}` };
  return stronger(usual, asAdmin(policy, person, `admin, in ${group}`));
}

function asAdmin(policy: ResolvedPolicy, person: Person, because: string): Right {
  return { access: person.admin ? policy.access.admin : "none", because };
}

function boxOwners(people: GroupMap, group: string): readonly string[] {
  return (group === ADMINS ? people.admins : people.membersOf(group, "member")).toSorted();
}

const STRENGTH = { none: 0, ro: 1, rw: 2 } as const;

/** True when `a` allows more than `b`. */
export function isStronger(a: Access, b: Access): boolean {
  return STRENGTH[a] > STRENGTH[b];
}

function stronger(first: Right, second: Right): Right {
  return isStronger(second.access, first.access) ? second : first;
}
