import { HubwrightError } from "../model/hubwright-error.ts";
import { hint, hubwright } from "../model/problem.ts";
import type { Engine } from "../engine/port.ts";
import { hubNames } from "../model/names.ts";
import { askData, hasData } from "./ask-data.ts";

/**
 * Those of some names that belong to someone who left more than 30 days ago: the next person with such a name is held until
 * an admin decides whose it is.
 *
 * @returns the day on which each left, null where the hub does not know it.
 * @throws HubwrightError where the hub's data cannot tell.
 */
export async function longAway(
  hub: string,
  names: readonly string[],
  engine: Engine,
): Promise<ReadonlyMap<string, string | null>> {
  const observed = await engine.observe([hubNames(hub).image.hub]);
  if (!hasData(hub, observed)) return new Map();
  const command = ["python3", "-m", "hubwright_hub.long_away", ...names];
  const answered = await askData(hub, command, { engine, observed });
  const days = answered?.exitCode === 0 ? daysIn(answered.output) : undefined;
  if (days !== undefined) return days;
  throw HubwrightError.of(
    "hub-outdated",
    `The hub ${hub} cannot tell whether ${names.map((name) => JSON.stringify(name)).join(" or ")} belongs to someone who left long ago.`,
    hint`Update it, then run the command again: ${hubwright("up")}`,
  );
}

function daysIn(output: string): ReadonlyMap<string, string | null> | undefined {
  try {
    const value: unknown = JSON.parse(output);
    return isDays(value) ? new Map(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
}

function isDays(value: unknown): value is { readonly [name: string]: string | null } {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((day) => day === null || typeof day === "string")
  );
}
