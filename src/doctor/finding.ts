import { FINDING_CODES, type FindingCode } from "../model/problem/problem-codes.ts";
import { type Hint, problem, type Problem } from "../model/problem/problem.ts";

/** A failure that doctor has found. An error keeps people from working now; a warning may do so later. */
export interface Finding extends Problem {
  readonly code: FindingCode;
}

/** True for a code that doctor has an entry for. */
export function isFindingCode(code: string): code is FindingCode {
  return (FINDING_CODES as readonly string[]).includes(code);
}

/** @returns a finding that keeps people from working. */
export function failure(code: FindingCode, message: string, next: Hint | undefined): Finding {
  return problem(code, message, next);
}

/** @returns a finding that keeps nobody from working yet. */
export function warning(code: FindingCode, message: string, next: Hint | undefined): Finding {
  return { ...failure(code, message, next), severity: "warning" };
}
