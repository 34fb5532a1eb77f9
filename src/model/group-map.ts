import { type Diagnostic, HubwrightError } from "./diagnostic.ts";
import { foldName } from "./fold-name.ts";
import { readEntries } from "./read-entries.ts";
import { byCodePoint, type Membership, type Person, readRoster } from "./read-roster.ts";
import { readTable, type TableOptions } from "./read-table.ts";
import { changesOf, type RosterChange } from "./roster-change.ts";
import { type RenameOptions, RosterDraft } from "./roster-draft.ts";
import { type PersonEntry, rosterOf, wordsFor } from "./roster-entries.ts";
import type { Standing } from "./roster-line.ts";
import { csvCell } from "./spreadsheet-cell.ts";

export type { Membership, Person } from "./read-roster.ts";
export type { RenameOptions, RosterDraft } from "./roster-draft.ts";
export type { RosterChange } from "./roster-change.ts";
export type { PersonEntry } from "./roster-entries.ts";

/**
 * Who is in the hub and in which groups: an immutable value, frozen to the last group of the last person.
 *
 * It keeps the text that it was read from, so that an edit leaves comments, order and blank lines alone.
 */
export class GroupMap {
  /** The people, in the order of their first lines. */
  readonly people: readonly Person[];
  /** What could not be read, and what will surprise; in the order of the lines. */
  readonly diagnostics: readonly Diagnostic[];
  readonly #text: string;
  readonly #byName: ReadonlyMap<string, Person>;

  private constructor(text: string, warnings: readonly Diagnostic[] = []) {
    const { people, diagnostics } = readRoster(text);
    this.#text = text;
    this.people = frozen(people);
    this.diagnostics = Object.freeze([...warnings, ...diagnostics].map((one) => Object.freeze({ ...one })));
    this.#byName = new Map(people.map((person) => [person.name, person]));
    Object.freeze(this);
  }

  /** Reads a `userlist`. Never throws: the good lines are in the map, the others in {@link diagnostics}. */
  static parse(text: string): GroupMap {
    return new GroupMap(text);
  }

  /**
   * Makes a roster from a table with a header; {@link readTable} says which tables and columns it knows.
   *
   * What the table warns of, for example a row without a name, comes first among the {@link diagnostics}, with the table's line.
   *
   * @throws HubwrightError with every error of the table: what has to be asked, and what cannot stand in a roster.
   */
  static fromCsv(csv: string | Uint8Array, options: TableOptions = {}): GroupMap {
    const { people, diagnostics } = readTable(csv, options);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new HubwrightError(errors);
    return fromEntries(readEntries(people), (text) => new GroupMap(text, diagnostics));
  }

  /**
   * Makes a roster from a list of people, for example of `JSON.parse`: each field must have its type, so that `admin: "no"` makes nobody an admin.
   *
   * @throws HubwrightError with every field that has another type or is none, and every name, group, day and number that cannot
   *   stand in a roster; {@link Diagnostic.at} is the index of the entry and the field.
   */
  static fromJson(people: readonly PersonEntry[]): GroupMap {
    return fromEntries(readEntries(people), (text) => new GroupMap(text));
  }

  /** Every group that somebody is in, in code point order. */
  get groups(): readonly string[] {
    return [...new Set(this.people.flatMap(({ groups }) => groups.map(({ group }) => group)))].toSorted(byCodePoint);
  }

  /** The names of the hub's admins. */
  get admins(): readonly string[] {
    return this.people.filter(({ admin }) => admin).map(({ name }) => name);
  }

  /** The person of that name, however it is capitalised. */
  person(name: string): Person | undefined {
    return this.#byName.get(foldName(name));
  }

  /** The groups of a person; empty for somebody who is not in the roster. */
  groupsOf(name: string): readonly string[] {
    return (this.person(name)?.groups ?? []).map(({ group }) => group);
  }

  /** What a person is in a group, or undefined for neither. */
  standingOf(name: string, group: string): Standing | undefined {
    return this.person(name)?.groups.find((membership) => membership.group === group)?.standing;
  }

  /** The names of the people in a group, staff included. */
  membersOf(group: string): readonly string[] {
    return this.people.filter(({ name }) => this.standingOf(name, group) !== undefined).map(({ name }) => name);
  }

