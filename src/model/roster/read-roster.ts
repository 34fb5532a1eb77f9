import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { linesOf } from "./roster-edit.ts";
import { addGroup, earliest, readLine, type Standing } from "./roster-line.ts";
import { rosterProblem } from "./roster-problem.ts";

/** For how many problems the hint is a corrected line, as in the hub: if the file is not a user list, it may have half a million. */
const CORRECTED = 200;

/** A person in a roster, with all their lines combined. */
export interface Person {
  /** Folded to lower case, as JupyterHub folds names. */
  readonly name: string;
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

/** A person's place in a group. */
export interface Membership {
  readonly group: string;
  readonly standing: Standing;
}

interface Gathering {
  name: string;
  admin: boolean;
  groups: Map<string, Standing>;
  until: string | null;
  pw: number;
  line: number;
}

/** Reads a whole roster. Never throws: only the word or the line that cannot be read is ignored. */
export function readRoster(text: string): { people: readonly Person[]; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const gathered = new Map<string, Gathering>();
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
    const known = gathered.get(read.name);
    if (known === undefined) {
      gathered.set(read.name, {
        name: read.name,
        admin: read.admin,
        groups: new Map(read.groups),
        until: read.until,
        pw: read.pw,
        line,
      });
    } else {
      diagnostics.push(repeated(read.written, line, known.line));
      known.admin ||= read.admin;
      for (const [group, standing] of read.groups) addGroup(known.groups, group, standing);
      known.until = earliest(known.until, read.until);
      known.pw = Math.max(known.pw, read.pw);
    }
    for (const problem of read.problems) diagnostics.push({ severity: "error", at: [], line, ...problem });
    for (const group of read.groups.keys()) spellings.note(group, line);
  }
  diagnostics.push(...spellings.warnings());
  const people = [...gathered.values()].map((person) => ({
    ...person,
    groups: [...person.groups]
      .map(([group, standing]) => ({ group, standing }))
      .toSorted((a, b) => byCodePoint(a.group, b.group)),
  }));
  if (people.length === 0) diagnostics.push({ severity: "error", at: [], ...rosterProblem("roster-empty") });
  else if (!people.some(({ admin }) => admin))
    diagnostics.push({ severity: "error", at: [], ...rosterProblem("roster-no-admin") });
  return { people, diagnostics };
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
  /** By folded spelling, the first one. */
  readonly #first = new Map<string, string>();
  /** The others, with their lines, in the order of first use. */
  readonly #later = new Map<string, number>();

  note(group: string, line: number): void {
    const folded = group.toLowerCase();
    const first = this.#first.get(folded);
    if (first === undefined) this.#first.set(folded, group);
    else if (first !== group && !this.#later.has(group)) this.#later.set(group, line);
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
