import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import { pwProblem, untilProblem } from "../roster/read-entries.ts";
import { nameProblem } from "../roster/roster-edit.ts";
import type { PersonEntry } from "../roster/roster-entries.ts";
import { earliest, type LineProblem } from "../roster/roster-line.ts";
import { rosterProblem } from "../roster/roster-problem.ts";
import { textIn } from "./spreadsheet-cell.ts";
import { hasLineBreak, isBlank } from "./table-cells.ts";
import { type ColumnChoice, listed } from "./table-columns.ts";
import { GroupCells } from "./table-groups.ts";
import type { TableOptions } from "./table-options.ts";
import { tableProblem } from "./table-problem.ts";
import { yesOrNo } from "./yes-or-no.ts";

/** A person in a table. Rows with the same name are combined: all groups, the earliest end, the highest password number. */
export interface TablePerson extends PersonEntry {
  /** Whether a cell of the `admin` column says so for one of their rows. */
  readonly admin: boolean;
  /** All groups of their rows, each once: `["team-1", "math8660:staff"]`. */
  readonly groups: readonly string[];
  /** The person's first line in the table. */
  readonly line: number;
}

type Gathering = { -readonly [K in keyof TablePerson]: TablePerson[K] };

/** Written out, because adding fields later makes objects slower. */
function personOf(
  { name, groups, admin, line }: Gathering,
  until: string | undefined,
  pw: string | undefined,
): Gathering {
  if (until === undefined) {
    return pw === undefined ? { name, groups, admin, line } : { name, groups, admin, line, pw: Number(pw) };
  }
  return pw === undefined ? { name, groups, admin, line, until } : { name, groups, admin, line, until, pw: Number(pw) };
}

/** Names that are certainly valid; checking the others takes longer. */
const PLAIN_NAME = /^[A-Za-z](?:[A-Za-z0-9@._-]{0,62}[A-Za-z0-9@_-])?$/;

