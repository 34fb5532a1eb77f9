import { HubwrightError } from "../problem/hubwright-error.ts";
import type { Diagnostic } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import { readEntries } from "./read-entries.ts";
import { byCodePoint, type Person, readRoster } from "./read-roster.ts";
import { readTable, type TableOptions } from "../table/read-table.ts";
import { changesOf, type RosterChange } from "./roster-change.ts";
import { type RenameOptions, RosterDraft } from "./roster-draft.ts";
import { type PersonEntry, rosterOf, wordsFor } from "./roster-entries.ts";
import type { Membership, Standing } from "./roster-line.ts";
import { csvCell } from "../table/spreadsheet-cell.ts";

export type { Person } from "./read-roster.ts";
export type { Membership } from "./roster-line.ts";
export type { RenameOptions, RosterDraft } from "./roster-draft.ts";
export type { RosterChange } from "./roster-change.ts";
export type { PersonEntry } from "./roster-entries.ts";

/**
 * Who is in the hub and in which groups: an immutable value, frozen to the last group of the last person.
 *
 * It keeps the text that it was read from, so that edits preserve comments, order and blank lines.
 */
export class GroupMap {
  /** The people, in the order of their first lines. */
  readonly people: readonly Person[];
  /** Lines and words that could not be read, and warnings; in the order of the lines. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #text: string;
  readonly #byName: ReadonlyMap<string, Person>;
  /** Made when it is first needed: looking through everybody for each group would take quadratic time. */
  #byGroup: ReadonlyMap<string, NamesInGroup> | undefined;

  private constructor(text: string, warnings: readonly Diagnostic[] = []) {
    const { people, diagnostics } = readRoster(text);
    this.#text = text;
    this.people = frozen([...people.values()]);
    this.diagnostics = Object.freeze([...warnings, ...diagnostics].map((one) => Object.freeze({ ...one })));
    this.#byName = people;
    Object.freeze(this);
  }

  /**
   * Reads a `userlist`. Never throws: correct lines are in the map, problems in {@link GroupMap.diagnostics}.
   *
   * @example
   * ```ts
   * import { GroupMap } from "hubwright";
   *
   * const people = GroupMap.parse("ann admin team-1\nbob team-1:staff until=2027-01-31\n");
   * people.groupsOf("ann"); // ["team-1"]
   * people.standingOf("bob", "team-1"); // "staff"
   * people.diagnostics; // []
   * ```
   */
  static parse(text: string): GroupMap {
    return new GroupMap(text);
  }

  /**
   * Creates a roster from a table with a header; {@link readTable} says which tables and columns it knows.
   *
   * The table's warnings, for example a row without a name, come first in {@link GroupMap.diagnostics}, with the table's line.
   *
   * @throws HubwrightError with every error in the table: unclear columns, and values that are not valid in a roster.
   *
   * @example
   * ```ts
   * import { readFileSync } from "node:fs";
   * import { GroupMap } from "hubwright";
   *
   * const people = GroupMap.fromCsv(readFileSync("class-list.csv"), { name: "Email address", group: "math8660" });
   * console.log(people.toUserlist()); // ann@example.edu math8660
   * ```
   */
  static fromCsv(csv: string | Uint8Array, options: TableOptions = {}): GroupMap {
    const { people, diagnostics } = readTable(csv, options);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new HubwrightError(errors);
    return fromEntries(readEntries(people), (text) => new GroupMap(text, diagnostics));
  }

  /**
   * Creates a roster from a list of people, for example from `JSON.parse`. Every field must have the right type, so that `admin: "no"` makes nobody an admin.
   *
   * @throws HubwrightError with every field that is unknown or has the wrong type, and every name, group, date and number that is
   *   not valid in a roster; {@link Diagnostic.at} is the index of the entry and the field.
   *
   * @example
   * ```ts
   * import { GroupMap } from "hubwright";
   *
   * const people = GroupMap.fromJson([{ name: "ann", admin: true }, { name: "bob", groups: ["team-1:staff"], until: "2027-01-31" }]);
   * people.toUserlist(); // "ann admin\nbob team-1:staff until=2027-01-31\n"
   * ```
   */
  static fromJson(people: readonly PersonEntry[]): GroupMap {
    return fromEntries(readEntries(people), (text) => new GroupMap(text));
  }

  /** Every group that has people, in code point order. */
  get groups(): readonly string[] {
    return [...new Set(this.people.flatMap(({ groups }) => groups.map(({ group }) => group)))].toSorted(byCodePoint);
  }

