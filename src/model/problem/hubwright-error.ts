import { sayHint, sayProblem } from "./format-problem.ts";
import { type Hint, problem, type Problem } from "./problem.ts";
import type { ProblemCode } from "./problem-codes.ts";

/** Thrown when something cannot be done. Carries every problem, not just the first. */
export class HubwrightError extends Error {
  /** Tells it from other errors where `instanceof` does not, as between two copies of the package. */
  override readonly name = "HubwrightError";
  /** At least one. Its texts are in the message, without hints. */
  readonly problems: readonly Problem[];

  /**
   * @param problems - At least one, the most important first.
   * @param options - `cause`: the error that led to this one.
   * @throws RangeError without a problem.
   */
  constructor(problems: readonly Problem[], options?: { readonly cause: unknown }) {
    if (problems.length === 0) throw new RangeError("An error needs a problem.");
    super(problems.map((one) => sayProblem(one)).join("\n"), options);
    this.problems = problems;
  }

  /** An error with a single problem. */
  static of(code: ProblemCode, message: string, hint?: Hint, options?: { readonly cause: unknown }): HubwrightError {
    return new HubwrightError([problem(code, message, hint)], options);
  }

  /** The first problem. */
  get problem(): Problem {
    const [first] = this.problems;
    if (first === undefined) throw new RangeError("An error needs a problem.");
    return first;
  }

  /** What to do about the first problem, as text. */
  get hint(): string {
    return sayHint(this.problem.hint ?? "");
  }

  /** The code of the first problem. */
  get code(): ProblemCode {
    return this.problem.code;
  }
}

/**
 * Thrown when the engine, or the connection to it, has failed. The code alone cannot tell: a disk of this machine can be full,
 * and a port or a name can be taken, without any engine having said so.
 */
export class EngineFailure extends HubwrightError {
  /** An error with a single problem. */
  static override of(
    code: ProblemCode,
    message: string,
    hint?: Hint,
    options?: { readonly cause: unknown },
  ): EngineFailure {
    return new EngineFailure([problem(code, message, hint)], options);
  }
}

/** Whether an error is ours and its first problem has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly ProblemCode[]): error is HubwrightError {
  return error instanceof HubwrightError && codes.includes(error.code);
}

/** Whether the engine, or the connection to it, has failed. */
export function isEngineFailure(error: unknown): error is EngineFailure {
  return error instanceof EngineFailure;
}
