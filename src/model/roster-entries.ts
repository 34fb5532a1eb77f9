/** One person in a list for a computer; see `GroupMap.fromJson`. */
export interface PersonEntry {
  readonly name: string;
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
  return people.map((person) => `${[person.name, ...wordsFor(person)].join(" ")}\n`).join("");
}

/** What stands behind a person's name in a roster. */
export function wordsFor({ admin = false, groups = [], until, pw = 1 }: PersonEntry): readonly string[] {
  return [
    ...(admin ? ["admin"] : []),
    ...groups,
    ...(until === undefined ? [] : [`until=${until}`]),
    ...(pw === 1 ? [] : [`pw=${pw}`]),
  ];
}
