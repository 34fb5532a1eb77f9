import type { Project } from "../../workspace/load-hub.ts";
import type { Context, ExitCode } from "../context.ts";
import { hubReport, reasonIn, someNames } from "../hub-report.ts";
import { askHub } from "./in-hub.ts";
import { hubIsDown } from "./hub-is-down.ts";

/** `hubwright people accept`: lets a list that leaves out many people at once come into force. Asks before it does. */
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
  terminal.note(
    `${hub.roster} leaves out ${length} people: ${someNames(report.loss)}.\nTheir servers stop and their sessions end; their folders stay.`,
  );
  if (!yes && !(await terminal.confirm(`Let ${length} people go?`, false))) {
    terminal.problem(
      `Nobody was let go.\n  hint: Mend ${hub.roster}, or say that it is meant: ${called} people accept --yes`,
    );
    return 1;
  }
  const answered = await askHub(context, hub.name, "accept", report.digest === null ? [] : [report.digest]);
  if (answered === undefined) return hubIsDown(context, hub.name);
  if (answered.exitCode !== 0) {
    terminal.problem(`Nobody was let go: ${reasonIn(answered)}\n  hint: ${called} status shows what waits now.`);
    return 1;
  }
  terminal.note(`Accepted. ${hub.name} lets them go within seconds.`);
  return 0;
}
