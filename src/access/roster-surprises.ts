import { type Diagnostic, shown } from "../model/problem/diagnostic.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import { groupsNamedIn } from "../model/roster/groups-named.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { nearest } from "../model/nearest.ts";
import { rosterProblem } from "../model/roster/roster-problem.ts";

/**
 * Warnings about people in this hub, although each line can be read.
 *
 * @param today - The date in the hub's time zone, `"2026-11-29"`; without it, there are no warnings about ended access.
 */
export function rosterSurprises(hub: HubDefinition, people: GroupMap, today?: string): readonly Diagnostic[] {
  return [...groupsWithoutVolume(hub, people), ...(today === undefined ? [] : endedAdmins(people, today))];
}

/** The admins who can sign in on this day. */
export function adminsOn(people: GroupMap, today: string): readonly string[] {
  return people.people
    .filter(({ admin, until }) => admin && (until === null || until >= today))
    .map(({ name }) => name);
}

function endedAdmins(people: GroupMap, today: string): readonly Diagnostic[] {
  if (people.admins.length === 0 || adminsOn(people, today).length > 0) return [];
  return [{ severity: "warning", at: [], ...rosterProblem("roster-admin-ended") }];
}

/**
 * One warning for each group that no volume is for, at the first person in it. If a volume is for every group, or no volume
 * is for groups at all, any group name is fine.
 */
function groupsWithoutVolume(hub: HubDefinition, people: GroupMap): readonly Diagnostic[] {
  const policies = Object.values(hub.volumes).filter(({ per }) => per === "group" || per === "drop-box");
  if (policies.length === 0 || policies.some(({ groups }) => groups === null)) return [];
  const known = groupsNamedIn(hub);
  const told = new Map<string, Diagnostic>();
  for (const { groups, line } of people.people) {
    for (const { group } of groups) {
      if (known.has(group) || told.has(group)) continue;
      const meant = nearest(group, [...known]);
      told.set(group, {
        code: "group-without-volume",
        severity: "warning",
        at: [],
        line,
        word: group,
        message: `None of the volumes is for the group ${shown(group)}.`,
        hint:
          meant === undefined
            ? `If it should have a folder, add it to the groups of a volume in the definition.`
            : `Did you mean ${meant}?`,
      });
    }
  }
  return [...told.values()];
}
