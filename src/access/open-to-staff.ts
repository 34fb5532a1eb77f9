import type { GroupMap, Person } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import type { ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import { coveredGroups } from "./claims.ts";

/** By group with staff, whose servers its staff may open. */
export type OpenBy = ReadonlyMap<string, readonly string[]>;

/** The people whom the staff of one group look after, in the order of the list. */
export interface StaffReach<P = string> {
  /** Whose servers they see, start and stop. */
  readonly members: readonly P[];
  /** Whose servers they may also open. */
  readonly open: readonly P[];
}

/** By group with staff, the names of the people whom they look after. The hub computes the same in Python (`test/contracts/staff.json`). */
export function staffReach(hub: HubDefinition, people: GroupMap): ReadonlyMap<string, StaffReach> {
  const names = (found: readonly Person[]) => found.map(({ name }) => name);
  return new Map(
    [...lookedAfter(hub, people)].map(([group, { members, open }]) => [
      group,
      { members: names(members), open: names(open) },
    ]),
  );
}

/** By group with staff, the people whom they look after. */
export function lookedAfter(hub: HubDefinition, people: GroupMap): ReadonlyMap<string, StaffReach<Person>> {
  const staffed = people.people.flatMap(({ groups }) => groups.filter(({ standing }) => standing === "staff"));
  const groups = [...new Set(staffed.map(({ group }) => group))].toSorted();
  const reach = new Map(groups.map((group) => [group, { members: [] as Person[], open: [] as Person[] }]));
  for (const person of people.people) {
    if (person.admin) continue;
    for (const { group, standing } of person.groups) {
      const found = reach.get(group);
      if (found === undefined || standing === "staff") continue;
      found.members.push(person);
      if (isOpen(hub, person, group)) found.open.push(person);
    }
  }
  return reach;
}

function isOpen({ staff, volumes }: HubDefinition, person: Person, group: string): boolean {
  if (staff.open === "members") return true;
  if (person.groups.some(({ standing }) => standing === "staff")) return false;
  return !Object.values(volumes).some((policy) => isOfAnother(policy, person, group));
}

/** Whether a person who is only a member in their groups, and not an admin, has a volume of this policy from another group. */
function isOfAnother(policy: ResolvedPolicy, person: Person, group: string): boolean {
  if (policy.access.member === "none") return false;
  const groups = coveredGroups(policy, person);
  if (policy.per === "group" || policy.per === "drop-box") return groups.some((other) => other !== group);
  return policy.groups !== null && groups.length > 0 && !groups.includes(group);
}
