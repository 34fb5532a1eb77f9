import type { HubDefinition } from "../model/hub.ts";

/**
 * The keys of the drop-boxes that have closed at a moment, by the clocks of the hub's time zone.
 *
 * The hub has its copy some seconds later: what staff mount in between are the boxes.
 */
export function closedBoxes({ volumes, timezone }: HubDefinition, now: Date): readonly string[] {
  const wall = wallClock(now, timezone);
  return Object.values(volumes)
    .filter(({ closes }) => closes !== null && (closes.length === 16 ? `${closes}:00` : closes) <= wall)
    .map(({ key }) => key);
}

/** A moment as a clock on a wall shows it: `"2026-12-11T23:59:00"`. */
function wallClock(now: Date, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return now.toLocaleString("sv-SE", { timeZone }).replace(" ", "T");
}
