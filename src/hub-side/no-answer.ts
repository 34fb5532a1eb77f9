import { hint, hubwright, problem, type Problem } from "../model/problem/problem.ts";

/** Why there is no answer: the hub is not running or has failed, or it runs another version, which does not know the question or answers in another way. */
export type NoAnswer = "silent" | "other-version";

/** An answer, for a caller to whom it does not matter why there is none. */
export function ifAny<T extends object>(answer: T | NoAnswer): T | undefined {
  return typeof answer === "string" ? undefined : answer;
}

/**
 * Says that a hub runs another version.
 *
 * @param what - What it was asked about: `"its tokens"`.
 */
export function otherVersion(hub: string, what: string): Problem {
  return problem(
    "hub-outdated",
    `${hub} runs another version of hubwright, whose answer about ${what} cannot be read.`,
    hint`Update it; notebooks keep running: ${hubwright("up")}`,
  );
}
