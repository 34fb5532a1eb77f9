import { hint, hubwright, problem } from "../model/problem/problem.ts";
import type { Context, ExitCode } from "./context.ts";

/**
 * Says that only a running hub can answer, with exit code 1.
 *
 * @param what - What only the hub knows: `"its tokens"`.
 */
export function hubIsDown({ terminal }: Context, hub: string, what = "what is waiting"): ExitCode {
  terminal.report(
    problem(
      "hub-not-responding",
      `${hub} is not responding, and only the running hub knows ${what}.`,
      hint`Start or update it: ${hubwright("up")}`,
    ),
  );
  return 1;
}
