import { foundIn } from "../../apply/found-in.ts";
import { isAboutDefinition } from "../../apply/problems-of.ts";
import { adviceOn } from "../../model/hub/advice.ts";
import { formatProblem, problemData, sayHint } from "../../model/problem/format-problem.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Problem } from "../../model/problem/problem.ts";
import { annotation } from "../annotation.ts";
import type { Context, ExitCode, Where } from "../context.ts";
import { sayTakesNothing, takesNothing } from "./in-place.ts";

/** `hubwright check`: every problem of the definition and of the roster. Exit code 1 when one of them is an error. */
export async function check(
  context: Context,
  options: Where & { json?: boolean; github?: boolean },
): Promise<ExitCode> {
  const { terminal, called } = context;
  const { found, file, roster, people, advice } = await findings(context, options);
  const errors = found.filter(({ severity }) => severity === "error").length;
  if (options.json === true) {
    const data = found.map((one) => problemData(one, called));
    terminal.print(JSON.stringify(data, null, 2));
  } else if (options.github === true) {
    for (const one of found) terminal.print(annotated(one, { file, roster, called }));
  } else {
    for (const one of found) terminal.print(formatProblem(one, { roster, called }));
    const warnings = found.length - errors;
    const summary =
      found.length === 0
        ? `${file} and ${roster} are valid: ${people === 1 ? "1 person" : `${people} people`}.`
        : `${count(errors, "error")}, ${count(warnings, "warning")}.`;
    terminal.note(found.length === 0 ? summary : `\n${summary}`);
    if (takesNothing(found)) terminal.note(sayTakesNothing(roster));
    if (advice.length > 0)
      terminal.note(["\nSuggestions for notebook:", ...advice.map((line) => `- ${line}`)].join("\n"));
  }
  return errors === 0 ? 0 : 1;
}

interface Findings {
  readonly found: readonly Problem[];
  readonly file: string;
  readonly roster: string;
  /** How many there are. */
  readonly people: number;
  /** What could be safer, where the definition can be read. */
  readonly advice: readonly string[];
}

async function findings(context: Context, where: Where): Promise<Findings> {
  try {
    const project = await context.project(where);
    const { hub, file } = project;
    const { found, people } = foundIn(project, new Date());
    return { found, file, roster: hub.roster, people, advice: adviceOn(hub) };
  } catch (error) {
    // Without a definition the roster's place is unknown, so only the definition's problems are shown.
    if (error instanceof HubwrightError && isAboutDefinition(error.problems))
      return { found: error.problems, file: "hub.ts", roster: "userlist", people: 0, advice: [] };
    throw error;
  }
}

function annotated(
  { severity, line, at = [], message, hint = "", code }: Problem,
  { file, roster, called }: { readonly file: string; readonly roster: string; readonly called: string },
): string {
  const field = at.length === 0 ? "" : `${at.join(".")}: `;
  const place = { file: line === undefined ? file : roster, line };
  return annotation(severity, place, code, `${field}${message} ${sayHint(hint, called)}`);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
