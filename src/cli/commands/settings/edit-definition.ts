import { isAboutDefinition, sayCount } from "../../../apply/problems-of.ts";
import { planEdit } from "../../../apply/definition/plan-edit.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import type { PlannedEdits } from "../../../model/settings/add-packages.ts";
import { saveEdited } from "../../../workspace/hub/definition-file.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { formatDiff } from "../../line-diff.ts";

/** The options of every command that edits the definition. */
export type EditFlags = Where & { readonly dryRun?: boolean };

/**
 * Edits a hub's definition: shows what changes, makes sure that the result is the same hub with this one change, and saves it.
 *
 * @param decide - Finds the edits, given what is written in the definition.
 */
export async function editDefinition(
  context: Context,
  options: EditFlags,
  decide: (input: unknown, project: Project) => PlannedEdits,
): Promise<ExitCode> {
  const { terminal } = context;
  const project = await context.project(options);
  const { file, directory } = project;
  const load = (path: string, text: string) => context.load(path, text);
  const planned = await planEdit(project, (input) => decide(input, project), { load, now: new Date() }).catch(
    (error: unknown) => {
      if (!(error instanceof HubwrightError) || !isAboutDefinition(error.problems)) throw error;
      terminal.remark(`${file} is unchanged: with this edit it would not be valid. ${sayCount(error.problems)}`);
      return error.problems;
    },
  );
  if (!("path" in planned)) {
    for (const problem of planned) terminal.report(problem);
    return 1;
  }
  for (const note of planned.notes) terminal.note(note);
  if (planned.before === planned.after) {
    terminal.note(`${file} is unchanged.`);
    return 0;
  }
  terminal.print(formatDiff(file, planned, (kind, text) => terminal.style(kind, text)));
  for (const one of planned.warnings) terminal.warn(one, project.hub.roster);
  if (options.dryRun === true) {
    terminal.note("Nothing was saved (--dry-run).");
    return 0;
  }
  await withLock({ directory, run: context.run?.run }, async () => saveEdited(planned.path, planned));
  const where = options.dir === undefined ? (options.hub === undefined ? [] : [options.hub]) : ["--dir", options.dir];
  terminal.note(hint`Saved ${file}. To see what it changes, run: ${hubwright("plan", ...where)}`);
  return 0;
}
