/**
 * JSON exactly as Go's encoding/json writes it, for values of which Go's bytes are hashed by someone else.
 *
 * Three habits of Go differ from JSON.stringify: what is dangerous in HTML is escaped, the keys of a map are sorted by
 * their UTF-8 bytes, and a field marked `omitempty` is left out when it holds its type's zero.
 */
export type Json<T> = (value: T) => string;

/** Writes a struct's field; undefined leaves it out. */
export type Field<T> = (value: T | undefined) => string | undefined;

/** Strings by their UTF-8 bytes. JavaScript's own order differs from U+E000 on, where a surrogate pair sorts first. */
export function inGoOrder(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export const quoted: Json<string> = (text) => JSON.stringify(text).replace(/[<>&\u2028\u2029]/g, escaped);

export const plain: Json<number | boolean> = String;

/** The shortest decimal that is the same 32-bit number. */
export const float32: Json<number> = (value) => {
  const single = Math.fround(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(Number(single.toPrecision(9)));
};

export const list =
  <T>(item: Json<T>): Json<readonly T[]> =>
  (items) =>
    `[${items.map(item).join(",")}]`;

export const map =
  <T>(item: Json<T>): Json<{ readonly [key: string]: T }> =>
  (entries) =>
    object(
      Object.entries(entries)
        .toSorted(([a], [b]) => inGoOrder(a, b))
        .map(([key, value]) => [key, item(value)]),
    );

export const nullable =
  <T>(json: Json<T>): Json<T | null> =>
  (value) =>
    value === null ? "null" : json(value);

/** A struct: its fields in the order in which `fields` names them. */
export const struct =
  <T extends object>(fields: { readonly [K in keyof T]-?: (value: T[K] | undefined) => string | undefined }): Json<T> =>
  (value) => {
    const written: [string, string][] = [];
    for (const key in fields) {
      const json = fields[key](value[key]);
      if (json !== undefined) written.push([key, json]);
    }
    return object(written);
  };

/** Go's `omitempty` on a string, number, boolean, slice or map: absent and empty are one. */
export const unlessEmpty =
  <T>(json: Json<T>): Field<T> =>
  (value) =>
    value === undefined || isEmpty(value) ? undefined : json(value);

/** Go's `omitempty` on a pointer: `false`, `0` and `{}` are written, because they were said. */
export const ifGiven =
  <T>(json: Json<T>): Field<T> =>
  (value) =>
    value === undefined ? undefined : json(value);

/** No `omitempty`. */
export const always =
  <T>(json: Json<T>): Field<T> =>
  (value) =>
    value === undefined ? "null" : json(value);

function isEmpty(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length === 0;
  return value === "" || value === 0 || value === false;
}

function object(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, json]) => `${quoted(key)}:${json}`).join(",")}}`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
