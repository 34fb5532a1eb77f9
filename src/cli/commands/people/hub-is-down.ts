import { hint, hubwright, problem } from "../../../model/problem/problem.ts";
import type { Context, ExitCode } from "../../context.ts";

/** Says that only a running hub can answer, with exit code 1. */
export function hubIsDown({ terminal }: Context, hub: string): ExitCode {
  terminal.report(
    problem(
      "hub-not-responding",
      `${hub} is not responding, and only the running hub knows what is waiting.`,
      hint`Start or update it: ${hubwright("up")}`,
    ),
  );
  return 1;
}
