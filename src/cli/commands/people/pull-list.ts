import { listCopy, noteListSent } from "../../../apply/roster/list-copy.ts";
import { GroupMap } from "../../../model/roster/group-map.ts";
import type { DiagnosticCode } from "../../../model/problem/problem-codes.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import { keepReplacedList, LARGEST, readRoster, saveRosterText } from "../../../workspace/hub/roster-file.ts";
import { readFileToSend } from "../../../workspace/hub/sent-files.ts";
import type { Context, ExitCode } from "../../context.ts";
import { describeChanges } from "../../describe-changes.ts";
import { refuseToOverwrite } from "./refuse-to-overwrite.ts";

/**
 * `hubwright people pull`: fetches the user list of a hub on another machine, if someone edited it there. One that was
 * edited here is replaced only with `--overwrite`, and kept.
 */
export async function pullList(
  context: Context,
  project: Project,
  { overwrite = false }: { readonly overwrite?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const { hub, directory } = project;
  const engine = await context.engine();
  return withLock(directory, async () => {
    const { text, standing } = await listCopy(project, engine);
    if (text === undefined) {
      terminal.report(
        problem(
          "no-list",
          `${hub.name} has no user list of its own.`,
          hint`It uses ${hub.roster} as it is here, or as ${hubwright("up")} sends it.`,
        ),
      );
      return 1;
    }
    const fault = faultOf(text);
    if (fault !== undefined) {
      const [code, what] = fault;
      terminal.report(
        problem(
          code,
          `The user list in the hub ${what}, so the hub does not use it either.`,
          hint`Fix it there, or send the one that is here: ${hubwright("people", "push", "--overwrite")}`,
        ),
      );
      return 1;
    }
    if (standing === "same") {
      noteListSent(project);
      terminal.note(`${hub.roster} is the same as in ${hub.name}.`);
      return 0;
    }
    const before = readRoster(project).people;
    if (standing !== "changed-there") {
      if (!overwrite) return refuseToOverwrite(context, { roster: hub.roster, standing, here: before, there: text });
      terminal.note(
        `The previous list here was kept as ${keepReplacedList(directory, readFileToSend(directory, hub.roster))}.`,
      );
    }
    saveRosterText(project, text.toString("utf8"));
    noteListSent(project);
    const changes = before.diff(readRoster(project).people);
    terminal.note(changes.length === 0 ? "The same people, with the same groups." : describeChanges(changes));
    return 0;
  });
}

/** Why the hub itself would ignore a list, with the code for it; undefined if it would use it. */
function faultOf(bytes: Buffer): readonly [DiagnosticCode, string] | undefined {
  if (bytes.length > LARGEST) return ["roster-too-large", "is too large"];
  try {
    const { diagnostics } = GroupMap.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    const codes = diagnostics.map(({ code }) => code);
    if (codes.includes("roster-empty")) return ["roster-empty", "names nobody"];
    return codes.includes("roster-no-admin") ? ["roster-no-admin", "names no admin"] : undefined;
  } catch {
    return ["roster-not-utf8", "is not UTF-8 text"];
  }
}
