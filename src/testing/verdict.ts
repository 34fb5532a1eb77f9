import { AssertionError } from "node:assert";

/** Whether a claim holds, and what a failed assertion says. */
export interface Verdict {
  readonly holds: boolean;
  /** What is the case, and why: the message whether the claim was expected to hold or not to. */
  readonly message: () => string;
  /** What test runners show as a difference. */
  readonly actual?: unknown;
  /** What was expected, for a claim that should hold. */
  readonly expected?: unknown;
  /** What was expected, for a claim that should not. */
  readonly unexpected?: unknown;
}

/**
 * Throws if a claim does not hold, or for `isNegated` if it does.
 *
 * @param from - The function that the test called: stack traces begin below it.
 */
export function enforce(verdict: Verdict, isNegated: boolean, from: (...args: never[]) => unknown): void {
  if (verdict.holds !== isNegated) return;
  const { message, actual, expected, unexpected } = verdict;
  throw new AssertionError({
    message: message(),
    actual,
    expected: isNegated ? unexpected : expected,
    operator: from.name,
    stackStartFn: from,
  });
}
