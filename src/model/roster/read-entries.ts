import { HubwrightError } from "../problem/hubwright-error.ts";
import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { Findings, type Path } from "../check/findings.ts";
import { isGroupName } from "../hub/group-name.ts";
import { nameProblem, wordProblem } from "./roster-edit.ts";
import type { PersonEntry } from "./roster-entries.ts";
import { HIGHEST_PW, type LineProblem } from "./roster-line.ts";
import { rosterAdvice, rosterProblem } from "./roster-problem.ts";

const FIELDS = ["name", "admin", "groups", "until", "pw", "line"] as const;

/**
 * Reads a list of people from an untrusted source.
 *
 * A group is never more than a group here: a table with a column "team" that students filled in must not make anybody an admin.
 *
 * @throws HubwrightError with everything that is not valid.
 */
export function readEntries(people: unknown): readonly PersonEntry[] {
  if (!Array.isArray(people)) {
    const hint = 'Write it as [{ "name": "ann" }].';
    const message = `${shown(people)} is not a list of people.`;
    throw new HubwrightError([{ code: "hub-field-type", severity: "error", at: [], message, hint }]);
  }
  // Array.from, because arrays can have holes.
  const read = Array.from(people as readonly unknown[], (entry, index) => new EntryReader(entry, index));
  const problems = read.flatMap((reader) => reader.problems);
  if (problems.length > 0) throw new HubwrightError(problems);
  return read.map(({ entry }) => entry);
}

/** Reads one entry field by field into a new object with only known fields. */
class EntryReader {
  readonly problems: Diagnostic[] = [];
  readonly entry: PersonEntry;
  readonly #index: number;
  readonly #line: number | undefined;

  constructor(given: unknown, index: number) {
    this.#index = index;
    const findings = new Findings();
    const fields = findings.object(given ?? "", [index], FIELDS);
    this.problems.push(...findings.all);
    const { name, admin, groups, until, pw, line } = fields ?? {};
    this.#line = this.#typed("line", line, "number", "Leave it out.");
    const texts = this.#texts("groups", groups);
    this.entry = {
      name: this.#typed("name", name, "string", "Write it in quotes.") ?? "",
      groups: texts,
      ...defined("admin", this.#typed("admin", admin, "boolean", "Write true or false without quotes.")),
      ...defined("until", this.#typed("until", until, "string", 'Write it as "2027-01-31", or leave it out.')),
      ...defined("pw", this.#typed("pw", pw, "number", "Write it without quotes, or leave it out.")),
      ...defined("line", this.#line),
    };
    if (fields !== undefined && name === undefined)
      this.#add(["name"], {
        code: "hub-field-missing",
        message: "A person has no name.",
        hint: 'Give it one: "name": "ann".',
      });
    else if (typeof name === "string") this.#check(["name"], nameProblem(name));
    for (const [position, word] of texts.entries())
      this.#check(["groups", position], isGroupName(word.split(":")[0] ?? "") ? wordProblem(word) : notAGroup(word));
    if (this.entry.until !== undefined) this.#check(["until"], untilProblem(this.entry.until));
    if (this.entry.pw !== undefined) this.#check(["pw"], pwProblem(this.entry.pw));
  }

  /** A value of the right type; undefined if it is absent or has another type, which is reported. */
  #typed<T extends keyof Types>(field: string, value: unknown, type: T, hint: string): Types[T] | undefined {
    if (value === undefined) return undefined;
    if (typeof value === type) return value as Types[T];
    this.#add([field], { code: "hub-field-type", message: `${shown(value)} is not ${TYPE_NAMES[type]}.`, hint });
    return undefined;
  }

  #texts(field: string, value: unknown): readonly string[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      const hint = 'Write it as ["team-1"].';
      this.#add([field], { code: "hub-field-type", message: `${shown(value)} is not a list.`, hint });
      return [];
    }
    return Array.from(value as readonly unknown[], (item, position) => {
      if (typeof item === "string") return [item];
      const hint = "Write it in quotes.";
      this.#add([field, position], { code: "hub-field-type", message: `${shown(item)} is not text.`, hint });
      return [];
    }).flat();
  }

  #check(path: Path, problem: LineProblem | undefined): void {
    if (problem !== undefined) this.#add(path, problem);
  }

  #add(path: Path, problem: LineProblem): void {
    const line = this.#line === undefined ? {} : { line: this.#line };
    this.problems.push({ severity: "error", at: [this.#index, ...path], ...line, ...problem });
  }
}

interface Types {
  readonly string: string;
  readonly boolean: boolean;
  readonly number: number;
}

const TYPE_NAMES = { string: "text", boolean: "true or false", number: "a number" } as const;

function defined<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}

/** What is wrong with a last day of access in its own field. */
export function untilProblem(until: string): LineProblem | undefined {
  if (wordProblem(`until=${until}`) === undefined) return undefined;
  return { word: until, ...rosterProblem("roster-until-invalid/in-a-field", { value: shown(until) }) };
}

/** What is wrong with a password number in its own field. */
export function pwProblem(pw: number | string): LineProblem | undefined {
  if (wordProblem(`pw=${pw}`) === undefined) return undefined;
  return {
    word: String(pw),
    ...rosterProblem("roster-pw-invalid/in-a-field", { value: shown(pw), most: String(HIGHEST_PW) }),
  };
}

/** Reports a word in a list of groups that is not a group name, for example `admin`. */
export function notAGroup(word: string): LineProblem {
  const advice = rosterAdvice("roster-group-invalid/advice-table");
  return { word, ...rosterProblem("roster-group-invalid", { word: shown(word), advice }) };
}
