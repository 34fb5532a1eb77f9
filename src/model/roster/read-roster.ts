import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { linesOf } from "./roster-edit.ts";
import { earliest, type Membership, readLine, type RosterLine } from "./roster-line.ts";
import { rosterProblem } from "./roster-problem.ts";

/** For how many problems the hint is a corrected line, as in the hub: if the file is not a user list, it may have half a million. */
const CORRECTED = 200;

/** A person in a roster, with all their lines combined. */
export interface Person {
  /** Folded to lower case, as JupyterHub folds names. */
  readonly name: string;
  /** Whether one of their lines has the word `admin`. */
  readonly admin: boolean;
  /** In code point order of the groups' names. */
  readonly groups: readonly Membership[];
  /** The last day of access, `YYYY-MM-DD` in the hub's time zone, or null. */
  readonly until: string | null;
  /** Which password: 1 until it is reset. */
  readonly pw: number;
  /** The person's first line in the roster, counted from 1. */
  readonly line: number;
}

/** What reading a roster gives. */
interface Reading {
  /** By name, in the order of the people's first lines. */
  readonly people: ReadonlyMap<string, Person>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a whole roster. Never throws: only the word or the line that cannot be read is ignored. */
export function readRoster(text: string): Reading {
  const diagnostics: Diagnostic[] = [];
  const people = new Map<string, Person>();
  /** The other lines of people who have several. */
  const later = new Map<string, RosterLine[]>();
  const spellings = new Spellings();
  const lines = linesOf(text);
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    const read = readLine(lines[index] ?? "", diagnostics.length < CORRECTED);
    if (read === null) continue;
    if ("code" in read) {
      diagnostics.push({ severity: "error", at: [], line, ...read });
      continue;
    }
    const known = people.get(read.name);
    if (known === undefined) {
      people.set(read.name, personOf(read, line));
    } else {
      diagnostics.push(repeated(read.written, line, known.line));
      const others = later.get(read.name);
      if (others === undefined) later.set(read.name, [read]);
      else others.push(read);
    }
    for (const problem of read.problems) diagnostics.push({ severity: "error", at: [], line, ...problem });
    for (const { group } of read.groups) spellings.note(group, line);
  }
  for (const [name, others] of later) {
    const first = people.get(name);
    if (first !== undefined) people.set(name, personOf(combined(first, others), first.line));
  }
  diagnostics.push(...spellings.warnings());
  if (people.size === 0) diagnostics.push({ severity: "error", at: [], ...rosterProblem("roster-empty") });
  else if (![...people.values()].some(({ admin }) => admin))
    diagnostics.push({ severity: "error", at: [], ...rosterProblem("roster-no-admin") });
  return { people, diagnostics };
}

/** What a line says about a person. */
type Grants = Pick<RosterLine, "name" | "admin" | "groups" | "until" | "pw">;

function personOf({ name, admin, groups, until, pw }: Grants, line: number): Person {
  return { name, admin, groups: membershipsIn(groups), until, pw, line };
}

/** A person's lines as one: all groups, the earlier end, the higher password. */
function combined(first: Grants, later: readonly Grants[]): Grants {
  const lines = [first, ...later];
  return {
    name: first.name,
    admin: lines.some(({ admin }) => admin),
    groups: lines.flatMap(({ groups }) => groups),
    until: lines.reduce<string | null>((until, line) => earliest(until, line.until), null),
    pw: lines.reduce((pw, line) => Math.max(pw, line.pw), 1),
  };
}

/** Each group once, in code point order; of two standings in one group, the stronger counts. */
function membershipsIn(groups: readonly Membership[]): readonly Membership[] {
  if (groups.length < 2) return groups;
  const memberships: Membership[] = [];
  for (const membership of groups.toSorted((a, b) => byCodePoint(a.group, b.group))) {
    const previous = memberships.at(-1);
    if (previous?.group !== membership.group) memberships.push(membership);
    else if (membership.standing === "staff") memberships[memberships.length - 1] = membership;
  }
  return memberships;
}

function repeated(written: string, line: number, first: number): Diagnostic {
  return {
    severity: "warning",
    at: [],
    line,
    word: written,
    ...rosterProblem("roster-person-repeated", { name: shown(written), line: String(first) }),
  };
}

/** Where each spelling of a group is first used, to warn if two differ only in case. */
class Spellings {
  readonly #known = new Set<string>();
  /** By folded spelling, the first one. */
  readonly #first = new Map<string, string>();
  /** The others, with their lines, in the order of first use. */
  readonly #later = new Map<string, number>();

  note(group: string, line: number): void {
    if (this.#known.has(group)) return;
    this.#known.add(group);
    const folded = group.toLowerCase();
    const first = this.#first.get(folded);
    if (first === undefined) this.#first.set(folded, group);
    else this.#later.set(group, line);
  }

  warnings(): readonly Diagnostic[] {
    return [...this.#later].map(([group, line]) => ({
      severity: "warning",
      at: [],
      line,
      word: group,
      ...rosterProblem("roster-groups-differ-by-case", {
        group: shown(group),
        other: shown(this.#first.get(group.toLowerCase())),
      }),
    }));
  }
}

/** Compares two ASCII strings, such as group names. */
export function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
