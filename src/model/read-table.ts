import { type Diagnostic, shown } from "./diagnostic.ts";
import { foldName } from "./fold-name.ts";
import { isGroupName } from "./group-name.ts";
import { pwProblem, untilProblem } from "./read-entries.ts";
import { nameProblem } from "./roster-edit.ts";
import type { PersonEntry } from "./roster-entries.ts";
import { earliest, groupProblem, type LineProblem } from "./roster-line.ts";
import { cellsOf, hasLineBreak, isBlank, TABLE_SEPARATORS, type TableSeparator } from "./table-cells.ts";
import { chooseColumns, type ColumnChoice, listed, type TableColumn } from "./table-columns.ts";
import { GroupCells } from "./table-groups.ts";
import { tableProblem } from "./table-problem.ts";
import { textIn } from "./spreadsheet-cell.ts";
import { decodeTable, TABLE_ENCODINGS, type TableEncoding } from "./table-text.ts";
import { yesOrNo } from "./yes-or-no.ts";

/** How a table is to be read, where the table itself does not say. */
export interface TableOptions {
  /** The title of the column with the names that people sign in with, for example `"Email address"`. */
  readonly name?: string | undefined;
  /** A group for everybody in the table. A column of groups is not read then. */
  readonly group?: string | undefined;
  /** The title of the column with everybody's groups, for example `"Section"`. */
  readonly groups?: string | undefined;
  /**
   * What stands between two groups of a cell. Spaces inside a group become hyphens: with `","`, the cell `Team 1, Team 2`
   * is the groups `Team-1` and `Team-2`.
   * @defaultValue commas, semicolons and spaces, unless a cell shows that spaces belong to names; then it is asked
   */
  readonly divide?: string | undefined;
  /**
   * How bytes are to be read. A byte order mark counts more.
   * @defaultValue `"utf-8"`; bytes that are not UTF-8 are asked about
   */
  readonly encoding?: TableEncoding | undefined;
  /**
   * What stands between the cells of a row.
   * @defaultValue what Excel's line `sep=;` says, or else what divides the header into most cells
   */
  readonly separator?: TableSeparator | undefined;
}

/** A person of a table. Rows with the same name are taken together: all groups, the earliest end, the last password. */
export interface TablePerson extends PersonEntry {
  readonly admin: boolean;
  readonly groups: readonly string[];
  /** The person's first line in the table. */
  readonly line: number;
}

/** What {@link readTable} has found in a table. */
export interface Table {
  /** Whom the table names, in its order. Nobody while an error is about the table as a whole. */
  readonly people: readonly TablePerson[];
  readonly columns: readonly TableColumn[];
  /** Errors and warnings, those of rows with the line of the table. Every row with something in it is either a person or in here. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads people from a table with a header, as spreadsheets, Canvas, Moodle, Blackboard, Brightspace, GitHub Classroom and nbgrader
 * save it.
 *
 * Tables that people write for hubwright have the columns `name`, `groups` (or `group`), `admin`, `until` and `pw`; all but the first
 * may be missing. What would have to be guessed is never guessed: an error asks for it, its hint names the option that
 * answers, and nobody is taken from the table until then.
 *
 * @param input - The bytes of a file, or a text.
 * @returns what was read. It never throws for what is in the table.
 *
 * @example
 * ```ts
 * const { people, diagnostics } = readTable("name,groups\nann,team-1\n");
 * // people: [{ name: "ann", groups: ["team-1"], admin: false, line: 2 }]
 * ```
 */
export function readTable(input: string | Uint8Array, options: TableOptions = {}): Table {
  const wrong = optionProblems(options);
  if (wrong.length > 0) return { people: [], columns: [], diagnostics: wrong };
  const decoded = decodeTable(input, options.encoding);
  if ("problem" in decoded) return { people: [], columns: [], diagnostics: [decoded.problem] };
  const cells = cellsOf(decoded.text, options.separator);
  if ("problem" in cells) return { people: [], columns: [], diagnostics: [cells.problem] };
  if (cells.header.length === 0) return { people: [], columns: [], diagnostics: [empty(cells.header)] };
  const choice = chooseColumns(cells, options);
  const { columns, problems } = choice;
  if (cells.rows.every(isBlank)) problems.unshift(empty(cells.header));
  if (problems.some(({ severity }) => severity === "error")) return { people: [], columns, diagnostics: problems };
  const reader = new RowReader(choice, options);
  for (const [index, row] of cells.rows.entries()) reader.take(row, cells.lines[index] ?? 0, cells.longRows.has(index));
  const question = reader.question();
  return question === undefined
    ? { people: reader.people(), columns, diagnostics: [...problems, ...reader.renamed(), ...reader.diagnostics] }
    : { people: [], columns, diagnostics: [...problems, question] };
}

type Gathering = { -readonly [K in keyof TablePerson]: TablePerson[K] };

/** Written out, because fields that are added later make objects that take longer. */
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

/** Names that can only be good; checking the others takes longer. */
const PLAIN_NAME = /^[A-Za-z](?:[A-Za-z0-9@._-]{0,62}[A-Za-z0-9@_-])?$/;

/** Reads rows one after the other, and gathers people from them. */
class RowReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #people: Gathering[] = [];
  readonly #names = new Set<string>();
  /** Made when a name comes the second time, because most tables have each once. */
  #byName: Map<string, Gathering> | undefined;
  readonly #choice: ColumnChoice;
  readonly #group: readonly string[] | undefined;
  readonly #cells: GroupCells;
  readonly #canGroupsHaveLines: boolean;
  /** By the cell. They repeat, and checking each takes long. */
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

