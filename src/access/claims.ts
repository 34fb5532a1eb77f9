import type { GroupMap, Person } from "../model/roster/group-map.ts";
import { boxCopyName, encodePart, fitName, volumeName } from "../model/hub/names.ts";
import { copyPlace, type ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import type { Standing } from "../model/roster/roster-line.ts";
import type { Access } from "../model/hub/volume-policy.ts";

/** One right to one volume at one path, with its reason, before rights are compared with each other. */
export interface Claim {
  readonly policy: ResolvedPolicy;
  readonly volume: string;
  readonly at: string;
  readonly access: Access;
  readonly because: string;
  readonly group: string | null;
  /** The volume's owner, if it belongs to one person. */
  readonly owner: string | null;
}

/** The hub's admins, as a group that policies may name. */
const ADMINS = "admin";

/**
 * Every right that a policy gives a person, in alphabetical order of their groups.
 *
 * @param isClosed - True if the policy's boxes have closed and the copy of them is complete.
 */
export function claimsOf(
  hub: string,
  policy: ResolvedPolicy,
  people: GroupMap,
  person: Person,
  isClosed = false,
): readonly Claim[] {
  const groups = coveredGroups(policy, person);
  switch (policy.per) {
    case "person":
      return policy.groups !== null && groups.length === 0 ? [] : [ownClaim(hub, policy, person)];
    case "hub":
      return hubClaim(hub, policy, person, groups);
    case "group":
      return groups.map((group) => ({
        policy,
        volume: volumeName(hub, policy, { group }),
        at: filledPath(policy.at, group, person.name),
        ...rightIn(policy, person, group),
        group,
        owner: null,
      }));
    case "drop-box":
      return groups.flatMap((group) => boxClaims(hub, policy, people, person, group, isClosed));
  }
}

/** A right without its path. */
interface Right {
  readonly access: Access;
  readonly because: string;
}

function ownClaim(hub: string, policy: ResolvedPolicy, person: Person): Claim {
  const because = "their own";
  const right = stronger({ access: policy.access.member, because }, asAdmin(policy, person, because));
  const volume = volumeName(hub, policy, { person: person.name });
  return { policy, volume, at: filledPath(policy.at, null, person.name), ...right, group: null, owner: person.name };
}

function hubClaim(hub: string, policy: ResolvedPolicy, person: Person, groups: readonly string[]): readonly Claim[] {
  const rights =
    policy.groups === null
      ? [stronger({ access: policy.access.member, because: "everyone" }, asAdmin(policy, person, "hub admin"))]
      : groups.map((group) => rightIn(policy, person, group));
  const [first, ...others] = rights;
  if (first === undefined) return [];
  // Of equal rights, the first one counts: the alphabetically first group is credited.
  const best = others.reduce(stronger, first);
  return [
    {
      policy,
      volume: volumeName(hub, policy),
      at: filledPath(policy.at, null, person.name),
      ...best,
      group: null,
      owner: null,
    },
  ];
}

function boxClaims(
  hub: string,
  policy: ResolvedPolicy,
  people: GroupMap,
  person: Person,
  group: string,
  isClosed: boolean,
): readonly Claim[] {
  const claims: Claim[] = [];
  const standing = standingIn(person, group);
  if (standing === "member") {
    const volume = volumeName(hub, policy, { group, person: person.name });
    const right = { access: policy.access.member, because: `own box in ${group}` };
    claims.push({ policy, volume, at: filledPath(policy.at, group, person.name), ...right, group, owner: person.name });
  }
  const right = asCollector(policy, person, group);
  if (right.access === "none" || policy.collectAt === null) return claims;
  if (isClosed && policy.closes !== null) {
    const volume = boxCopyName(hub, policy.key, group, policy.closes);
    const at = filledPath(copyPlace(policy.collectAt), group, person.name);
    const because = `copy of ${policy.closes}, ${right.because}`;
    return [...claims, { policy, volume, at, access: "ro", because, group, owner: null }];
  }
  for (const member of boxOwners(people, group)) {
    const volume = volumeName(hub, policy, { group, person: member });
    claims.push({ policy, volume, at: filledPath(policy.collectAt, group, member), ...right, group, owner: member });
  }
  return claims;
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
  const owners =
    group === ADMINS
      ? people.admins
      : people.membersOf(group).filter((name) => people.standingOf(name, group) === "member");
  return owners.toSorted();
}

/** Fills in a path. A person's name is cut like a volume's, because file systems allow at most 255 bytes per part. */
function filledPath(pattern: string, group: string | null, person: string): string {
  const filled = group === null ? pattern : pattern.replaceAll("{group}", group);
  return `/${filled
    .replaceAll("{person}", fitName(encodePart(person)))
    .split("/")
    .filter((part) => part !== "")
    .join("/")}`;
}

const STRENGTH = { none: 0, ro: 1, rw: 2 } as const;

/** True when `a` allows more than `b`. */
export function isStronger(a: Access, b: Access): boolean {
  return STRENGTH[a] > STRENGTH[b];
}

function stronger(first: Right, second: Right): Right {
  return isStronger(second.access, first.access) ? second : first;
}
