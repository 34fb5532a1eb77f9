import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import type { GroupMap } from "./group-map.ts";
import { linesOf } from "./roster-edit.ts";
import { rosterProblem } from "./roster-problem.ts";
import { wordsOf } from "./words.ts";
import { byCodePoint, type Person } from "./read-roster.ts";

/** Characters that are written around or between names, but seldom in one. */
const MARKS = new Set(":=()[]{}*&+#!?~^%$`'\\\u2018\u2019\u2022\u00b7");
const BEFORE_NAME = /^(?:[0-9]+\.|[-._@:=()[\]{}*&+#!?~^%$`'\\\u2018\u2019\u2022\u00b7]+)/u;
const BEHIND_NAME = /[-._:=()[\]{}*&+#!?~^%$`'\\\u2018\u2019\u2022\u00b7]+$/u;
const JOINERS = new Set(["", ".", "-", "_"]);
const NOTHING: ReadonlySet<string> = new Set();

/** One word in a list that is probably a mistake, and who would lose something because of it. */
export interface Slip {
  readonly line: number;
  readonly word: string;
  readonly victims: readonly string[];
}

/**
 * The probable typing mistakes in a list without errors, compared with the list that it replaces, in the order of its people.
 *
 * Two lines were joined, one was split, or a name was attached to the word next to it: the words are still there but mean
 * something else. The hub does the same (`slips.py`) and does not apply such a list.
 */
export function slipsIn(before: GroupMap, after: GroupMap): readonly Slip[] {
  const comparison = compare(before, after);
  if (comparison.gone.size === 0 && comparison.lost.size === 0) return [];
  const groups = new Set(before.groups);
  const lines = linesOf(after.toUserlist()).map((line) => wordsOf(line).map(({ text }) => text));
  const names = lines.map(([written]) => mapped(written, foldName));
  const repeated = repeatedGroups(lines);
  const linesOfName = new Map<string, number[]>();
  names.forEach((name, index) => {
    if (name === undefined) return;
    const known = linesOfName.get(name);
    if (known === undefined) linesOfName.set(name, [index]);
    else known.push(index);
  });
  return after.people.flatMap((person) => {
    const { name, line } = person;
    const known = before.person(name);
    const had = new Set(known?.groups.map(({ group }) => group));
    const twice = repeated.get(name) ?? NOTHING;
    const fresh = person.groups.map(({ group }) => group).filter((group) => !had.has(group) || twice.has(group));
    return [
      ...fresh.flatMap((group) => slipOfGroup(person, group, groups, comparison)),
      ...(known === undefined ? slipOfName(person, names[line], comparison) : []),
      ...(comparison.lost.has(name) ? dividedLines(person, linesOfName.get(name) ?? [], names, fresh, comparison) : []),
    ];
  });
}

/** By person, the groups that one of their lines has twice, as when two lines were joined. */
function repeatedGroups(lines: readonly (readonly string[])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const repeated = new Map<string, Set<string>>();
  for (const [written = "", ...words] of lines) {
    const groups = words.filter((word) => !word.includes("=")).map((word) => word.split(":")[0] ?? "");
    const seen = new Set<string>();
    for (const group of groups) {
      if (seen.has(group)) {
        const name = foldName(written);
        repeated.set(name, (repeated.get(name) ?? new Set()).add(group));
      }
      seen.add(group);
    }
  }
  return repeated;
}

/** A mistake as a problem of the list. */
export function slipProblem({ line, word, victims }: Slip): Diagnostic {
  return {
    severity: "error",
    at: [],
    line,
    word,
    ...rosterProblem("roster-slip", { names: victims.map(shown).join(", "), word: shown(word) }),
  };
}

interface Comparison {
  readonly gone: ReadonlySet<string>;
  /** By person who is still on the list, the words that they have lost. */
  readonly lost: ReadonlyMap<string, ReadonlySet<string>>;
}

function compare(before: GroupMap, after: GroupMap): Comparison {
  const gone = new Set<string>();
  const lost = new Map<string, ReadonlySet<string>>();
  for (const person of before.people) {
    const now = after.person(person.name);
    if (now === undefined) gone.add(person.name);
    else {
      const kept = new Set(wordsFor(now));
      const less = wordsFor(person).filter((word) => !kept.has(word));
      if (less.length > 0) lost.set(person.name, new Set(less));
    }
  }
  return { gone, lost };
}

/** A group that is new for a person: the next line's name, after theirs. */
function slipOfGroup(
  person: Person,
  group: string,
  groups: ReadonlySet<string>,
  { gone, lost }: Comparison,
): readonly Slip[] {
  const { name, line } = person;
  const folded = foldName(group);
  const own = lost.get(name) ?? NOTHING;
  const others = folded === name ? NOTHING : (lost.get(folded) ?? NOTHING);
  if (gone.has(folded) || wordsFor(person).some((word) => others.has(word)))
    return [{ line, word: group, victims: [folded] }];
  if (own.has(group.replace(/[._-]+$/, "")) || joinsTwo(group, own)) return [{ line, word: group, victims: [name] }];
  if (gone.size === 0) return [];
  for (let index = 1; index < group.length; index += 1) {
    const first = group.slice(0, index);
    const rest = first === "admin" || groups.has(first) ? namesIn(folded.slice(index), gone) : [];
    if (rest.length > 0) return [{ line, word: group, victims: rest }];
  }
  return [];
}

function joinsTwo(group: string, lost: ReadonlySet<string>): boolean {
  const ends = [...lost].filter((one) => group.endsWith(one));
  return [...lost].some(
    (one) =>
      group.startsWith(one) &&
      ends.some(
        (other) =>
          one.length + other.length <= group.length &&
          JOINERS.has(group.slice(one.length, group.length - other.length)),
      ),
  );
}

/** A new name that is several names, a part of one, or one with something attached. */
function slipOfName({ name, line }: Person, following: string | undefined, { gone }: Comparison): readonly Slip[] {
  if (gone.size === 0) return [];
  const joined = namesIn(name, gone);
  if (joined.length > 0) return [{ line, word: name, victims: joined }];
  const part = partsOf(name).find((one) => gone.has(one)) ?? replaced(name, gone);
  if (part !== undefined) return [{ line, word: name, victims: [part] }];
  if (following !== undefined && gone.has(name + following)) return [{ line, word: name, victims: [name + following] }];
  return [];
}

/** The names that a text consists of, without anything in between; empty if it does not. */
function namesIn(text: string, gone: ReadonlySet<string>): readonly string[] {
  const reached = new Map<number, readonly string[]>([[0, []]]);
  for (let end = 1; end <= text.length; end += 1) {
    for (const [start, names] of reached) {
      const name = text.slice(start, end);
      if (!gone.has(name)) continue;
      reached.set(end, [...names, name]);
      break;
    }
  }
  return reached.get(text.length) ?? [];
}

/** The parts of this name that may be a name: without the marks around it, before a mark, or after one. */
function partsOf(name: string): readonly string[] {
  const inner = name.replace(BEFORE_NAME, "");
  const divided = [...name.matchAll(/[^\p{L}\p{N}]/gu)].flatMap(({ 0: mark, index }) =>
    MARKS.has(mark) ? [name.slice(0, index), name.slice(index + 1)] : [],
  );
  return [inner, inner.replace(BEHIND_NAME, ""), name.replace(BEHIND_NAME, ""), ...divided];
}

/** Which person it is if each question mark was a letter that an encoding could not store. */
function replaced(name: string, gone: ReadonlySet<string>): string | undefined {
  if (!name.includes("?")) return undefined;
  const letters = [...name];
  return [...gone].toSorted(byCodePoint).find((one) => {
    const others = [...one];
    return (
      others.length === letters.length &&
      letters.every((letter, index) =>
        letter === "?" ? (others[index]?.codePointAt(0) ?? 0) > 0x7f : letter === others[index],
      )
    );
  });
}

/** A line starts with what the person on the previous line has lost, or with the rest of it. */
function dividedLines(
  { name }: Person,
  lines: readonly number[],
  names: readonly (string | undefined)[],
  fresh: readonly string[],
  { lost }: Comparison,
): readonly Slip[] {
  const own = new Set([...(lost.get(name) ?? NOTHING)].map(foldName));
  return lines.flatMap((index) => {
    const following = names[index + 1];
    if (following === undefined) return [];
    const isRest = own.has(following) || fresh.some((group) => own.has(foldName(group) + following));
    return isRest ? [{ line: index + 2, word: following, victims: [name] }] : [];
  });
}

function mapped<T, U>(value: T | undefined, change: (value: T) => U): U | undefined {
  return value === undefined ? undefined : change(value);
}

function wordsFor({ groups, admin }: Person): readonly string[] {
  return [...groups.map(({ group }) => group), ...(admin ? ["admin"] : [])];
}
