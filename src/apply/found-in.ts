import { check } from "../access/check.ts";
import { missingFunctions } from "../emit/missing-functions.ts";
import { dayIn } from "../model/hub/day.ts";
import type { Diagnostic } from "../model/problem/diagnostic.ts";
import type { Project } from "../workspace/hub/load-hub.ts";
import { readRoster } from "../workspace/hub/roster-file.ts";

/** What is wrong with a hub and its user list. */
export interface FoundIn {
  readonly found: readonly Diagnostic[];
  /** How many people are on the list. */
  readonly people: number;
}

/** Finds every problem in a hub's definition and its user list. */
export function foundIn({ hub, directory, extraConfig }: Project, now: Date): FoundIn {
  const { people, diagnostics } = readRoster({ hub, directory });
  const isRead = people.diagnostics === diagnostics;
  const missing = missingFunctions(hub, extraConfig);
  const found = isRead
    ? [...missing, ...check(hub, people, dayIn(hub.timezone, now))]
    : [...check(hub, undefined), ...missing, ...diagnostics];
  return { found, people: people.people.length };
}
