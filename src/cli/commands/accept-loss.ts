import type { Project } from "../../workspace/load-hub.ts";
import type { Context, ExitCode } from "../context.ts";
import { hubReport, reasonIn, someNames } from "../hub-report.ts";
import { askHub } from "./in-hub.ts";
import { hubIsDown } from "./hub-is-down.ts";

/** `hubwright people accept`: lets a list that takes access from many people at once come into force. Asks before it does. */
export async function acceptLoss(
  context: Context,
  { hub }: Project,
  { yes = false }: { readonly yes?: boolean },
): Promise<ExitCode> {
  const { terminal, called } = context;
  const report = await hubReport(context, hub.name);
  if (report === undefined) return hubIsDown(context, hub.name);
  const { length } = report.loss;
  if (length === 0) {
    terminal.problem(
      `Nothing waits to be accepted: ${hub.name} goes by ${hub.roster} as it is.\n  hint: ${called} status shows what it finds in it.`,
    );
    return 1;
  }
  const they = length === 1 ? "1 person" : `${length} people`;
  terminal.note(
    `${hub.roster} takes access from ${they}: ${someNames(report.loss)}.\nServers with what they lose stop, and sessions of those who leave end. Their folders stay.`,
  );
  if (!yes && !(await terminal.confirm(`Take access from ${they}?`, false))) {
    terminal.problem(
      `Nothing was accepted.\n  hint: Correct ${hub.roster}, or say that it is meant: ${called} people accept --yes`,
    );
    return 1;
  }
  const answered = await askHub(context, hub.name, "accept", report.digest === null ? [] : [report.digest]);
  if (answered === undefined) return hubIsDown(context, hub.name);
  if (answered.exitCode !== 0) {
    terminal.problem(`Nothing was accepted: ${reasonIn(answered)}\n  hint: ${called} status shows what waits now.`);
    return 1;
  }
  terminal.note(`Accepted. ${hub.name} acts on it within seconds.`);
  return 0;
}
