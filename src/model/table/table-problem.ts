import type { DiagnosticCode } from "../problem/problem-codes.ts";
import type { Diagnostic } from "../problem/diagnostic.ts";

/** A problem in a table. It is an error by default, and without a line it is about the whole table. */
export function tableProblem(
  code: DiagnosticCode,
  problem: Pick<Diagnostic, "message" | "hint"> & Partial<Pick<Diagnostic, "severity" | "line" | "word" | "at">>,
): Diagnostic {
  return { code, severity: "error", at: [], ...problem };
}
