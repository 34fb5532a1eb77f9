import { join } from "node:path";
import type { OnEvent } from "../../apply/event.ts";
import { sayAway } from "../../plan/away.ts";
import { sentenceOf } from "../../plan/format-plan.ts";
import { openLog } from "../../workspace/log-file.ts";
import type { Context } from "../context.ts";

/**
 * Shows a run: a line for each step that is done, what the running one prints on one changing line, and all of it in a log.
 *
 * @returns `on`, which takes the events, and `end`, which closes the log.
 */
export function followEvents(
  { terminal }: Context,
  directory: string,
): { readonly on: OnEvent; readonly end: () => void } {
  const log = openLog(join(directory, ".hubwright", "build.log"));
  const on: OnEvent = (event) => {
    switch (event.type) {
      case "step-started":
        terminal.progress(`${sentenceOf(event.step)} …`);
        return;
      case "output":
        log.write(event.line);
        terminal.progress(`${sentenceOf(event.step)}  ${event.line.replace(/\p{Cc}/gu, " ")}`);
        return;
      case "step-finished":
        terminal.note(
          `${sentenceOf(event.step)} ${terminal.style("dim", `(${event.step.because}; ${seconds(event.took)})`)}`,
        );
        return;
      case "warning":
        terminal.problem(terminal.style("yellow", `${event.message}\n  hint: ${event.hint}`));
        return;
      case "waiting":
        terminal.progress(`Waiting until ${event.for} answers …`);
        return;
      case "away":
        terminal.note(sayAway(event));
        return;
      case "ready":
        return;
    }
  };
  return { on, end: () => log.end() };
}

/** A time as people read it. */
export function seconds(milliseconds: number): string {
  return milliseconds < 9950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}
