import { isDeepStrictEqual } from "node:util";
import { isSameWhenEmpty } from "./field-type.ts";

type Fields = { [key: string]: unknown };

/** The value at a path; undefined if there is none. */
export function valueAt(input: unknown, at: readonly string[]): unknown {
  let value = input;
  for (const key of at) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Fields)[key];
  }
  return value;
}

/** A copy of a definition with another value at a path. `undefined` removes the field. */
export function withValueAt(input: unknown, at: readonly string[], value: unknown): unknown {
  const [key, ...rest] = at;
  if (key === undefined) return value;
  const fields: Fields = typeof input === "object" && input !== null ? { ...input } : {};
  const old = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (value !== undefined || (rest.length > 0 && typeof old === "object" && old !== null))
    fields[key] = withValueAt(old, rest, value);
  else if (rest.length === 0) delete fields[key];
  return fields;
}

/**
 * Whether two definitions have the same fields with the same values. Objects on the way to some fields that mean the same when they are empty may be
 * missing.
 */
export function isSameInput(one: unknown, other: unknown, paths: readonly (readonly string[])[]): boolean {
  return isDeepStrictEqual(paths.reduce(withoutEmpty, plain(one)), paths.reduce(withoutEmpty, plain(other)));
}

function plain(input: unknown): unknown {
  return JSON.parse(JSON.stringify(input) ?? "null") as unknown;
}

/** A copy without the objects around a field that are empty, if that makes no difference. */
function withoutEmpty(input: unknown, at: readonly string[]): unknown {
  let rest = input;
  for (let length = at.length - 1; length > 0; length -= 1) {
    const path = at.slice(0, length);
    const value = valueAt(rest, path);
    const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
    if ((isEmpty && isSameWhenEmpty(path)) || value === null) rest = withValueAt(rest, path, undefined);
  }
  return rest;
}
