import { join } from "node:path";
import type { ApplyEvent, OnEvent } from "../../apply/event.ts";
import { formatProblem } from "../../model/problem/format-problem.ts";
import { sayAway } from "../../plan/away.ts";
import { sentenceOf } from "../../plan/format-plan.ts";
import { type LogFile, openLog } from "../../workspace/log-file.ts";
import { nameOfRun, newRun } from "../../workspace/run.ts";
import type { Context } from "../context.ts";
import { seconds } from "../step-line.ts";
import type { Terminal } from "../terminal.ts";

/**
 * Shows a run, as a live picture on a terminal and otherwise as a line for each finished step, and logs all of it.
 *
 * @returns `on`, which takes the events, and `end`, which closes the log.
 */
export function followEvents(
  { terminal, run: followed }: Context,
  directory: string,
): { readonly on: OnEvent; readonly end: () => void } {
  const run = followed?.run ?? newRun("change");
  const log = openLog(join(directory, ".hubwright", `${run.command}.log`), `# ${nameOfRun(run)}`);
  const on: OnEvent = (event) => {
    if (event.type === "warning") {
      terminal.warn(event.problem, event.roster);
      return;
    }
    keep(event, log);
    followed?.on(event);
    if (followed?.screen === undefined || event.type === "away") print(event, terminal);
    followed?.screen?.take(event);
  };
  const end = () => {
    log.end();
    followed?.screen?.end();
  };
  return { on, end };
}

/** Warnings are for the terminal alone: it decides how they are told. */
type Shown = Exclude<ApplyEvent, { readonly type: "warning" }>;

function print(event: Shown, terminal: Terminal): void {
  switch (event.type) {
    case "step-started":
      terminal.progress(`${sentenceOf(event.step)} …`);
      return;
    case "output":
      terminal.progress(`${sentenceOf(event.step)}  ${event.line.replace(/\p{Cc}/gu, " ")}`);
      return;
    case "step-finished":
      terminal.note(
        `${sentenceOf(event.step)} ${terminal.style("dim", `(${event.step.because}; ${seconds(event.took)})`)}`,
      );
      return;
    case "waiting":
      terminal.progress(`Waiting for ${event.for} to answer …`);
      return;
    case "away":
      terminal.note(sayAway(event));
      return;
    case "planned":
    case "step-failed":
    case "ready":
      return;
  }
}

function keep(event: Shown, log: LogFile): void {
  switch (event.type) {
    case "step-started":
      log.write(`# begins: ${sentenceOf(event.step)} (${event.step.because})`);
      return;
    case "output":
      log.write(event.line);
      return;
    case "step-finished":
      log.write(`# done: ${sentenceOf(event.step)} (${seconds(event.took)})`);
      return;
    case "step-failed":
      log.write(`# failed: ${sentenceOf(event.step)} (${seconds(event.took)}): ${formatProblem(event.problem)}`);
      return;
    case "planned":
    case "waiting":
    case "away":
    case "ready":
      return;
  }
}
