import type { Choice } from "../../../hub-side/returns.ts";
import { agreedEdit, refuseClosedRoster } from "../../../apply/roster/change-roster.ts";
import type { Diagnostic } from "../../../model/problem/diagnostic.ts";
import { GroupMap } from "../../../model/roster/group-map.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { type Hint, hint, hubwright, problem } from "../../../model/problem/problem.ts";
import { slipProblem, slipsIn } from "../../../model/roster/roster-slips.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { editText } from "../../../workspace/edit-text.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { describeChanges } from "../../describe-changes.ts";
import { formatTable } from "../../table.ts";
import { acceptLoss } from "./accept-loss.ts";
import { decideReturn } from "./decide-return.ts";
import { type ImportFlags, importPeople } from "./import-people.ts";
import { inPlace } from "../in-place.ts";
import { editAndPrint, editRoster } from "./edit-roster.ts";
import { pullList } from "./pull-list.ts";
import { pushList } from "./push-list.ts";
import { resetSeenPasswords } from "./reset-seen-passwords.ts";

type Options = Where &
  ImportFlags & {
    action?: string;
    name?: string;
    words?: readonly string[];
    json?: boolean;
    same?: boolean;
    new?: boolean;
    overwrite?: boolean;
  };

/** `hubwright people [list|add|remove|edit|import|accept|return|reset-passwords|push|pull]`: the list of people, its comments kept, and what the hub has of it. */
export async function people(context: Context, options: Options): Promise<ExitCode> {
  const project = await context.project(options);
  const { action = "list", name, words = [] } = options;
  // The hub is asked what it uses, because the file may be the problem.
  if (action === "accept")
    return name === undefined
      ? acceptLoss(context, project, options)
      : usage(context, hint`${hubwright("people", "accept")}`);
  if (action === "push" || action === "pull") {
    if (name !== undefined) return usage(context, hint`${hubwright("people", action)} [--overwrite]`);
    return action === "push" ? pushList(context, project, options) : pullList(context, project, options);
  }
  if (action === "return") {
    const choice = choiceOf(options);
    if (name === undefined || words.length > 0 || choice === undefined)
      return usage(context, hint`${hubwright("people", "return", "NAME")} --same|--new`);
    return decideReturn(context, project, name, choice, options);
  }
  const current = inPlace(project, context).people;
  switch (action) {
    case "list":
      list(context, current, options.json === true);
      return 0;
    case "add":
      if (name === undefined) return usage(context, hint`${hubwright("people", "add", "NAME")} [GROUP…] [admin]`);
      await editAndPrint(context, project, (now) => now.withPerson(name, words));
      return 0;
    case "remove":
      if (name === undefined) return usage(context, hint`${hubwright("people", "remove", "NAME")}`);
      await editAndPrint(context, project, (now) => without(now, name, project.hub.roster));
      return 0;
    case "edit":
      return edit(context, project, current);
    case "import": {
      if (name === undefined || words.length > 0)
        return usage(context, hint`${hubwright("people", "import", "FILE")} [--name COLUMN] [--group GROUP]`);
      return importPeople(context, project, { ...options, file: name, current });
    }
    case "reset-passwords": {
      if (name !== undefined) return usage(context, hint`${hubwright("people", "reset-passwords")}`);
      return resetSeenPasswords(context, project, current, options);
    }
    default:
      return usage(
        context,
        hint`${hubwright("people")} [list|add|remove|edit|import|accept|return|reset-passwords|push|pull] …`,
      );
  }
}

function choiceOf({ same = false, new: isNew = false }: Options): Choice | undefined {
  if (same === isNew) return undefined;
  return same ? "same" : "new";
}

/** Prints the usage of a command. */
export function usage({ terminal }: Context, form: Hint): ExitCode {
  terminal.report(problem("bad-usage", "Wrong arguments.", hint`Usage: ${form}`));
  return 64;
}

function without(people: GroupMap, name: string, roster: string): GroupMap {
  if (people.person(name) !== undefined) return people.withoutPerson(name);
  throw HubwrightError.of(
    "person-unlisted",
    `${JSON.stringify(name)} is not in ${roster}.`,
    hint`${hubwright("people")} lists who is.`,
  );
}

function list({ terminal }: Context, map: GroupMap, asJson: boolean): void {
  if (asJson) {
    terminal.print(JSON.stringify(map.people, null, 2));
    return;
  }
  const rows = map.people.map(({ name, admin, groups, until }) => [
    name,
    admin ? "admin" : "",
    groups.map(({ group, standing }) => (standing === "staff" ? `${group}:staff` : group)).join(" "),
    until ?? "",
  ]);
  terminal.print(formatTable(["name", "", "groups", "until"], rows));
}

/** Opens a copy in the person's editor. It replaces the list only if it can be read and the person agrees. */
async function edit(context: Context, project: Project, before: GroupMap): Promise<ExitCode> {
  const { terminal, environment } = context;
  // Checked before anyone edits for nothing.
  await refuseClosedRoster(project, context);
  const editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi";
  let text = before.toUserlist();
  for (;;) {
    const edited = editText(text, "userlist", editor);
    if (edited === undefined) {
      terminal.report(
        problem(
          "program-failed",
          `The editor ${editor} failed; the list is unchanged.`,
          hint`Use another editor: ${environment["VISUAL"] === undefined ? "EDITOR" : "VISUAL"}=nano ${hubwright("people", "edit")}`,
        ),
      );
      return 1;
    }
    const after = GroupMap.parse(edited);
    const slips = before.diagnostics.some(isError) || after.diagnostics.some(isError) ? [] : slipsIn(before, after);
    for (const diagnostic of [...after.diagnostics, ...slips.map(slipProblem)])
      terminal.report(diagnostic, project.hub.roster);
    if (after.diagnostics.some(isError)) {
      text = edited;
      if (await terminal.confirm("Edit it again?", false)) continue;
      terminal.note("The list is unchanged.");
      return 1;
    }
    const changes = before.diff(after);
    if (changes.length > 0) terminal.note(describeChanges(changes));
    if (terminal.isInteractive && changes.length > 0 && !(await terminal.confirm("Save this?", false))) {
      terminal.note("The list is unchanged.");
      return 1;
    }
    await editRoster(context, project, agreedEdit(project, before, after));
    return 0;
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
