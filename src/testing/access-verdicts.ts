import { visible } from "../model/printable.ts";
import { shown } from "../model/problem/diagnostic.ts";
import { type Held, HubAccess } from "./hub-access.ts";
import { type Place, sayPlace } from "./place.ts";
import { resolvePlace } from "./resolve-place.ts";
import { type Asked, isEnough, type May, sayAccess, whyNot } from "./say-access.ts";
import { didYouMean, requireFields, TestMistake } from "./test-mistake.ts";
import type { Verdict } from "./verdict.ts";
import { type GroupOfPeople, Stranger, type Who } from "./who.ts";

/** What else a question about nobody says. */
export interface NobodyOptions {
  /** People and groups who are not asked about: they may or may not. */
  readonly except?: readonly (Who | GroupOfPeople)[];
}

/** Whether a person may read or write a place. */
export function mayVerdict(subject: unknown, may: May, who: Who, place: Place): Verdict {
  const access = requireAccess(subject);
  const asked = { name: access.nameOf(who), isStranger: who instanceof Stranger };
  const held = access.held(asked.name, place, asked.isStranger);
  return {
    holds: isEnough(may, held),
    message: () => sayAccess(access, asked, may, place, held),
    actual: held?.access ?? "none",
    expected: may === "write" ? "rw" : "ro or rw",
    unexpected: may === "write" ? "ro or none" : "none",
  };
}

/** Whether nobody on the list may read or write a place, apart from people about whom it is not asked. */
export function nobodyVerdict(subject: unknown, may: May, place: Place, options: NobodyOptions = {}): Verdict {
  requireFields("the options of a question about nobody", options, ["except"]);
  const access = requireAccess(subject);
  const left = new Set(access.known.people.namesOf(options.except ?? []));
  const found = whoHas(access, may, place).filter(({ name }) => !left.has(name));
  const besides = left.size === 0 ? "" : ` besides ${said([...left])}`;
  return {
    holds: found.length === 0,
    message: () =>
      found.length === 0
        ? `Nobody${besides} may ${verb(may)} ${sayPlace(place)}.`
        : [`${count(found.length)}${besides} may ${verb(may)} ${sayPlace(place)}:`, ...reasons(found)].join("\n  "),
    actual: found.map(({ name }) => name),
    expected: [],
  };
}

/** Whether exactly these people may read or write a place, and nobody else on the list. */
export function onlyVerdict(subject: unknown, some: readonly (Who | GroupOfPeople)[], may: May, place: Place): Verdict {
  const access = requireAccess(subject);
  const names = access.known.people.namesOf(some);
  // An empty list may come from a misspelled group.
  if (names.length === 0) throw new TestMistake("Name at least one person; for nobody, use expectNobody or letNobody.");
  const strangers = new Set(some.flatMap((one) => (one instanceof Stranger ? access.nameOf(one) : [])));
  const named = new Set(names);
  const found = whoHas(access, may, place);
  const others = found.filter(({ name }) => !named.has(name));
  const lacking = names
    .map((name): Asked => ({ name, isStranger: strangers.has(name) }))
    .filter(({ name, isStranger }) => !isEnough(may, access.held(name, place, isStranger)));
  return {
    holds: others.length === 0 && lacking.length === 0,
    message: () => {
      const [all, where] = [said(names), `${verb(may)} ${sayPlace(place)}`];
      if (others.length === 0 && lacking.length === 0) return `Only ${all} may ${where}.`;
      const missing = lacking.map((one) => `missing ${visible(one.name)}: ${lackOf(access, one, may, place)}`);
      return [
        `Not exactly ${all} may ${where}:`,
        ...reasons(others).map((reason) => `also ${reason}`),
        ...missing,
      ].join("\n  ");
    },
    actual: found.map(({ name }) => name).toSorted(),
    expected: names.toSorted(),
  };
}

/** @throws TestMistake for anything else, for example a definition. */
function requireAccess(subject: unknown): HubAccess {
  if (subject instanceof HubAccess) return subject;
  throw new TestMistake(`Only access(hub, people) can be asked who may read and write, not ${shown(subject)}.`);
}

interface Found {
  readonly name: string;
  readonly held: Held;
}

function whoHas(access: HubAccess, may: May, place: Place): readonly Found[] {
  if (may !== "read" && may !== "write")
    throw new TestMistake(
      `The question must be "read" or "write", not ${shown(may)}.${didYouMean(String(may), ["read", "write"])}`,
    );
  const { people } = access.people;
  // Asked once in any case: a list without people must not hide a typo.
  resolvePlace(access.known, place, people[0]?.name ?? "nobody");
  return people.flatMap(({ name }) => {
    const held = access.held(name, place);
    return held !== undefined && isEnough(may, held) ? [{ name, held }] : [];
  });
}

function lackOf(access: HubAccess, asked: Asked, may: May, place: Place): string {
  const held = access.held(asked.name, place, asked.isStranger);
  return held === undefined
    ? whyNot(access, asked, place)
    : `may only ${may === "write" ? "read" : may}, ${visible(held.because)}`;
}

const SHOWN = 8;

function reasons(found: readonly Found[]): readonly string[] {
  const rest = found.length - SHOWN;
  return [
    ...found.slice(0, SHOWN).map(({ name, held }) => `${visible(name)}: ${visible(held.because)}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
}

function verb(may: May): string {
  return may === "write" ? "write to" : "read";
}

function count(number: number): string {
  return number === 1 ? "1 person" : `${number} people`;
}

function said(names: readonly string[]): string {
  const some = names.slice(0, SHOWN).map(visible);
  const rest = names.length - SHOWN;
  if (rest > 0) return `${some.join(", ")} and ${rest} more`;
  return some.length < 2 ? some.join("") : `${some.slice(0, -1).join(", ")} and ${some.at(-1)}`;
}
