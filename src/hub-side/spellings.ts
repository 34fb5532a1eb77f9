import { array, type GenericSchema, string } from "valibot";
import { foldName } from "../model/hub/fold-name.ts";
import { ifAny } from "./no-answer.ts";
import { answerIn, type EngineSource, moduleCommand, named, runInHub } from "./in-hub.ts";

/** The answer of `hubwright_hub.spellings`: what the hub calls people, by their folded name. */
export const SPELLINGS: GenericSchema<unknown, { readonly [name: string]: readonly string[] }> = named(array(string()));

/**
 * What a hub calls people, by the name in their list: a person whom it knew by a decomposed name before names were composed is
 * called so there, and has the password of that spelling. The hub is asked only where a name could be such a one.
 */
export async function knownSpellings(
  hub: string,
  source: EngineSource,
  names: readonly string[],
): Promise<(name: string) => readonly string[]> {
  const isDoubtful = names.some((name) => !/^[\0-\x7f]*$/.test(name));
  const known = isDoubtful
    ? ifAny(answerIn(await runInHub(hub, source, moduleCommand("spellings")), SPELLINGS))
    : undefined;
  const spelled = new Map(Object.entries(known ?? {}));
  return (name) => spelled.get(foldName(name)) ?? [foldName(name)];
}
