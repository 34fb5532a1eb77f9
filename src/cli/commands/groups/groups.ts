import type { GroupMap } from "../../../model/roster/group-map.ts";
import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import type { Context, ExitCode, Where } from "../../context.ts";
import { formatTable } from "../../table.ts";
import { inPlace } from "../in-place.ts";
import { editAndPrint } from "../people/edit-roster.ts";
import { usage } from "../people/people.ts";
import { prefixGroups } from "./prefix-groups.ts";

type Options = Where & { action?: string; group?: string; people?: readonly string[]; staff?: boolean; json?: boolean };

/** `hubwright groups [list|add|remove|prefix]`: who is in which group. */
export async function groups(context: Context, options: Options): Promise<ExitCode> {
  const project = await context.project(options);
  const current = inPlace(project, context).people;
  const { action = "list", group, people = [] } = options;
  if (action === "list") {
    list(context, current, options.json === true);
    return 0;
  }
  if (action === "prefix" && group !== undefined && people.length === 0) return prefixGroups(context, project, group);
  if ((action !== "add" && action !== "remove") || group === undefined || people.length === 0) {
    return usage(context, hint`${hubwright("groups")} [list|add GROUP PERSON…|remove GROUP PERSON…|prefix PREFIX]`);
  }
  const standing = options.staff === true ? "staff" : "member";
  await editAndPrint(context, project, (now) => {
    refuseUnknown(now, people, group, project.hub.roster);
    return now.edited((draft) => {
      for (const name of people)
        if (action === "add") draft.setMember(name, group, standing);
        else draft.removeMember(name, group);
    });
  });
  return 0;
}

function refuseUnknown(now: GroupMap, people: readonly string[], group: string, roster: string): void {
  const unknown = people.filter((name) => now.person(name) === undefined);
  if (unknown.length === 0) return;
  throw HubwrightError.of(
    "person-unlisted",
    `${unknown.map((name) => JSON.stringify(name)).join(", ")} is not in ${roster}.`,
    hint`Add a person with: ${hubwright("people", "add", "NAME", group)}`,
  );
}

function list({ terminal }: Context, map: GroupMap, asJson: boolean): void {
  const rows = map.groups.map((group) => ({
    group,
    people: map.membersOf(group).map((name) => ({ name, standing: map.standingOf(name, group) })),
  }));
  if (asJson) terminal.print(JSON.stringify(rows, null, 2));
  else
    terminal.print(
      formatTable(
        ["group", "people"],
        rows.map(({ group, people }) => [
          group,
          people.map(({ name, standing }) => (standing === "staff" ? `${name} (staff)` : name)).join(" "),
        ]),
      ),
    );
}
