import { someNames } from "../../../model/printable.ts";
import { acceptList } from "../../../hub-side/accept.ts";
import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context, ExitCode } from "../../context.ts";
import { hubReport } from "../../../hub-side/report.ts";
import { noAnswer } from "../../no-answer.ts";

/** `hubwright people accept`: lets a list that takes access from many people at once come into force. Asks before it does. */
export async function acceptLoss(
  context: Context,
  { hub }: Project,
  { yes = false }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const { terminal } = context;
  const report = await hubReport(hub.name, context);
  if (typeof report === "string") return noAnswer(context, hub.name, report);
  const { length } = report.loss;
  if (length === 0) {
    terminal.report(
      problem(
        "nothing-waiting",
        `No change is waiting to be accepted: ${hub.name} uses ${hub.roster} as it is.`,
        hint`${hubwright("status")} shows any problems in it.`,
      ),
    );
    return 1;
  }
  const they = length === 1 ? "1 person" : `${length} people`;
  terminal.note(
    `${hub.roster} removes access for ${they}: ${someNames(report.loss)}.\nServers that use what they lose will stop, and people who leave are signed out. Their folders are kept.`,
  );
  if (!yes && !(await terminal.confirm(`Remove access for ${they}?`, false))) {
    terminal.report(
      problem(
        "refused",
        "Nobody lost access.",
        hint`Correct ${hub.roster} or, if the change is intended, run: ${hubwright("people", "accept", "--yes")}`,
      ),
    );
    return 1;
  }
  const answered = await acceptList(hub.name, context, report.digest);
  if (typeof answered === "string") return noAnswer(context, hub.name, answered);
  if ("refused" in answered) {
    terminal.report(
      problem(
        "hub-refused",
        `Nobody lost access: ${answered.refused}`,
        hint`${hubwright("status")} shows what is waiting now.`,
      ),
    );
    return 1;
  }
  terminal.note(`Accepted. ${hub.name} applies it within seconds.`);
  return 0;
}