  /**
   * Makes many edits at the cost of one: a roster is read once, however many people it is about.
   *
   * @throws HubwrightError that an edit throws; this roster stays as it is in any case.
   *
   * @example
   * ```ts
   * const next = people.edited((draft) => {
   *   for (const name of registered) draft.addPerson(name, ["math8660"]);
   *   for (const name of gone) draft.removeMember(name, "math8660");
   * });
   * ```
   */
  edited(edit: (draft: RosterDraft) => void): GroupMap {
    const draft = new RosterDraft(this.#text);
    edit(draft);
    const text = draft.toUserlist();
    return text === this.#text ? this : new GroupMap(text);
  }

  /**
   * Adds a person, or gives a person who is there more. Words are as in a line: `"team-1"`, `"team-1:staff"`, `"admin"`,
   * `"until=2027-01-31"` (takes the place of the day before, an earlier one as well as a later one), `"pw=2"`.
   *
   * It takes away no group, standing or admin. A lower `pw=` than the person has is refused, because the earlier password would be good again.
   *
   * @throws HubwrightError with every word that cannot stand in a roster, or for a name that cannot.
   */
  withPerson(name: string, words: readonly string[] = []): GroupMap {
    return this.edited((draft) => draft.addPerson(name, words));
  }

  /**
   * Adds many people, or gives those who are there more, as {@link withPerson} does with each.
   *
   * @throws HubwrightError with every entry that cannot stand in a roster.
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
   * Puts a person into a group, replacing the standing they had there. Somebody who is not there is added.
   *
   * @throws HubwrightError for a name or a group that cannot stand in a roster.
   */
  withMember(name: string, group: string, standing: Standing = "member"): GroupMap {
    return this.edited((draft) => draft.setMember(name, group, standing));
  }

  /** Takes a person out of a group. */
  withoutMember(name: string, group: string): GroupMap {
    return this.edited((draft) => draft.removeMember(name, group));
  }

  /**
   * Makes a person an admin, or no longer one.
   *
   * @throws HubwrightError `edit-person-unknown` where somebody who is not there would become an admin.
   */
  withAdmin(name: string, admin: boolean): GroupMap {
    return this.edited((draft) => draft.setAdmin(name, admin));
  }

  /**
   * Gives a person the next password.
   *
   * @throws HubwrightError `edit-person-unknown` for somebody who is not there.
   */
  withNextPassword(name: string): GroupMap {
    return this.edited((draft) => draft.nextPassword(name));
  }

  /**
   * Gives a person another name, with everything that stands behind it. Nothing happens where nobody has the name `from`.
   *
   * @throws HubwrightError `edit-name-taken` for the name of somebody who is there, unless `merge` says that the two are one person:
   *   then they have all groups, the stronger standings and the earlier end of both.
   */
  withPersonRenamed(from: string, to: string, options: RenameOptions = {}): GroupMap {
    return this.edited((draft) => draft.renamePerson(from, to, options));
  }

  /**
   * Gives a group another name; everybody keeps their standing in it. Nothing happens where nobody is in `from`.
   *
   * @throws HubwrightError `edit-name-taken` for the name of a group that is there, unless `merge` says that the two become one;
   *   `roster-group-invalid` for what is no group.
   */
  withGroupRenamed(from: string, to: string, options: RenameOptions = {}): GroupMap {
    return this.edited((draft) => draft.renameGroup(from, to, options));
  }

  /**
   * The same people with every group's name behind a prefix, so that two hubs' `team-1` do not meet: `math8660-team-1`.
   *
   * @throws HubwrightError `roster-group-invalid` with every group that would be none: too long, or the word `admin`.
   */
  prefixed(prefix: string): GroupMap {
    return this.edited((draft) => draft.prefixGroups(prefix));
  }

  /**
   * This roster with what another one grants besides, as if the lines of both stood in one file: all groups, the stronger standings,
   * the earlier end, the higher password. Comments of the other one are left out; its lines with errors come along and stay reported.
   */
  merge(other: GroupMap): GroupMap {
    return this.edited((draft) => draft.merge(other.#text));
  }

  /** What becomes different when `next` takes the place of this roster. */
  diff(next: GroupMap): readonly RosterChange[] {
    const changes: RosterChange[] = [];
    for (const person of this.people) {
      if (next.person(person.name) === undefined) changes.push({ person: person.name, change: "leaves" });
    }
    for (const person of next.people) changes.push(...changesOf(this.person(person.name), person));
    return changes;
  }

  /** The roster as a file: what it was read from, edits included. */
  toUserlist(): string {
    return this.#text;
  }

  /** The people as a list for a computer, without what is not said of them; {@link fromJson} reads it. */
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
   * The people as a table for a spreadsheet; {@link fromCsv} reads it. What a spreadsheet would compute or round is written so that
   * it does not.
   */
  toCsv(): string {
    const rows = this.people.map(({ name, admin, groups, until, pw }) => {
      const texts = [name, groups.map(wordOf).join(";"), admin ? "yes" : "", until ?? ""];
      return `${texts.map((text) => csvCell(text)).join(",")},${pw === 1 ? "" : pw}\n`;
    });
    return `name,groups,admin,until,pw\n${rows.join("")}`;
  }
}

/** @throws HubwrightError for entries that together with their words are no line of a roster. */
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