  /** What has to be answered before anybody can be taken from the table. */
  question(): Diagnostic | undefined {
    if (this.#brokenRow === undefined) return this.#cells.question;
    return tableProblem("table-quote-invalid", {
      line: this.#brokenRow,
      message: "A value of the row that begins here goes over several lines, as if a quote were missing.",
      hint: "Write each person on one line. Nobody is taken from the table until then.",
    });
  }

  /** Says which groups are called otherwise than in the table. */
  renamed(): readonly Diagnostic[] {
    const { renamed } = this.#cells;
    if (renamed.length === 0) return [];
    return [
      tableProblem("table-groups-renamed", {
        severity: "warning",
        message: `Spaces in groups became hyphens: ${listed(renamed)}.`,
        hint: "Rename the groups in the table if they should be called otherwise.",
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
        `This row is left out: ${because}.`,
        "Nothing has to be done, unless it is a person who should be let in.",
      );
    } else if (cells.length > this.#choice.columns.length && !isBlank(cells.slice(this.#choice.columns.length))) {
      this.#add(line, {
        code: "table-row-too-long",
        message: `This row has ${cells.length} cells, and the header ${this.#choice.columns.length}; it is not read.`,
        hint: "Put a value with the separator in it between quotes.",
      });
    } else if (name === "") {
      this.#warn(
        "table-name-missing",
        line,
        "This row has no name, and is left out.",
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

  /** An index of -1 would be looked for by name. */
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
        hint: "Write yes for an admin of the hub, and no or nothing for everybody else.",
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
   * True where a value that is read goes over several lines, or where one that is not has lines which would each be a row:
   * a quote that is missing further up has swallowed people then, though a later one closes it.
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

/** A number that a spreadsheet has rounded is nobody's name any more. */
function roundedProblem(name: string): LineProblem | undefined {
  if (!/^[0-9](?:[.,][0-9]+)?E\+[0-9]+$/i.test(name)) return undefined;
  return {
    code: "roster-name-invalid",
    word: name,
    message: `${shown(name)} is a number that the spreadsheet has rounded.`,
    hint: "Give the column the format text in the spreadsheet, enter the names again, and save the table.",
  };
}

function empty(header: readonly string[]): Diagnostic {
  return tableProblem("table-empty", {
    message: header.length === 0 ? "The table is empty." : "The table has nobody below its header.",
    hint: "Begin it with a header, and write one person a line below: name,groups",
  });
}

function optionProblems({ name, group, groups, divide, encoding, separator }: TableOptions): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const add = (option: string, message: string, hint: string) =>
    problems.push(tableProblem("table-option-invalid", { at: [option], message, hint }));
  const isTextOrNothing = (value: unknown) => value === undefined || (typeof value === "string" && value !== "");
  for (const [option, value] of Object.entries({ name, groups, divide }))
    if (!isTextOrNothing(value)) add(option, `${shown(value)} is not a text.`, "Write a text, or leave it out.");
  if (group !== undefined && !(typeof group === "string" && isGroupName(group)))
    problems.push({ severity: "error", at: ["group"], ...groupProblem(group) });
  if (group !== undefined && groups !== undefined)
    add("groups", "One group for everybody and a column of groups exclude each other.", "Leave out group or groups.");
  if (encoding !== undefined && !TABLE_ENCODINGS.includes(encoding))
    add(
      "encoding",
      `${shown(encoding)} is not an encoding that tables are read in.`,
      `Write one of ${TABLE_ENCODINGS.join(", ")}.`,
    );
  if (separator !== undefined && !TABLE_SEPARATORS.includes(separator))
    add(
      "separator",
      `${shown(separator)} does not separate cells.`,
      `Write one of ${TABLE_SEPARATORS.map((one) => shown(one)).join(" ")}.`,
    );
  return problems;
}