  /** The names of the hub's admins. */
  get admins(): readonly string[] {
    return this.people.filter(({ admin }) => admin).map(({ name }) => name);
  }

  /** The person with that name; upper and lower case do not matter. */
  person(name: string): Person | undefined {
    return this.#byName.get(foldName(name));
  }

  /** The groups of a person; empty for a person who is not in the roster. */
  groupsOf(name: string): readonly string[] {
    return (this.person(name)?.groups ?? []).map(({ group }) => group);
  }

  /** A person's standing in a group; undefined if they are not in it. */
  standingOf(name: string, group: string): Standing | undefined {
    return this.person(name)?.groups.find((membership) => membership.group === group)?.standing;
  }

  /** The names of the people in a group, staff included; or only those with the given standing. */
  membersOf(group: string, standing?: Standing): readonly string[] {
    this.#byGroup ??= namesByGroup(this.people);
    return this.#byGroup.get(group)?.[standing ?? "all"] ?? [];
  }

  /**
   * Makes many edits at the cost of one: the roster is read only once.
   *
   * @throws HubwrightError that an edit throws. This roster never changes.
   *
   * @example
   * ```ts
   * import { GroupMap } from "hubwright";
   *
   * const people = GroupMap.parse("# Math 8660\nann math8660\nbob math8660\n");
   * const next = people.edited((draft) => {
   *   draft.addPerson("carol", ["math8660"]);
   *   draft.removeMember("bob", "math8660");
   * });
   * next.toUserlist(); // "# Math 8660\nann math8660\nbob\ncarol math8660\n"
   * ```
   */
  edited(edit: (draft: RosterDraft) => void): GroupMap {
    const draft = new RosterDraft(this.#text);
    edit(draft);
    const text = draft.toUserlist();
    return text === this.#text ? this : new GroupMap(text);
  }

  /**
   * Adds a person, or adds to an existing person. Words are as in a line: `"team-1"`, `"team-1:staff"`, `"admin"`,
   * `"until=2027-01-31"` (replaces the previous date, whether earlier or later), `"pw=2"`.
   *
   * It never removes a group, standing or admin. A lower `pw=` than the person has is refused, because an old password would be valid again.
   *
   * @throws HubwrightError with every word, or a name, that is not valid in a roster.
   */
  withPerson(name: string, words: readonly string[] = []): GroupMap {
    return this.edited((draft) => draft.addPerson(name, words));
  }

  /**
   * Adds many people, or adds to existing people, like {@link GroupMap.withPerson} for each.
   *
   * @throws HubwrightError with every entry that is not valid in a roster.
   */
  withPeople(people: readonly PersonEntry[]): GroupMap {
    const entries = readEntries(people);
    return this.edited((draft) => {
      for (const entry of entries) draft.addPerson(entry.name, wordsFor(entry));
    });
  }

  /** Removes every line of a person. */
  withoutPerson(name: string): GroupMap {
    return this.edited((draft) => draft.removePerson(name));
  }

  /**
   * Adds a person to a group, replacing their standing there. A person who is not in the roster is added.
   *
   * @throws HubwrightError for a name or a group that is not valid in a roster.
   */
  withMember(name: string, group: string, standing: Standing = "member"): GroupMap {
    return this.edited((draft) => draft.setMember(name, group, standing));
  }

  /** Removes a person from a group. */
  withoutMember(name: string, group: string): GroupMap {
    return this.edited((draft) => draft.removeMember(name, group));
  }

  /**
   * Makes a person an admin, or no longer one.
   *
   * @throws HubwrightError `edit-person-unknown` if a person who is not in the roster would become an admin.
   */
  withAdmin(name: string, admin: boolean): GroupMap {
    return this.edited((draft) => draft.setAdmin(name, admin));
  }

  /**
   * Gives a person the next password.
   *
   * @throws HubwrightError `edit-person-unknown` for a person who is not in the roster.
   */
  withNextPassword(name: string): GroupMap {
    return this.edited((draft) => draft.nextPassword(name));
  }

  /**
   * Renames a person and keeps everything else on their lines. Does nothing if nobody has the name `from`.
   *
   * @throws HubwrightError `edit-name-taken` if the new name exists, unless `merge` says that the two are one person:
   *   then they get all groups, the stronger standings and the earlier end of both.
   */
  withPersonRenamed(from: string, to: string, options: RenameOptions = {}): GroupMap {
    return this.edited((draft) => draft.renamePerson(from, to, options));
  }

  /**
   * Renames a group; everybody keeps their standing in it. Does nothing if nobody is in `from`.
   *
   * @throws HubwrightError `edit-name-taken` if the new name exists, unless `merge` says that the two become one;
   *   `roster-group-invalid` if the new name is not a group name.
   */
  withGroupRenamed(from: string, to: string, options: RenameOptions = {}): GroupMap {
    return this.edited((draft) => draft.renameGroup(from, to, options));
  }

  /**
   * The same people with a prefix before every group's name, so that the `team-1` of two hubs do not clash: `math8660-team-1`.
   *
   * @throws HubwrightError `roster-group-invalid` with every name that would not be a valid group name: too long, or the word `admin`.
   */
  prefixed(prefix: string): GroupMap {
    return this.edited((draft) => draft.prefixGroups(prefix));
  }

  /**
   * This roster combined with another one, as if the lines of both were in one file: all groups, the stronger standings,
   * the earlier end, the higher password. The other one's comments are left out; its lines with errors are kept and still reported.
   */
  merge(other: GroupMap): GroupMap {
    return this.edited((draft) => draft.merge(other.#text));
  }

  /**
   * What changes if `next` replaces this roster.
   *
   * @example
   * ```ts
   * import { GroupMap } from "hubwright";
   *
   * const people = GroupMap.parse("ann team-1\n");
   * people.diff(people.withMember("bob", "team-1"));
   * // [{ person: "bob", change: "joins" }, { person: "bob", change: "joins group", what: "team-1" }]
   * ```
   */
  diff(next: GroupMap): readonly RosterChange[] {
    const changes: RosterChange[] = [];
    for (const person of this.people) {
      if (next.person(person.name) === undefined) changes.push({ person: person.name, change: "leaves" });
    }
    for (const person of next.people) changes.push(...changesOf(this.person(person.name), person));
    return changes;
  }

  /** The roster's text: what it was read from, with all edits. */
  toUserlist(): string {
    return this.#text;
  }

  /** The people as a list for programs, without fields that have their default; {@link GroupMap.fromJson} reads it. */
  toJson(): readonly PersonEntry[] {
    return this.people.map(({ name, admin, groups, until, pw }) => ({
      name,
      ...(admin ? { admin } : {}),
      ...(groups.length === 0 ? {} : { groups: groups.map(wordOf) }),
      ...(until === null ? {} : { until }),
      ...(pw === 1 ? {} : { pw }),
    }));
  }

  /**
   * The people as a table for a spreadsheet; {@link GroupMap.fromCsv} reads it. Values that a spreadsheet would compute or round are written
   * so that it does not.
   */
  toCsv(): string {
    const rows = this.people.map(({ name, admin, groups, until, pw }) => {
      const texts = [name, groups.map(wordOf).join(";"), admin ? "yes" : "", until ?? ""];
      return `${texts.map((text) => csvCell(text)).join(",")},${pw === 1 ? "" : pw}\n`;
    });
    return `name,groups,admin,until,pw\n${rows.join("")}`;
  }
}

/** The names of a group's people: all, and by standing. */
type NamesInGroup = { readonly [which in "all" | Standing]: readonly string[] };

function namesByGroup(people: readonly Person[]): ReadonlyMap<string, NamesInGroup> {
  const found = new Map<string, { readonly [which in "all" | Standing]: string[] }>();
  for (const { name, groups } of people) {
    for (const { group, standing } of groups) {
      let names = found.get(group);
      if (names === undefined) {
        names = { all: [], member: [], staff: [] };
        found.set(group, names);
      }
      names.all.push(name);
      names[standing].push(name);
    }
  }
  for (const names of found.values()) for (const list of Object.values(names)) Object.freeze(list);
  return found;
}

/** @throws HubwrightError for entries that would not give a valid line of a roster. */
function fromEntries(entries: readonly PersonEntry[], parse: (text: string) => GroupMap): GroupMap {
  const map = parse(rosterOf(entries));
  if (map.people.length === new Set(entries.map(({ name }) => foldName(name))).size) return map;
  throw new HubwrightError(
    map.diagnostics.flatMap(({ line, ...problem }) => {
      const entry = line === undefined || problem.severity !== "error" ? undefined : entries[line - 1];
      if (entry === undefined || line === undefined) return [];
      return { ...problem, at: [line - 1], ...(entry.line === undefined ? {} : { line: entry.line }) };
    }),
  );
}

function wordOf({ group, standing }: Membership): string {
  return standing === "staff" ? `${group}:staff` : group;
}

function frozen(people: readonly Person[]): readonly Person[] {
  for (const person of people) {
    for (const membership of person.groups) Object.freeze(membership);
    Object.freeze(person.groups);
    Object.freeze(person);
  }
  return Object.freeze(people);
}
