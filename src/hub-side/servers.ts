import { array, type GenericSchema, object, string } from "valibot";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Engine } from "../engine/port.ts";
import { otherVersion } from "./no-answer.ts";
import { answerIn, moduleCommand, named } from "./in-hub.ts";

/** What happened to servers that should be restarted, by owner. */
export interface Restarted {
  readonly restarted: readonly string[];
  /** Why not, by person. */
  readonly failed: { readonly [person: string]: string };
}

/** The answer of `hubwright_hub.servers busy`: who has code running. */
export const BUSY: GenericSchema<unknown, readonly string[]> = array(string());

/** The answer of `hubwright_hub.servers restart`. */
export const RESTARTED: GenericSchema<unknown, Restarted> = object({
  restarted: array(string()),
  failed: named(string()),
});

/**
 * Which of these people have code running; a server that does not say counts as busy.
 *
 * @throws HubwrightError where the hub cannot be asked.
 */
export function busyPeople(hub: string, engine: Engine, people: readonly string[]): Promise<readonly string[]> {
  return ask(engine, hub, ["busy", ...people], BUSY);
}

/**
 * Has the hub stop the servers of these people and start them again, eight at a time, so that it knows what is running.
 *
 * @throws HubwrightError where the hub cannot be asked.
 */
export function restartServers(hub: string, engine: Engine, people: readonly string[]): Promise<Restarted> {
  return ask(engine, hub, ["restart", ...people], RESTARTED);
}

async function ask<T extends object>(
  engine: Engine,
  hub: string,
  words: readonly string[],
  schema: GenericSchema<unknown, T>,
): Promise<T> {
  const answer = answerIn(await engine.exec(hub, moduleCommand("servers", ...words)), schema);
  if (typeof answer !== "string") return answer;
  if (answer === "other-version") throw new HubwrightError([otherVersion(hub, "its servers")]);
  throw HubwrightError.of(
    "hub-not-responding",
    `The hub ${hub} did not report on its servers.`,
    hint`See its log with ${hubwright("logs", hub)}, then run ${hubwright("up", "--restart-servers")} again.`,
  );
}
