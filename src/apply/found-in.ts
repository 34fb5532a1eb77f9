import { check } from "../access/check.ts";
import { dayIn } from "../model/hub/day.ts";
import type { Diagnostic } from "../model/problem/diagnostic.ts";
import type { Place } from "../workspace/hub/place.ts";
import { readRoster } from "../workspace/hub/roster-file.ts";

/** What is wrong with a hub and its user list. */
export interface FoundIn {
  readonly found: readonly Diagnostic[];
  /** How many people are on the list. */
  readonly people: number;
}

/** Finds every problem in a hub's definition and its user list. */
export function foundIn({ hub, directory }: Place, now: Date): FoundIn {
  const { people, diagnostics } = readRoster({ hub, directory });
  const isRead = people.diagnostics === diagnostics;
  const found = isRead ? check(hub, people, dayIn(hub.timezone, now)) : [...check(hub, undefined), ...diagnostics];
  return { found, people: people.people.length };
}
