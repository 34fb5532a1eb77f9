import { join } from "node:path";
import type { ApplyEvent, OnEvent } from "../../apply/event.ts";
import { formatProblem } from "../../model/problem/format-problem.ts";
import { sayAway } from "../../plan/away.ts";
import { sentenceOf } from "../../plan/format-plan.ts";
import { type LogFile, openLog } from "../../workspace/log-file.ts";
import { nameOfRun, newRun, type Run } from "../../workspace/run.ts";
import type { Context } from "../context.ts";
import { seconds } from "../step-line.ts";
import type { Terminal } from "../terminal.ts";

/** How a run is followed. */
export interface Followed {
  /** What its lock is called. */
  readonly run: Run;
  /** Takes the events. */
  readonly on: OnEvent;
  /** Closes the log. */
  readonly end: () => void;
}

/**
 * Shows a run, as a live picture on a terminal and otherwise as a line for each finished step, and logs all of it.
 *
 * @param command - What the run and its log are called, unless it is followed from outside.
 */
export function followEvents({ terminal, run: followed }: Context, directory: string, command: string): Followed {
  const run = followed?.run ?? newRun(command);
  const log = openLog(join(directory, ".hubwright", `${run.command}.log`), `# ${nameOfRun(run)}`);
  const on: OnEvent = (event) => {
    keep(event, log);
    // The terminal passes on a warning itself.
    if (event.type !== "warning") followed?.on(event);
    if (followed?.screen === undefined || event.type === "warning" || event.type === "away") print(event, terminal);
    followed?.screen?.take(event);
  };
  const end = () => {
    log.end();
    followed?.screen?.end();
  };
  return { run, on, end };
}

/** Prints a line for each finished step of a run that has no directory, and so no log. */
export function printEvents(terminal: Terminal): OnEvent {
  return (event) => print(event, terminal);
}

function print(event: ApplyEvent, terminal: Terminal): void {
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
    case "warning":
      terminal.warn(event.problem, event.roster);
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

function keep(event: ApplyEvent, log: LogFile): void {
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
    case "warning":
    case "waiting":
    case "away":
    case "ready":
      return;
  }
}
