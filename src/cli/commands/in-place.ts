import type { HubInPlace } from "../../apply/hub-in-place.ts";
import { type Diagnostic, formatDiagnostic } from "../../model/diagnostic.ts";
import { readRoster } from "../../workspace/roster-file.ts";
import { WorkspaceError } from "../../workspace/problem.ts";
import type { Project } from "../../workspace/load-hub.ts";
import type { Context } from "../context.ts";

/**
 * A project with its people, as acting on it needs them. Problems of single lines are told and go no further:
 * one typo ends nobody's work. A file that is no list of people at all stops.
 */
export function inPlace({ hub, directory, extraConfig }: Project, context: Context): HubInPlace {
  const { people, diagnostics } = readRoster(directory, hub);
  const unreadable = diagnostics.find(({ code }) => UNREADABLE.has(code));
  if (unreadable !== undefined) throw new WorkspaceError(unreadable.message, unreadable.hint);
  for (const diagnostic of diagnostics) {
    context.run?.on({ type: "warning", ...diagnostic, message: placed(diagnostic, hub.roster) });
    context.terminal.problem(context.terminal.style("yellow", formatDiagnostic(diagnostic, hub.roster)));
  }
  return { hub, people, directory, extraConfig };
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
