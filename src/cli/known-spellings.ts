import { foldName } from "../model/fold-name.ts";
import { askHub, jsonIn } from "./commands/in-hub.ts";
import type { Context } from "./context.ts";

/**
 * What a hub calls people, by the name in their list: a person whom it knew by a decomposed name before names were composed is
 * called so there, and has the password of that spelling. The hub is asked only where a name could be such a one.
 */
export async function knownSpellings(
  context: Context,
  hub: string,
  names: readonly string[],
): Promise<(name: string) => readonly string[]> {
  const isDoubtful = names.some((name) => !/^[\0-\x7f]*$/.test(name));
  const known = isDoubtful ? jsonIn(await askHub(context, hub, "spellings"), isSpellings) : undefined;
  return (name) => known?.[foldName(name)] ?? [foldName(name)];
}

function isSpellings(value: unknown): value is { readonly [name: string]: readonly string[] } {
  return typeof value === "object" && value !== null && Object.values(value).every((one) => Array.isArray(one));
}
