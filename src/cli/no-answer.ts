import { type NoAnswer, otherVersion } from "../hub-side/no-answer.ts";
import { hint, hubwright, problem } from "../model/problem/problem.ts";
import type { Context, ExitCode } from "./context.ts";

/**
 * Says why a hub gave no answer that only it knows, with exit code 1.
 *
 * @param what - What it was asked about: `"its tokens"`.
 */
export function noAnswer({ terminal }: Context, hub: string, why: NoAnswer, what = "what is waiting"): ExitCode {
  terminal.report(
    why === "other-version"
      ? otherVersion(hub, what)
      : problem(
          "hub-not-responding",
          `${hub} is not responding, and only the running hub knows ${what}.`,
          hint`Start or update it: ${hubwright("up")}`,
        ),
  );
  return 1;
}
