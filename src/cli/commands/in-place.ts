import { rosterSurprises } from "../../access/roster-surprises.ts";
import type { HubInPlace } from "../../apply/hub-in-place.ts";
import { type Diagnostic, formatDiagnostic } from "../../model/diagnostic.ts";
import type { HubDefinition } from "../../model/hub.ts";
import { readRoster } from "../../workspace/roster-file.ts";
import { WorkspaceError } from "../../workspace/problem.ts";
import type { Project } from "../../workspace/load-hub.ts";
import type { Context } from "../context.ts";
import { dayIn } from "../day.ts";

/**
 * A project with its people, ready to act on. Problems in single lines are reported, and nothing more happens:
 * one typo must not end anyone's work. A file that is not a user list at all stops the command.
 */
export function inPlace({ hub, directory, extraConfig }: Project, context: Context): HubInPlace {
  const { people, diagnostics } = readRoster(directory, hub);
  const unreadable = diagnostics.find(({ code }) => UNREADABLE.has(code));
  if (unreadable !== undefined) throw new WorkspaceError(unreadable.message, unreadable.hint);
  for (const diagnostic of diagnostics) tell(diagnostic, hub, context);
  return { hub, people, directory, extraConfig };
}

/**
 * Reports, before `up` changes anything, what is surprising about people in this hub, and what a list with errors means for them:
 * such a list may have been good for an earlier version.
 */
export function tellOfPeople({ hub, people }: HubInPlace, context: Context): void {
  for (const diagnostic of rosterSurprises(hub, people, dayIn(hub.timezone))) tell(diagnostic, hub, context);
  if (!takesNothing(people.diagnostics)) return;
  const message = sayTakesNothing(hub.roster);
  context.run?.on({ type: "warning", message, hint: "Correct the lines named in the message." });
  context.terminal.problem(context.terminal.style("yellow", message));
}

function tell(diagnostic: Diagnostic, { roster }: HubDefinition, { run, terminal }: Context): void {
  run?.on({ type: "warning", ...diagnostic, message: placed(diagnostic, roster) });
  terminal.problem(terminal.style("yellow", formatDiagnostic(diagnostic, roster)));
}

/** Whether a running hub takes nothing from anybody because of these problems. */
export function takesNothing(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(
    ({ code, severity, at }) => severity === "error" && at.length === 0 && code.startsWith("roster-"),
  );
}

export function sayTakesNothing(roster: string): string {
  return `While ${roster} has errors, a running hub removes nobody's access, and gives none back that has ended.`;
}

/** The message with its place, as people read it, without the hint. */
function placed(diagnostic: Diagnostic, file: string): string {
  return formatDiagnostic(diagnostic, file).split("\n  hint: ")[0] ?? diagnostic.message;
}

const UNREADABLE: ReadonlySet<Diagnostic["code"]> = new Set([
  "roster-missing",
  "roster-too-large",
  "roster-not-utf8",
  "roster-not-a-file",
]);
