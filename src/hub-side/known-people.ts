import { array, type GenericSchema, string } from "valibot";
import type { GroupMap } from "../model/roster/group-map.ts";
import type { NoAnswer } from "./no-answer.ts";
import { answerIn, type EngineSource, moduleCommand, runInHub } from "./in-hub.ts";

/** The answer of `hubwright_hub.known_people`: everybody whom JupyterHub's database knows. */
export const KNOWN_PEOPLE: GenericSchema<unknown, readonly string[]> = array(string());

/** The people that only JupyterHub's own database knows. */
export async function strangersOf(
  hub: string,
  source: EngineSource,
  people: GroupMap,
): Promise<readonly string[] | NoAnswer> {
  const known = answerIn(await runInHub(hub, source, moduleCommand("known_people")), KNOWN_PEOPLE);
  return typeof known === "string" ? known : known.filter((name) => people.person(name) === undefined);
}
