import {
  type ChangeOptions,
  changeRoster,
  type EditRoster,
  type RosterChanged,
} from "../../../apply/roster/change-roster.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context } from "../../context.ts";
import { dayIn } from "../../../model/hub/day.ts";
import { describeChanges } from "../../describe-changes.ts";

/** What a change of the list needs from a command. */
export function changeOptions(context: Context, { hub }: Project): ChangeOptions {
  return { engine: () => context.engine(), today: dayIn(hub.timezone, new Date()), run: context.run?.run };
}

/** Edits the list of people, and says if the hub does not have the edited list yet. */
export async function editRoster(context: Context, project: Project, edit: EditRoster): Promise<RosterChanged> {
  const changed = await changeRoster(project, edit, changeOptions(context, project));
  if (!changed.isInForce) sayNotSent(context, project);
  return changed;
}

/** Edits the list of people, and prints what changed. */
export async function editAndPrint(context: Context, project: Project, edit: EditRoster): Promise<void> {
  const { before, after } = await editRoster(context, project, edit);
  const changes = before.diff(after);
  context.terminal.note(changes.length === 0 ? "Nothing changed." : describeChanges(changes));
}

/** Says how an edited list gets to a hub that has never been up. */
export function sayNotSent({ terminal }: Context, { hub }: Project): void {
  terminal.note(hint`${hub.roster} was saved here. To send it to the hub, run: ${hubwright("up")}`);
}
