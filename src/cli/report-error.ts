import { isAboutDefinition, problemsOf, sayCount } from "../apply/problems-of.ts";
import type { Terminal } from "./terminal.ts";

/** Prints what went wrong, and what to do. A stack trace is added only on request. */
export function reportError(terminal: Terminal, error: unknown, options: { readonly withTrace: boolean }): void {
  const problems = problemsOf(error);
  if (isAboutDefinition(problems)) terminal.remark(sayCount(problems));
  for (const problem of problems) terminal.report(problem);
  if (options.withTrace && error instanceof Error) terminal.remark(error.stack ?? "");
}
