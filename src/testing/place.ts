import { shown } from "../model/problem/diagnostic.ts";
import { requireFields, TestMistake } from "./test-mistake.ts";

/** A volume by the policy that gives it, and whose it is; which fields it needs depends on the policy. */
export interface PolicyPlace<Key extends string = string> {
  /** The policy's key in the definition's `volumes`. */
  readonly key: Key;
  /** The group, for `perGroup` and `dropBox`. */
  readonly group?: string;
  /** The owner, for `perPerson` and for one box of a `dropBox`. */
  readonly person?: string;
  /** The copy of a group's boxes, which staff get when they close, instead of one person's box. */
  readonly copy?: boolean;
}

/**
 * What is asked about:
 * - a path, which begins with `/`, as it is in the person's own server: `"/home/jovyan/team-1"`,
 * - the name of a Docker volume: `"math-shared-team-1"`,
 * - or a policy: `{ key: "shared", group: "team-1" }`.
 *
 * Each must be one that the definition gives to some person or group on the list; anything else throws.
 */
export type Place<Key extends string = string> = string | PolicyPlace<Key>;

const FIELDS = ["key", "group", "person", "copy"];

/** @throws TestMistake for anything that is not written like a place. */
export function requirePlace(place: Place): void {
  if (typeof place === "string" && place !== "") return;
  if (typeof place !== "object" || place === null)
    throw new TestMistake(
      `A place must be a path, the name of a volume, or { key: … } with a group or person, not ${shown(place)}.`,
    );
  requireFields("a place", place, FIELDS);
  for (const [field, value] of Object.entries(place))
    if (value !== undefined && typeof value !== (field === "copy" ? "boolean" : "string"))
      throw new TestMistake(`The ${field} of a place cannot be ${shown(value)}.`);
  if (!("key" in place)) throw new TestMistake(`A place needs the key of a policy: ${shown(place)} has none.`);
}

/** A place in words: `/home/jovyan/team-1`, `volumes.shared of the group team-1`. */
export function sayPlace(place: Place): string {
  if (typeof place === "string") return shown(place).slice(1, -1);
  const { key, group, person, copy } = place;
  const whose = [person, group].filter((one) => one !== undefined).map((one) => shown(one).slice(1, -1));
  const what = copy === true ? "the copy of " : "";
  return `${what}volumes.${key}${whose.length === 0 ? "" : ` of ${whose.join(" in ")}`}`;
}
