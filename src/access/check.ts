import { checkDefinition } from "../model/check-definition.ts";
import { type Diagnostic, shown } from "../model/diagnostic.ts";
import type { GroupMap } from "../model/group-map.ts";
import { defineHub, type HubDefinition, type HubInput } from "../model/hub.ts";
import { accessMatrix } from "./access-matrix.ts";
import { rosterSurprises } from "./roster-surprises.ts";

/**
 * Everything that is wrong or surprising about a hub and, if given, its people. Empty when all is well.
 *
 * Never throws, whatever the definition is: one of YAML or of untyped code is checked as a typed one is.
 *
 * @param today - The day by the clocks of the hub's time zone, `"2026-11-29"`; without it, nothing is said of admins
 *   whose access has ended.
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

/** One warning for each group and path, at the first person who loses it: a class of 200 is not 200 problems. */
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
        message: `${shown(at)} is where ${takenBy} is mounted, so ${group === null ? shown(person) : `members of ${shown(group)}`} do${group === null ? "es" : ""} not see ${volume}.`,
        hint: group === null ? "Give one of the two volumes another path." : "Give the group another name.",
      });
    }
  }
  return [...told.values()];
}
