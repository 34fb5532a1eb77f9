import { type Diagnostic, HubwrightError } from "./diagnostic.ts";
import { foldName } from "./fold-name.ts";
import { isGroupName } from "./group-name.ts";
import { byCodePoint, type Person, readRoster } from "./read-roster.ts";
import { readTable, type TableOptions } from "./read-table.ts";
import { changesOf, type RosterChange } from "./roster-change.ts";
import * as edit from "./roster-edit.ts";
import { type PersonEntry, rosterOf } from "./roster-entries.ts";
import type { Standing } from "./roster-line.ts";

export type { Membership, Person } from "./read-roster.ts";
export type { RosterChange } from "./roster-change.ts";
export type { PersonEntry } from "./roster-entries.ts";

/**
 * Who is in the hub and in which groups: an immutable value.
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
    this.people = people;
    this.diagnostics = [...warnings, ...diagnostics];
    this.#byName = new Map(people.map((person) => [person.name, person]));
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
    return new GroupMap(rosterOf(people), diagnostics);
  }

  /**
   * Makes a roster from a list of people.
   *
   * @throws HubwrightError with every name, group and day that cannot stand in one.
   */
  static fromJson(people: readonly PersonEntry[]): GroupMap {
    return new GroupMap(rosterOf(people));
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

  /** Adds a person, or gives a person who is there more groups. Words are as in a line: `"team-1"`, `"team-1:staff"`, `"admin"`, `"pw=2"`. */
  withPerson(name: string, words: readonly string[] = []): GroupMap {
    return this.#edited(edit.addWords(this.#text, name, words));
  }

  /** Removes every line of a person. */
  withoutPerson(name: string): GroupMap {
    return this.#edited(edit.removePerson(this.#text, name));
  }

  /** Puts a person into a group, replacing the standing they had there. */
  withMember(name: string, group: string, standing: Standing = "member"): GroupMap {
    edit.requireGroup(group);
    if (this.standingOf(name, group) === standing) return this;
    return this.withoutMember(name, group).withPerson(name, [standing === "staff" ? `${group}:staff` : group]);
  }

  /** Takes a person out of a group. */
  withoutMember(name: string, group: string): GroupMap {
    if (!isGroupName(group)) return this;
    return this.#edited(edit.removeWords(this.#text, name, (word) => word === group || word.startsWith(`${group}:`)));
  }

  /** Makes a person an admin, or no longer one. */
  withAdmin(name: string, admin: boolean): GroupMap {
    return this.#edited(
      admin
        ? edit.addWords(this.#text, name, ["admin"])
        : edit.removeWords(this.#text, name, (word) => word === "admin"),
    );
  }

  /** Gives a person the next password. */
  withNextPassword(name: string): GroupMap {
    const next = (this.person(name)?.pw ?? 1) + 1;
    const without = edit.removeWords(this.#text, name, (word) => word.startsWith("pw="));
    return this.#edited(edit.addWords(without, name, [`pw=${next}`]));
  }

  /** Gives a person another name, with everything that stands behind it. */
  withPersonRenamed(from: string, to: string): GroupMap {
    return this.#edited(edit.renamePerson(this.#text, from, to));
  }

  /** Gives a group another name; everybody keeps their standing in it. */
  withGroupRenamed(from: string, to: string): GroupMap {
    return this.#edited(edit.renameGroup(this.#text, from, to));
  }

  /** The same people with every group's name behind a prefix, so that two hubs' `team-1` do not meet: `math8660-team-1`. */
  prefixed(prefix: string): GroupMap {
    return prefix === "" ? this : this.#edited(edit.prefixGroups(this.#text, prefix));
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

  #edited(text: string): GroupMap {
    return text === this.#text ? this : new GroupMap(text);
  }
}
