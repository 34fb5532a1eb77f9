import { rosterSurprises } from "../../access/roster-surprises.ts";
import type { HubInPlace } from "../../apply/hub-in-place.ts";
import { hint, hubwright, type Problem, warning } from "../../model/problem/problem.ts";
import { readableRoster } from "../../workspace/hub/roster-file.ts";
import type { Project } from "../../workspace/hub/load-hub.ts";
import type { Context } from "../context.ts";
import { dayIn } from "../../model/hub/day.ts";

/**
 * A project with its people, ready to act on. Problems in single lines are reported, and nothing more happens:
 * one typo must not end anyone's work. A file that is not a user list at all stops the command.
 */
export function inPlace(project: Project, { terminal }: Context): HubInPlace {
  const { hub, directory, extraConfig } = project;
  const people = readableRoster(project);
  for (const diagnostic of people.diagnostics) terminal.warn(diagnostic, hub.roster);
  return { hub, people, directory, extraConfig };
}

/**
 * Reports, before `up` changes anything, what is surprising about people in this hub, and what a list with errors means for them:
 * such a list may have been good for an earlier version.
 */
export function tellOfPeople({ hub, people }: HubInPlace, { terminal }: Context): void {
  for (const diagnostic of rosterSurprises(hub, people, dayIn(hub.timezone, new Date())))
    terminal.warn(diagnostic, hub.roster);
  if (!takesNothing(people.diagnostics)) return;
  terminal.warn(
    warning(
      "list-takes-nothing",
      sayTakesNothing(hub.roster),
      hint`Correct the lines with errors; ${hubwright("check")} lists them.`,
    ),
  );
}

/** Whether a running hub takes nothing from anybody because of these problems. */
export function takesNothing(problems: readonly Problem[]): boolean {
  return problems.some(
    ({ code, severity, at = [] }) => severity === "error" && at.length === 0 && code.startsWith("roster-"),
  );
}

export function sayTakesNothing(roster: string): string {
  return `While ${roster} has errors, a running hub removes nobody's access, and gives none back that has ended.`;
}
