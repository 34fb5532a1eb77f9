import type { Hint } from "../problem/problem.ts";
import type { DiagnosticCode } from "../problem/problem-codes.ts";

/** A problem in one line of a roster. Without a word, the whole line is ignored. */
export interface LineProblem {
  readonly code: DiagnosticCode;
  readonly word?: string;
  readonly message: string;
  readonly hint: Hint;
}
