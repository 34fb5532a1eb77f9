import type { ApplyEvent } from "../apply/event.ts";
import type { RunEvent } from "../apply/run-event.ts";
import { problemData, sayProblem } from "../model/problem/format-problem.ts";
import type { Problem } from "../model/problem/problem.ts";
import { sentenceOf } from "../plan/format-plan.ts";
import type { Terminal } from "./terminal.ts";

type WithoutRun<T> = T extends unknown ? Omit<T, "run" | "at"> : never;

/** An event before its run and its time are added. */
export type Told = WithoutRun<RunEvent>;

/** An event as programs read it. The end of a run is reported by the code that knows its exit code. */
export function toldOf(event: ApplyEvent, called: string): Told | undefined {
  switch (event.type) {
    case "planned": {
      const steps = event.steps.map((step) => {
        const { id, because, after } = step;
        return { id, does: sentenceOf(step), because, after };
      });
      return { type: "planned", steps };
    }
    case "step-started":
      return { type: "step-started", step: event.step.id, does: sentenceOf(event.step) };
    case "output":
      return { type: "output", step: event.step.id, line: event.line };
    case "step-finished":
      return { type: "step-finished", step: event.step.id, took: Math.round(event.took) };
    case "step-failed":
      return {
        type: "step-failed",
        step: event.step.id,
        took: Math.round(event.took),
        ...textOf(event.problem, called),
      };
    case "waiting":
      return { type: "waiting", for: event.for };
    case "warning":
      return { type: "warning", ...textOf(event.problem, called, event.roster) };
    case "away":
      return { type: "away", took: Math.round(event.took), servers: event.servers, wentOn: event.wentOn };
    case "ready":
      return undefined;
  }
}

/** A problem in an event: its code, and its texts. */
export function textOf(
  problem: Problem,
  called: string,
  roster?: string,
): { readonly code: string; readonly message: string; readonly hint: string } {
  const { code, hint } = problemData(problem, called);
  // An event has no field for the place, so the message begins with it. Whether it stops the run is clear from the event.
  return { code, message: sayProblem({ ...problem, severity: "error" }, roster === undefined ? {} : { roster }), hint };
}

/** A terminal without a person: text for people is dropped, and problems are passed on. */
export function silentTerminal(on: Pick<Terminal, "report" | "warn">): Terminal {
  const silently = () => {};
  return {
    isInteractive: false,
    isQuiet: true,
    print: silently,
    note: silently,
    progress: silently,
    remark: silently,
    ...on,
    confirm: async (_, otherwise) => otherwise,
    ask: async () => "",
    style: (_, text) => text,
  };
}
