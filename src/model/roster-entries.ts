import { type Diagnostic, HubwrightError, shown } from "./diagnostic.ts";
import { isGroupName } from "./group-name.ts";
import { nameProblem, wordProblem } from "./roster-edit.ts";
import type { LineProblem } from "./roster-line.ts";

/** One person in a list for a computer; see `GroupMap.fromJson`. */
export interface PersonEntry {
  readonly name: string;
  readonly admin?: boolean;
  /** `"team-1"`, or `"team-1:staff"`. */
  readonly groups?: readonly string[];
  /** The last day of access, `YYYY-MM-DD`. */
  readonly until?: string;
  /** Which password: 1 or left out until it was reset. */
  readonly pw?: number;
  /** The line of a file that the entry is from; problems name it. */
  readonly line?: number;
}

/**
 * Writes a list of people as a roster.
 *
 * A group is only ever a group here: a table with a column "team" that students filled in must make nobody an admin.
 *
 * @throws HubwrightError with every entry that cannot stand in a roster.
 */
export function rosterOf(people: readonly PersonEntry[]): string {
  const problems = people.flatMap((person, index) =>
    problemsOf(person).map(([field, problem]): Diagnostic => ({
      severity: "error",
      at: [index, field],
      ...(person.line === undefined ? {} : { line: person.line }),
      ...problem,
    })),
  );
  if (problems.length > 0) throw new HubwrightError(problems);
  return people.map((person) => `${[person.name, ...wordsFor(person)].join(" ")}\n`).join("");
}

function wordsFor({ admin = false, groups = [], until, pw = 1 }: PersonEntry): readonly string[] {
  return [
    ...(admin ? ["admin"] : []),
    ...groups,
    ...(until === undefined ? [] : [`until=${until}`]),
    ...(pw === 1 ? [] : [`pw=${pw}`]),
  ];
}

function problemsOf({
  name,
  groups = [],
  until,
  pw = 1,
}: PersonEntry): readonly (readonly [field: string, LineProblem])[] {
  const ofName = nameProblem(name);
  const isDay = until === undefined || wordProblem(`until=${until}`) === undefined;
  return [
    ...(ofName === undefined ? [] : [["name", ofName] as const]),
    ...groups.flatMap((word) => {
      const problem = isGroupName(word.split(":")[0] ?? "") ? wordProblem(word) : notAGroup(word);
      return problem === undefined ? [] : [["groups", problem] as const];
    }),
    ...(isDay ? [] : [["until", notADay(until)] as const]),
    ...(wordProblem(`pw=${pw}`) === undefined ? [] : [["pw", notANumber(pw)] as const]),
  ];
}

function notADay(until: string): LineProblem {
  return {
    code: "roster-until-invalid",
    word: until,
    message: `${shown(until)} is not a day.`,
    hint: "Write it as 2027-01-31.",
  };
}

function notANumber(pw: number): LineProblem {
  return {
    code: "roster-pw-invalid",
    word: String(pw),
    message: `${shown(pw)} is not the number of a password.`,
    hint: "Write 2 for a person's second password.",
  };
}

function notAGroup(word: string): LineProblem {
  return {
    code: "roster-group-invalid",
    word,
    message: `${shown(word)} is not a group.`,
    hint: "Use letters, digits, dots, hyphens and underscores; admins are said by the field admin.",
  };
}
