import type { GroupMap } from "../model/roster/group-map.ts";
import type { Table, TablePerson } from "../model/table/read-table.ts";

/** Members of a group who are not in a table. */
interface Missing {
  /** Who leaves the group. */
  readonly removed: readonly string[];
  /** Who would, but is staff of some group or an admin. */
  readonly stay: readonly string[];
}

export const NOBODY: Missing = { removed: [], stay: [] };

/** Who is in a group, and not in a table. */
export function missingFrom(current: GroupMap, { people }: Table, group: string): Missing {
  const listed = new Set(people.flatMap(({ name }) => current.person(name)?.name ?? []));
  const missing = current.people.filter(
    ({ name, groups }) => !listed.has(name) && groups.some((membership) => membership.group === group),
  );
  const isKept = ({ admin, groups }: (typeof missing)[number]) =>
    admin || groups.some(({ standing }) => standing === "staff");
  return {
    removed: missing.filter((person) => !isKept(person)).map(({ name }) => name),
    stay: missing.filter(isKept).map(({ name }) => name),
  };
}

/** The list with the people of a table, and without those who leave its group. `kept` are those whose password is a later one than the table's. */
export function imported(
  current: GroupMap,
  people: readonly TablePerson[],
  leaving: { readonly group: string; readonly names: readonly string[] },
): { readonly after: GroupMap; readonly kept: readonly TablePerson[] } {
  const kept = people.filter(({ name, pw }) => pw !== undefined && pw < (current.person(name)?.pw ?? 1));
  const lower = new Set(kept);
  const after = current
    .withPeople(people.map((person) => (lower.has(person) ? withoutPassword(person) : person)))
    .edited((draft) => {
      for (const name of leaving.names) draft.removeMember(name, leaving.group);
    });
  return { after, kept };
}

/** Who of a table stays outside, because their last day is over. */
export function endedAmong(after: GroupMap, { people }: Table, today: string): readonly string[] {
  const named = people.flatMap(({ name }) => after.person(name) ?? []);
  return named.filter(({ until }) => until !== null && until < today).map(({ name }) => name);
}

function withoutPassword({ pw: _, ...person }: TablePerson): TablePerson {
  return person;
}
