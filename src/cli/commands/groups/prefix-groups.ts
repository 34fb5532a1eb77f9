import { someNames } from "../../../model/printable.ts";
import { LABEL } from "../../../deployment/deployment.ts";
import { groupsNamedIn } from "../../../model/roster/groups-named.ts";
import { isEngineFailure } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright, problem, warning } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode } from "../../context.ts";
import { inPlace } from "../in-place.ts";
import { agreedEdit } from "../../../apply/roster/change-roster.ts";
import { editAndPrint } from "../people/edit-roster.ts";

/**
 * `hubwright groups prefix PREFIX`: every group of the list that does not begin so yet gets the prefix.
 *
 * A group whose folder is there already would leave it behind, so nothing is changed then.
 */
export async function prefixGroups(context: Context, project: Project, prefix: string): Promise<ExitCode> {
  const { terminal } = context;
  const current = inPlace(project, context).people;
  const groups = current.groups.filter((group) => !group.startsWith(prefix));
  const merged = groups.filter((group) => current.groups.includes(`${prefix}${group}`));
  if (merged.length > 0) {
    terminal.report(
      problem(
        "group-name-taken",
        `${someNames(merged)} would be merged with the group that already has that name; nothing was changed.`,
        hint`Rename one of the two first: ${hubwright("volumes", "rename", "group", "OLD", "NEW")}`,
      ),
    );
    return 1;
  }
  const withFolder = await groupsWithVolumes(context, project.hub.name, groups);
  const [first] = withFolder;
  if (first !== undefined) {
    terminal.report(
      problem(
        "group-has-folder",
        `${someNames(withFolder)} already ${withFolder.length === 1 ? "has a folder" : "have folders"}, which would be left behind; nothing was changed.`,
        hint`Rename each with its folder: ${hubwright("volumes", "rename", "group", first, `${prefix}${first}`)}`,
      ),
    );
    return 1;
  }
  const after = current.edited((draft) => {
    for (const group of groups) draft.renameGroup(group, `${prefix}${group}`);
  });
  await editAndPrint(context, project, agreedEdit(project, current, after));
  const inDefinition = groupsNamedIn(project.hub);
  const named = groups.filter((group) => inDefinition.has(group));
  if (named.length > 0)
    terminal.report(
      warning(
        "name-in-definition",
        `The definition names ${someNames(named)} too.`,
        hint`Write the new names there, then run: ${hubwright("up")}`,
      ),
    );
  return 0;
}

/** Those of some groups that have a folder or a box; none where no engine can be asked, and so no hub was ever up. */
async function groupsWithVolumes(context: Context, hub: string, groups: readonly string[]): Promise<readonly string[]> {
  try {
    const { volumes } = await (await context.engine()).observe([]);
    const own = volumes.filter(({ labels }) => labels[LABEL.hub] === hub && labels[LABEL.kind] !== "archive");
    const held = new Set(own.map(({ labels }) => labels[LABEL.group]));
    return groups.filter((group) => held.has(group));
  } catch (error) {
    if (isEngineFailure(error)) return [];
    throw error;
  }
}
