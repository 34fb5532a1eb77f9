import type { Person } from "./read-roster.ts";

/** One difference between two rosters; see {@link GroupMap.diff}. */
export interface RosterChange {
  /** Whom it concerns: a name as in the roster, in lower case. */
  readonly person: string;
  /** What happens to them. A new person `joins`, and then joins each group with a change of its own. */
  readonly change:
    | "joins"
    | "leaves"
    | "becomes admin"
    | "is no longer admin"
    | "joins group"
    | "leaves group"
    | "changes standing"
    | "changes option";
  /** The group, the standing or the option, if the change has one. */
  readonly what?: string;
}

/** What changes for one person; `before` is undefined for a new person. */
export function changesOf(before: Person | undefined, after: Person): RosterChange[] {
  const person = after.name;
  const changes: RosterChange[] = before === undefined ? [{ person, change: "joins" }] : [];
  if (after.admin !== (before?.admin ?? false))
    changes.push({ person, change: after.admin ? "becomes admin" : "is no longer admin" });
  const earlier = new Map((before?.groups ?? []).map(({ group, standing }) => [group, standing]));
  for (const { group, standing } of after.groups) {
    const had = earlier.get(group);
    if (had === undefined)
      changes.push({ person, change: "joins group", what: standing === "staff" ? `${group}:staff` : group });
    else if (had !== standing) changes.push({ person, change: "changes standing", what: `${group}:${standing}` });
    earlier.delete(group);
  }
  for (const group of earlier.keys()) changes.push({ person, change: "leaves group", what: group });
  if (after.until !== (before?.until ?? null))
    changes.push({ person, change: "changes option", what: `until=${after.until ?? "(no end)"}` });
  if (after.pw !== (before?.pw ?? 1)) changes.push({ person, change: "changes option", what: `pw=${after.pw}` });
  return changes;
}
