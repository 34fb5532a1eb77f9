import { adminsOn } from "../../access/roster-surprises.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import type { GroupMap } from "../../model/roster/group-map.ts";
import { rosterProblem } from "../../model/roster/roster-problem.ts";
import { LARGEST } from "../../workspace/hub/roster-file.ts";

/**
 * Refuses an edit that would leave a hub without an admin who can sign in, or that the hub would not read.
 *
 * @throws HubwrightError if so.
 */
export function refuseEdit(
  before: GroupMap,
  after: GroupMap,
  { roster, today }: { readonly roster: string; readonly today: string },
): void {
  const isLast =
    (before.admins.length > 0 && after.admins.length === 0) ||
    (adminsOn(before, today).length > 0 && adminsOn(after, today).length === 0);
  if (isLast)
    throw HubwrightError.of(
      "admins-leave",
      `${roster} would have no admin${after.admins.length === 0 ? "" : " who can sign in"}.`,
      hint`Make someone else an admin first: ${hubwright("people", "add", "NAME", "admin")}`,
    );
  const size = Buffer.byteLength(after.toUserlist());
  if (size <= LARGEST) return;
  const values = { file: roster, size: String(size), most: String(LARGEST) };
  throw new HubwrightError([{ severity: "error", ...rosterProblem("roster-too-large/by-edit", values) }]);
}
