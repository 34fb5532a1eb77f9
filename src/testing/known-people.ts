import { foldName } from "../model/hub/fold-name.ts";
import { visible } from "../model/printable.ts";
import { shown } from "../model/problem/diagnostic.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import { RosterLines } from "../model/roster/roster-lines.ts";
import { didYouMean, listed, requireFields, TestMistake } from "./test-mistake.ts";
import { type GroupOfPeople, Stranger, type Who } from "./who.ts";

/** The people on a list as a test may name them. Every method throws a {@link TestMistake} for a name that is not there. */
export class KnownPeople {
  readonly #people: GroupMap;
  readonly #unclear: readonly number[];
  #found: RosterLines | undefined;

  constructor(people: GroupMap) {
    this.#people = people;
    this.#unclear = people.diagnostics.flatMap(({ severity, line }) =>
      severity === "error" && line !== undefined ? [line] : [],
    );
  }

  /** @returns the name as the hub knows it. */
  nameOf(who: Who): string {
    if (who instanceof Stranger) return this.#strangerName(who);
    if (typeof who !== "string") throw new TestMistake(`A person must be a name or stranger(), not ${shown(who)}.`);
    const person = this.#people.person(who);
    if (person === undefined) throw new TestMistake(this.#unknown(who));
    const unclear = this.#linesOf(person.name).find((line) => this.#unclear.includes(line));
    if (unclear !== undefined)
      throw new TestMistake(
        `Line ${unclear} of the list has an error, so it is not certain what ${visible(person.name)} may do: ${this.lineText(unclear)}`,
      );
    return person.name;
  }

  /** @returns the names of some people and of everybody in some groups, each once. */
  namesOf(some: readonly (Who | GroupOfPeople)[]): readonly string[] {
    if (!Array.isArray(some)) throw new TestMistake(`People must be a list, not ${shown(some)}.`);
    return [
      ...new Set(
        some.flatMap((one: Who | GroupOfPeople) =>
          typeof one === "string" || one instanceof Stranger ? [this.nameOf(one)] : this.#namesIn(one),
        ),
      ),
    ];
  }

  /** @returns the group, if someone on the list is in it. */
  groupOf(group: string): string {
    const { groups } = this.#people;
    if (groups.includes(group)) return group;
    throw new TestMistake(
      `Nobody on the list is in the group ${shown(group)}.${didYouMean(group, groups, ` The groups are: ${listed(groups)}.`)}`,
    );
  }

  /** A person's lines, as a test's failure shows them: `line 3 of the list: ann team-1`. */
  linesSaid(name: string): readonly string[] {
    return this.#linesOf(name).map((line) => `line ${line} of the list: ${this.lineText(line)}`);
  }

  lineText(line: number): string {
    const text = visible((this.#lines.texts()[line - 1] ?? "").trim());
    return text.length > 120 ? `${text.slice(0, 119)}…` : text;
  }

  #namesIn(group: GroupOfPeople): readonly string[] {
    requireFields("a group of people", group, ["group", "standing"]);
    const { standing } = group;
    if (standing !== undefined && standing !== "member" && standing !== "staff")
      throw new TestMistake(`standing must be "member" or "staff", not ${shown(standing)}.`);
    const names = this.#people.membersOf(this.groupOf(group.group), standing);
    if (names.length === 0) throw new TestMistake(`The group ${shown(group.group)} has no ${standing}.`);
    return names.map((name) => this.nameOf(name));
  }

  #strangerName({ name }: Stranger): string {
    const person = this.#people.person(name);
    if (person === undefined) return foldName(name);
    throw new TestMistake(
      `${visible(person.name)} is on the list (line ${person.line}), so not a stranger. Write ${shown(person.name)} instead.`,
    );
  }

  #unknown(name: string): string {
    const names = this.#people.people.map((person) => person.name);
    const meant = didYouMean(name, names, " For someone whom an admin added on JupyterHub's pages, use stranger().");
    const lines = this.#unclear.length === 0 ? "" : ` Lines of the list with errors: ${this.#unclear.join(", ")}.`;
    return `${shown(name)} is not on the list of people.${meant}${lines}`;
  }

  get #lines(): RosterLines {
    this.#found ??= new RosterLines(this.#people.toUserlist());
    return this.#found;
  }

  #linesOf(name: string): readonly number[] {
    return this.#lines.placesOf(name).map((place) => place + 1);
  }
}
