import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, hubwright, type Problem, problem } from "../model/problem/problem.ts";
import { DIAGNOSTIC_CODES } from "../model/problem/problem-codes.ts";

/** Says why something was thrown. Anything but our own errors is a bug in hubwright, with the code `"fault"`. */
export function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof HubwrightError) return error.problems;
  if (error instanceof Error && (error.name === "AbortError" || error.name === "Stopped"))
    return [problem("stopped", "Stopped before it finished.", "To continue, run the same command again.")];
  return [
    problem(
      "fault",
      `hubwright failed: ${error instanceof Error ? error.message : String(error)}`,
      "This is a bug in hubwright. Set HUBWRIGHT_DEBUG=1, run the command again to see where it failed, and report it.",
    ),
  ];
}

/** Summarizes why something was thrown, for places where only one problem can be shown. */
export function problemOf(error: unknown): Problem {
  const problems = problemsOf(error);
  const [first] = problems;
  if (first === undefined || problems.length === 1 || !isAboutDefinition(problems))
    return first ?? problem("fault", "hubwright failed.");
  return problem(first.code, sayCount(problems), hint`Fix them all; ${hubwright("check")} lists them.`);
}

/** Whether all of these are about the definition. */
export function isAboutDefinition(problems: readonly Problem[]): boolean {
  return problems.every(({ code }) => OF_DEFINITION.has(code));
}

/** How many errors a definition has, as a sentence. */
export function sayCount({ length }: readonly Problem[]): string {
  return `The definition has ${length === 1 ? "an error" : `${length} errors`}.`;
}

/** Codes about the path of the roster, which is in the definition. */
const ABOUT_PLACE: ReadonlySet<string> = new Set(["roster-path-invalid", "roster-directory-shared"]);

const OF_DEFINITION: ReadonlySet<string> = new Set(
  DIAGNOSTIC_CODES.filter((code) => !/^(?:roster|table|edit)-/.test(code) || ABOUT_PLACE.has(code)),
);
