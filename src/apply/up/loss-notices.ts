import type { HeldNow } from "../../hub-side/access-now.ts";
import { hint, hubwright, type Problem, warning } from "../../model/problem/problem.ts";
import { isNone, sayClosedToStaff, sayDoubtful, sayLosesAdmin } from "../../plan/format-impact.ts";
import { doubtful, losesAdmin } from "./beside-list.ts";
import { closedToStaff } from "./held-now.ts";
import type { HubInPlace } from "../hub-in-place.ts";

/** Names who can do less by the version or definition that `up` brings, and what it cannot end by itself. */
export function lossNotices(place: HubInPlace, now: HeldNow | undefined): readonly Problem[] {
  const admins = losesAdmin(place, now?.beside);
  const unknown = doubtful(now?.beside);
  const closed = closedToStaff(place, now);
  const notices: Problem[] = [];
  if (admins.length > 0)
    notices.push(
      warning(
        "admins-leave",
        asSentence(sayLosesAdmin(admins)),
        hint`To keep someone an admin, add them to ${place.hub.roster}: ${hubwright("people", "add", "NAME", "admin")}`,
      ),
    );
  if (!isNone(unknown))
    notices.push(
      warning(
        "tokens-left",
        asSentence(sayDoubtful(unknown)),
        hint`To see them, run: ${hubwright("tokens")}. To revoke those of a person: ${hubwright("tokens", "revoke", "NAME")}`,
      ),
    );
  if (closed.length > 0)
    notices.push(
      warning(
        "staff-lose-servers",
        asSentence(sayClosedToStaff(closed)),
        'If staff should open the servers of all members of their group, write in hub.ts: staff: { open: "members" }',
      ),
    );
  return notices;
}

function asSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
