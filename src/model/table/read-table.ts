import type { Diagnostic } from "../problem/diagnostic.ts";
import { cellsOf, isBlank } from "./table-cells.ts";
import { chooseColumns, type TableColumn } from "./table-columns.ts";
import { optionProblems, type TableOptions } from "./table-options.ts";
import { tableProblem } from "./table-problem.ts";
import { RowReader, type TablePerson } from "./table-rows.ts";
import { decodeTable } from "./table-text.ts";

export type { TableOptions } from "./table-options.ts";
export type { TablePerson } from "./table-rows.ts";

/** What {@link readTable} has found in a table. */
export interface Table {
  /** The people in the table, in its order. Empty if an error is about the whole table. */
  readonly people: readonly TablePerson[];
  /** Every column of the header, in its order, and what it was read as. Empty if the header could not be read. */
  readonly columns: readonly TableColumn[];
  /** Errors and warnings; those about rows have the table's line. Every non-empty row is either a person or reported here. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads people from a table with a header, as spreadsheets, Canvas, Moodle, Blackboard, Brightspace, GitHub Classroom and nbgrader
 * save it.
 *
 * Tables written for hubwright have the columns `name`, `groups` (or `group`), `admin`, `until` and `pw`; all but the first
 * may be missing. Nothing is guessed: if something is unclear, an error asks for it, its hint names the option that
 * answers it, and nobody is imported until then.
 *
 * @param input - The bytes of a file, or a text.
 * @returns what was read. Never throws because of the table's content.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { formatProblem, readTable } from "hubwright";
 *
 * const { people, diagnostics } = readTable(readFileSync("class-list.csv"), { group: "math8660" });
 * for (const problem of diagnostics) console.error(formatProblem(problem, { roster: "class-list.csv" }));
 * for (const { name, groups, line } of people) console.log(line, name, groups); // 2 "ann" ["math8660"]
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

function empty(header: readonly string[]): Diagnostic {
  return tableProblem("table-empty", {
    message: header.length === 0 ? "The table is empty." : "The table has no people below its header.",
    hint: "Start with a header, and write one person per line below it: name,groups",
  });
}
