import * as fc from "fast-check";
import { type ClosedBoxes, copiedBoxes } from "../../src/access/closed-boxes.ts";
import { type ResolvedPolicy, resolvePolicy } from "../../src/model/hub/resolved-policy.ts";
import { hubName, volumes } from "./arbitrary-hub.ts";
import { rosterText } from "./arbitrary-roster.ts";
import { type CaseHub, hubOf } from "./cases.ts";

/** A definition, a list, and the keys of the boxes that are closed. */
export interface Moment extends CaseHub {
  readonly text: string;
  readonly closed: readonly string[];
}

const list = fc.record({ text: rosterText, other: rosterText, lost: fc.array(fc.nat(20), { maxLength: 4 }) });

/** The second list is another one, or the first without some words. */
const lists = fc.oneof(
  list.map(({ text, other }) => [text, other] as const),
  list.map(({ text, lost }) => [text, withoutWords(text, lost)] as const),
);

const policies = volumes.map((some) => Object.entries(some).map(([key, policy]) => resolvePolicy(key, policy)));

const edit = fc.record({
  closes: fc.constantFrom(null, "2026-12-11T23:59", "2027-01-01T00:00:01"),
  staff: fc.constantFrom("rw", "ro", "none"),
});

/** The second definition is the first one, or has the same boxes with other rights and moments and some other volumes. */
const definitions = fc.record({ some: policies, others: policies, edit, isKept: fc.boolean() }).map((given) => {
  const { some, others, edit: changed, isKept } = given;
  const edited = some.map((policy) =>
    policy.per === "drop-box"
      ? { ...policy, closes: changed.closes, access: { ...policy.access, staff: changed.staff } }
      : policy,
  );
  return [some, isKept ? some : byKey([...others, ...edited])] as const;
});

/** A list and a definition, each replaced by another one or not, in a hub that copies boxes before, in between, or never. */
export const change: fc.Arbitrary<{ readonly was: Moment; readonly is: Moment }> = fc
  .record({ hub: hubName, lists, definitions, copies: fc.constantFrom("before", "in between", "never") })
  .map(({ hub, lists: [before, after], definitions: [old, now], copies }) => {
    const moment = (text: string, some: readonly ResolvedPolicy[], copied: readonly ClosedBoxes[]): Moment => {
      const given = { hub, volumes: some };
      return { ...given, text, closed: copiedBoxes(hubOf(given), copied) };
    };
    const first = copies === "before" ? momentsOf(old) : [];
    return {
      was: moment(before, old, first),
      is: moment(after, now, copies === "in between" ? momentsOf(now) : first),
    };
  });

function momentsOf(some: readonly ResolvedPolicy[]): readonly ClosedBoxes[] {
  return some.flatMap(({ key, closes }) => (closes === null ? [] : [[key, closes] as const]));
}

/** The last one of each key. */
function byKey(some: readonly ResolvedPolicy[]): readonly ResolvedPolicy[] {
  return [...new Map(some.map((policy) => [policy.key, policy])).values()];
}

/** A list without some of the words that follow a name. */
function withoutWords(text: string, numbers: readonly number[]): string {
  let number = 0;
  return text.replace(/(?<=\S) +\S+/g, (word) => (numbers.includes(number++) ? "" : word));
}
