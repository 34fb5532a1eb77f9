import { type GenericSchema, nullable, string } from "valibot";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Engine } from "../engine/port.ts";
import { hubNames } from "../model/hub/names.ts";
import { askData, hasData } from "./at-data.ts";
import { answerIn, moduleCommand, named } from "./in-hub.ts";

/** The answer of `hubwright_hub.long_away`: the day on which each left. */
export const LONG_AWAY: GenericSchema<unknown, { readonly [name: string]: string | null }> = named(nullable(string()));

/**
 * Those of some names that belong to someone who left more than 30 days ago: the next person with such a name is held until
 * an admin decides whose it is.
 *
 * @returns the day on which each left, null where the hub does not know it.
 * @throws HubwrightError where the hub's data cannot tell.
 */
export async function longAway(
  hub: string,
  engine: Engine,
  names: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const observed = await engine.observe([hubNames(hub).image.hub]);
  if (!hasData(hub, observed)) return new Map();
  const answered = await askData(hub, moduleCommand("long_away", ...names), { engine, observed });
  const days = answerIn(answered, LONG_AWAY);
  if (typeof days !== "string") return new Map(Object.entries(days));
  throw HubwrightError.of(
    days === "silent" ? "hub-not-responding" : "hub-outdated",
    `The hub ${hub} cannot tell whether ${names.map((name) => JSON.stringify(name)).join(" or ")} belongs to someone who left long ago.`,
    hint`Update it, then run the command again: ${hubwright("up")}`,
  );
}
