import { sentence } from "../../../model/printable.ts";
import { GroupMap } from "../../../model/roster/group-map.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import { type ListStanding, sayTwoLists } from "../../../plan/sent-files.ts";
import type { Context, ExitCode } from "../../context.ts";
import { describeChanges } from "../../describe-changes.ts";

/** How many differences are shown. */
const SHOWN = 10;

/** Prints how the list in the hub differs from the one here, and the two options, with exit code 1. */
export function refuseToOverwrite(
  { terminal }: Context,
  lists: {
    readonly roster: string;
    readonly standing: ListStanding;
    readonly here: GroupMap;
    readonly there: Buffer;
  },
): ExitCode {
  const { roster, standing, here, there } = lists;
  const changes = here.diff(GroupMap.parse(there.toString("utf8")));
  const lines =
    changes.length === 0
      ? ["the same people and groups; comments or order differ"]
      : describeChanges(changes).split("\n");
  const differences = [
    ...lines.slice(0, SHOWN).map((line) => `  ${sentence(line)}`),
    ...(lines.length > SHOWN ? [`  and ${lines.length - SHOWN} more`] : []),
  ];
  const { message, hint: next } =
    standing === "changed-here"
      ? {
          message: `${roster} was edited here; the hub has the version that was last sent.`,
          hint: hint`To send this one: ${hubwright("people", "push")}   To use the hub's: ${hubwright("people", "pull", "--overwrite")}`,
        }
      : sayTwoLists({ list: standing, roster });
  const code = standing === "changed-here" ? "list-edited" : "list-changed";
  terminal.report(problem(code, `${message} In the hub's list:\n${differences.join("\n")}`, next));
  return 1;
}
