import { checkDefinition } from "../model/check/check-definition.ts";
import { type Diagnostic, shown } from "../model/problem/diagnostic.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import { defineHub, type HubDefinition, type HubInput } from "../model/hub/hub.ts";
import { accessMatrix } from "./access-matrix.ts";
import { rosterSurprises } from "./roster-surprises.ts";

/**
 * All problems and warnings about a hub and, if given, its people. Empty if there are none.
 *
 * Never throws: definitions from YAML or untyped code are checked like typed ones.
 *
 * @param today - The date in the hub's time zone, `"2026-11-29"`; without it, there is no warning about admins
 *   whose access has ended.
 *
 * @example
 * ```ts
 * import { check, defineHub, formatProblem, GroupMap } from "hubwright";
 *
 * const problems = check(defineHub({ name: "math" }), GroupMap.parse("ann admin\nbob team-1,team-2\n"));
 * for (const problem of problems) console.log(formatProblem(problem));
 * const isRight = problems.every(({ severity }) => severity === "warning");
 * ```
 */
export function check(hub: HubInput | HubDefinition, people?: GroupMap, today?: string): readonly Diagnostic[] {
  const found = checkDefinition(hub);
  if (people === undefined) return found;
  const hasErrors = found.some(({ severity }) => severity === "error");
  if (hasErrors) return [...found, ...people.diagnostics];
  const definition = defineHub(hub);
  return [
    ...found,
    ...people.diagnostics,
    ...rosterSurprises(definition, people, today),
    ...lostMounts(definition, people),
  ];
}

/** One warning for each group and path, at the first person affected: a class of 200 is not 200 problems. */
function lostMounts(hub: HubDefinition, people: GroupMap): readonly Diagnostic[] {
  const told = new Map<string, Diagnostic>();
  for (const { person, lost } of accessMatrix(hub, people)) {
    for (const { volume, at, group, takenBy } of lost) {
      const key = `${volume} ${at}`;
      if (told.has(key)) continue;
      told.set(key, {
        code: "mount-path-taken",
        severity: "warning",
        at: [],
        line: people.person(person)?.line ?? 1,
        ...(group === null ? {} : { word: group }),
        message: `${takenBy} is already mounted at ${shown(at)}, so ${group === null ? shown(person) : `members of ${shown(group)}`} do${group === null ? "es" : ""} not see ${volume}.`,
        hint: group === null ? "Give one of the two volumes another path." : "Give the group another name.",
      });
    }
  }
  return [...told.values()];
}