/** Reads rows one after another and collects people from them. */
export class RowReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #people: Gathering[] = [];
  readonly #names = new Set<string>();
  /** Created when a name appears the second time, because most tables have each name once. */
  #byName: Map<string, Gathering> | undefined;
  readonly #choice: ColumnChoice;
  readonly #group: readonly string[] | undefined;
  readonly #cells: GroupCells;
  readonly #canGroupsHaveLines: boolean;
  /** By cell. Cells repeat, and checking each one is slow. */
  readonly #goodOptions = { until: new Map<string, string>(), pw: new Map<string, string>() };
  #brokenRow: number | undefined;

  constructor(choice: ColumnChoice, { group, divide }: TableOptions) {
    this.#choice = choice;
    this.#group = group === undefined ? undefined : [group];
    const title = choice.titles[choice.indexOf.groups] ?? "";
    this.#cells = new GroupCells({
      divide,
      canSpacesDivide: choice.source === undefined && (title === "groups" || title === "group"),
    });
    this.#canGroupsHaveLines = divide?.includes("\n") === true;
  }

  /** What must be answered before anybody can be imported. */
  question(): Diagnostic | undefined {
    if (this.#brokenRow === undefined) return this.#cells.question;
    return tableProblem("table-quote-invalid", {
      line: this.#brokenRow,
      message: "A value in the row that starts here spans several lines, probably because a quote is missing.",
      hint: "Write each person on one line. Nobody is imported until then.",
    });
  }

  /** Reports which groups have other names than in the table. */
  renamed(): readonly Diagnostic[] {
    const { renamed } = this.#cells;
    if (renamed.length === 0) return [];
    return [
      tableProblem("table-groups-renamed", {
        severity: "warning",
        message: `Spaces in group names became hyphens: ${listed(renamed)}.`,
        hint: "If the groups should have other names, rename them in the table.",
      }),
    ];
  }

  people(): readonly TablePerson[] {
    return this.#people;
  }

  take(cells: readonly string[], line: number, isLong: boolean): void {
    const { source } = this.#choice;
    const written = textIn(this.#cell(cells, "name"));
    const name = source?.hasMarkedNames === true ? written.replace(/^#/, "") : written;
    if (name === "" && isBlank(cells)) return;
    if (isLong && this.#isBroken(cells)) this.#brokenRow ??= line;
    const because = source?.leftOut?.((title) => (cells[this.#choice.titles.indexOf(title)] ?? "").trim(), name);
    if (because !== undefined) {
      this.#warn(
        "table-row-left-out",
        line,
        `This row was skipped: ${because}.`,
        "No action is needed, unless this person should have access.",
      );
    } else if (cells.length > this.#choice.columns.length && !isBlank(cells.slice(this.#choice.columns.length))) {
      this.#add(line, {
        code: "table-row-too-long",
        message: `This row has ${cells.length} cells, but the header has ${this.#choice.columns.length}, so it was skipped.`,
        hint: "Put quotes around values that contain the separator.",
      });
    } else if (name === "") {
      this.#warn(
        "table-name-missing",
        line,
        "This row has no name and was skipped.",
        "Write the name that the person signs in with.",
      );
    } else this.#takePerson(name, cells, line);
  }

  #takePerson(name: string, cells: readonly string[], line: number): void {
    const isPlain = PLAIN_NAME.test(name);
    const problem = isPlain ? undefined : (roundedProblem(name) ?? nameProblem(name));
    if (problem !== undefined) {
      this.#add(line, problem);
      return;
    }
    const groups = this.#group ?? this.#groupsIn(this.#cell(cells, "groups"), line);
    const admin = this.#adminIn(this.#cell(cells, "admin"), line);
    const until = this.#optionIn("until", this.#cell(cells, "until"), line);
    const pw = this.#optionIn("pw", this.#cell(cells, "pw"), line);
    const key = isPlain ? name.toLowerCase() : foldName(name);
    const { size } = this.#names;
    if (this.#names.add(key).size > size) {
      const person = personOf({ name, groups, admin, line }, until, pw);
      this.#people.push(person);
      this.#byName?.set(key, person);
      return;
    }
    this.#byName ??= new Map(this.#people.map((person) => [foldName(person.name), person]));
    const known = this.#byName.get(key);
    if (known === undefined) return;
    known.groups = [...new Set([...known.groups, ...groups])];
    known.admin ||= admin;
    const end = earliest(known.until ?? null, until ?? null);
    if (end !== null) known.until = end;
    if (pw !== undefined) known.pw = Math.max(known.pw ?? 1, Number(pw));
  }

  /** JavaScript would look up an index of -1 as a property name. */
  #cell(cells: readonly string[], use: keyof ColumnChoice["indexOf"]): string {
    const index = this.#choice.indexOf[use];
    return index === -1 ? "" : (cells[index] ?? "");
  }

  #groupsIn(cell: string, line: number): readonly string[] {
    if (cell === "") return [];
    const { groups, problems } = this.#cells.read(textIn(cell), line);
    for (const problem of problems) this.#add(line, problem);
    return groups;
  }

  #adminIn(cell: string, line: number): boolean {
    if (cell === "") return false;
    const answer = yesOrNo(cell);
    if (answer === undefined)
      this.#add(line, {
        code: "table-word-unclear",
        word: cell,
        message: `${shown(cell)} is neither yes nor no.`,
        hint: "Write yes for an admin of the hub, and no for everybody else, or leave it empty.",
      });
    return answer ?? false;
  }

  #optionIn(option: "until" | "pw", cell: string, line: number): string | undefined {
    if (cell === "") return undefined;
    if (this.#goodOptions[option].has(cell)) return this.#goodOptions[option].get(cell);
    const value = textIn(cell);
    if (value === "") return undefined;
    const problem = option === "until" ? untilProblem(value) : pwProblem(value);
    if (problem === undefined) {
      this.#goodOptions[option].set(cell, value);
      return value;
    }
    this.#add(line, problem);
    return undefined;
  }

  /**
   * True if a value that is read spans several lines, or if a value that is not read has lines that would each be a row:
   * then a missing quote further up has swallowed people, although a later quote closes it.
   */
  #isBroken(cells: readonly string[]): boolean {
    const { columns, separator } = this.#choice;
    return cells.some((cell, index) => {
      if (!hasLineBreak(cell)) return false;
      const use = columns[index]?.readAs ?? null;
      if (use === "groups") return !this.#canGroupsHaveLines;
      if (use !== null) return true;
      return cell.split(/[\r\n]/).some((part) => part.split(separator).length >= Math.max(2, columns.length - 1));
    });
  }

  #warn(code: "table-row-left-out" | "table-name-missing", line: number, message: string, hint: string): void {
    this.diagnostics.push(tableProblem(code, { severity: "warning", line, message, hint }));
  }

  #add(line: number, problem: LineProblem): void {
    this.diagnostics.push({ severity: "error", at: [], line, ...problem });
  }
}

/** A number that a spreadsheet has rounded is no longer a person's name. */
function roundedProblem(name: string): LineProblem | undefined {
  if (!/^[0-9](?:[.,][0-9]+)?E\+[0-9]+$/i.test(name)) return undefined;
  return { word: name, ...rosterProblem("roster-name-invalid/rounded", { word: shown(name) }) };
}
