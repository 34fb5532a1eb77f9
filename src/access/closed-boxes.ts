import type { HubDefinition } from "../model/hub/hub.ts";

/**
 * The keys of the drop-boxes that have closed at a given moment, in the hub's time zone.
 *
 * The hub has its copy some seconds later; until then, staff mount the boxes.
 */
export function closedBoxes({ volumes, timezone }: HubDefinition, now: Date): readonly string[] {
  const wall = wallClock(now, timezone);
  return Object.values(volumes)
    .filter(({ closes }) => closes !== null && (closes.length === 16 ? `${closes}:00` : closes) <= wall)
    .map(({ key }) => key);
}

/** The drop-boxes of one policy as they closed at one moment: the policy's key, and its `closes` at that time. */
export type ClosedBoxes = readonly [key: string, closes: string];

/** The keys of the drop-boxes that are closed according to the copies that a hub has. With another moment, boxes are open again. */
export function copiedBoxes({ volumes }: HubDefinition, copied: readonly ClosedBoxes[]): readonly string[] {
  return Object.values(volumes)
    .filter((policy) => copied.some(([key, closes]) => key === policy.key && closes === policy.closes))
    .map(({ key }) => key);
}

/** A moment as a wall clock shows it: `"2026-12-11T23:59:00"`. */
function wallClock(now: Date, timeZone: string): string {
  // Swedish dates have the format of ISO 8601.
  return now.toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
}
