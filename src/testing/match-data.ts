import { shown } from "../model/problem/diagnostic.ts";
import { didYouMean, listed, TestMistake } from "./test-mistake.ts";

/** Part of a file's data: a mapping with some of its keys, a list with some of its items, a value, or a pattern for a text. */
export type PartOfData =
  | string
  | number
  | boolean
  | null
  | RegExp
  | readonly PartOfData[]
  | { readonly [key: string]: PartOfData };

/** How a part compares with the data. */
export interface Match {
  /** One sentence for each value that is different. */
  readonly differences: readonly string[];
  /** The data, without the keys that were not asked for. */
  readonly actual: unknown;
}

/**
 * Compares data with a part of it. Of a mapping, only the keys of the part count; a list must have each item of the part, in any order; anything
 * else must be equal.
 *
 * @param at - Where it is, for messages: `services.hub`.
 * @throws TestMistake for a key that is not there, and for a value of another kind than the one that is there: both would be found to differ
 *   if they were misspelled.
 */
export function matchData(actual: unknown, part: unknown, at = ""): Match {
  if (part instanceof RegExp) return matchPattern(actual, part, at);
  const [is, wanted] = [kindOf(actual), kindOf(part)];
  if (wanted === "other") throw new TestMistake(`${placed(at)}: data cannot be ${shown(part)}.`);
  if (is !== wanted && is !== "null" && wanted !== "null")
    throw new TestMistake(
      `${placed(at)} is a ${is}, ${shown(actual)}, and cannot be compared with a ${wanted}, ${shown(part)}.`,
    );
  if (is === "mapping" && wanted === "mapping") return matchMapping(actual as object, part as object, at);
  if (is === "list" && wanted === "list")
    return matchList(actual as readonly unknown[], part as readonly unknown[], at);
  return { actual, differences: actual === part ? [] : [`${placed(at)} is ${shown(actual)}, not ${shown(part)}`] };
}

function matchPattern(actual: unknown, pattern: RegExp, at: string): Match {
  if (typeof actual !== "string")
    throw new TestMistake(`${placed(at)} is a ${kindOf(actual)}, ${shown(actual)}, and a pattern is for a string.`);
  const isFound = actual.search(pattern) !== -1;
  return { actual, differences: isFound ? [] : [`${placed(at)} is ${shown(actual)}, which does not match ${pattern}`] };
}

function matchMapping(actual: object, part: object, at: string): Match {
  const data = new Map<string, unknown>(Object.entries(actual));
  const found = Object.entries(part).map(([key, wanted]): readonly [string, Match] => {
    if (!data.has(key)) throw new TestMistake(noKey(key, [...data.keys()], at));
    return [key, matchData(data.get(key), wanted, at === "" ? key : `${at}.${key}`)];
  });
  if (found.length === 0) throw new TestMistake(`${placed(at)} is compared with {}, which checks nothing.`);
  return {
    differences: found.flatMap(([, { differences }]) => differences),
    actual: Object.fromEntries(found.map(([key, match]) => [key, match.actual])),
  };
}

function noKey(key: string, keys: readonly string[], at: string): string {
  const rest = keys.length === 0 ? " It is empty." : ` Its keys are: ${listed(keys)}.`;
  return `${placed(at)} has no key ${shown(key)}.${didYouMean(key, keys, rest)}`;
}

function matchList(actual: readonly unknown[], part: readonly unknown[], at: string): Match {
  if (part.length === 0) throw new TestMistake(`${placed(at)} is compared with [], which checks nothing.`);
  const missing = part.filter((wanted) => !hasItem(actual, wanted, at));
  return { actual, differences: missing.map((wanted) => `${placed(at)} has no item ${shown(wanted)}`) };
}

/** Whether an item is in a list. Only if it could not be compared with any item is that a mistake. */
function hasItem(items: readonly unknown[], wanted: unknown, at: string): boolean {
  let mistake: unknown;
  let isCompared = items.length === 0;
  let isThere = false;
  for (const [index, item] of items.entries()) {
    try {
      isThere ||= matchData(item, wanted, `${at}[${index}]`).differences.length === 0;
      isCompared = true;
    } catch (error) {
      mistake ??= error;
    }
  }
  if (!isCompared) throw mistake;
  return isThere;
}

function kindOf(value: unknown): "mapping" | "list" | "string" | "number" | "boolean" | "null" | "other" {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  const kind = typeof value;
  if (kind === "object") return isPlain(value as object) ? "mapping" : "other";
  return kind === "string" || kind === "number" || kind === "boolean" ? kind : "other";
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function placed(at: string): string {
  return at === "" ? "The file" : at;
}
