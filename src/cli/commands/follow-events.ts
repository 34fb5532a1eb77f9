import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { join } from "node:path";
import type { OnEvent } from "../../apply/event.ts";
import { sentenceOf } from "../../plan/format-plan.ts";
import type { Context } from "../context.ts";

/**
 * Shows a run: a line for each step that is done, what the running one prints on one changing line, and all of it in a log.
 *
 * @returns `on`, which takes the events, and `end`, which closes the log.
 */
export function followEvents({ terminal }: Context, directory: string): { readonly on: OnEvent; readonly log: string; readonly end: () => void } {
  const log = join(directory, ".hubwright", "build.log");
  let file: WriteStream | undefined;
  const write = (line: string) => {
    if (file === undefined) {
      mkdirSync(join(directory, ".hubwright"), { recursive: true });
      file = createWriteStream(log);
    }
    file.write(`${line}\n`);
  };
  const on: OnEvent = (event) => {
    switch (event.type) {
      case "step-started":
        terminal.progress(`${sentenceOf(event.step)} …`);
        return;
      case "output":
        write(event.line);
        terminal.progress(`${sentenceOf(event.step)}  ${event.line.replace(/[\u0000-\u001f\u007f]/g, " ")}`);
        return;
      case "step-finished":
        terminal.note(`${sentenceOf(event.step)} ${terminal.style("dim", `(${event.step.because}; ${seconds(event.took)})`)}`);
        return;
      case "warning":
        terminal.problem(terminal.style("yellow", `${event.message}\n  hint: ${event.hint}`));
        return;
      case "waiting":
        terminal.progress(`Waiting until ${event.for} answers …`);
        return;
      case "ready":
        return;
    }
  };
  return { on, log, end: () => file?.end() };
}

/** A time as people read it. */
export function seconds(milliseconds: number): string {
  return milliseconds < 9950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}
