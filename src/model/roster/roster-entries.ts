import { headerProblem } from "./roster-header.ts";

/** One person in a list for programs; see `GroupMap.fromJson`. */
export interface PersonEntry {
  /** The name that the person signs in with. It is folded to lower case when it is read. */
  readonly name: string;
  /**
   * Whether they are an admin of the hub.
   * @defaultValue `false`
   */
  readonly admin?: boolean;
  /** `"team-1"`, or `"team-1:staff"`. */
  readonly groups?: readonly string[];
  /** The last day of access, `YYYY-MM-DD`. */
  readonly until?: string;
  /**
   * Which password: 2 for the one after the first reset.
   * @defaultValue `1`
   */
  readonly pw?: number;
  /** The line of a file that the entry is from; problems name it. */
  readonly line?: number;
}

/** Writes people as a roster. */
export function rosterOf(people: readonly PersonEntry[]): string {
  return people.map((person) => `${wordsOf(person).join(" ")}\n`).join("");
}

/** The words of a line. For an admin whose name really is `name`, a default word is added, so that the line is not taken for a header. */
function wordsOf(person: PersonEntry): readonly string[] {
  const words = [person.name, ...wordsFor(person)];
  return headerProblem(words) === null ? words : [...words, "pw=1"];
}

/** The words after a person's name in a roster. */
export function wordsFor({ admin = false, groups = [], until, pw = 1 }: PersonEntry): readonly string[] {
  return [
    ...(admin ? ["admin"] : []),
    ...groups,
    ...(until === undefined ? [] : [`until=${until}`]),
    ...(pw === 1 ? [] : [`pw=${pw}`]),
  ];
}
