import { CsvError, parse } from "csv-parse/sync";
import type { Diagnostic } from "./diagnostic.ts";
import { tableProblem } from "./table-problem.ts";

/** What may stand between the cells of a row. */
export type TableSeparator = "," | ";" | "\t" | "|";

export const TABLE_SEPARATORS: readonly TableSeparator[] = [",", ";", "\t", "|"];

/** A table divided into cells. */
export interface TableCells {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  readonly separator: TableSeparator;
}

/** A row below the header. */
export interface TableRow {
  readonly cells: readonly string[];
  /** The line where it begins, counted from 1 in the table's own text; a cell may contain more of them. */
  readonly line: number;
}

const LINE_BREAK = /\r\n|\n|\r/;
const LINE_BREAKS = /\r\n|\n|\r/g;
/** How Excel writes down which separator it has used. */
const SEPARATOR_LINE = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)/i;

/** Divides the text of a table into cells. A quote that is not closed would swallow rows, so nothing is read then. */
export function cellsOf(text: string, specified?: TableSeparator): TableCells | { readonly problem: Diagnostic } {
  const declared = SEPARATOR_LINE.exec(text);
  const body = text.slice(declared?.[0].length ?? 0);
  const separator = specified ?? separatorIn(declared?.[1]) ?? detectSeparator(body);
  const firstLine = declared === null ? 1 : 2;
  const records = recordsOf(body, separator);
  if (records === undefined) return { problem: quoteProblem(body, separator, firstLine) };
  const hasQuotes = body.includes('"');
  const rows: TableRow[] = [];
  let header: readonly string[] | undefined;
  let line = firstLine;
  for (const cells of records) {
    if (header !== undefined) rows.push({ cells, line });
    else if (!isBlank(cells)) header = cells;
    line += 1 + (hasQuotes ? breaksIn(cells) : 0);
  }
  return { header: header ?? [], rows, separator };
}

/** True for a row of which nothing is left without white space. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

/** True for a cell that goes over several lines. */
export function hasLineBreak(cell: string): boolean {
  return LINE_BREAK.test(cell);
}

function recordsOf(text: string, separator: TableSeparator): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, {
      delimiter: separator,
      // Without these csv-parse takes the first line's ending for that of all, and a file with both loses rows.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (hasLineBreak(cell)) breaks += cell.match(LINE_BREAKS)?.length ?? 0;
  return breaks;
}

function separatorIn(character: string | undefined): TableSeparator | undefined {
  return TABLE_SEPARATORS.find((separator) => separator === character);
}

/** The separator that divides the first line into most cells. What stands between quotes divides nothing. */
function detectSeparator(text: string): TableSeparator {
  const counts = new Map<string, number>();
  let isQuoted = false;
  let isAtLineStart = true;
  for (const character of text.slice(0, 100_000)) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === "\n" || character === "\r")) {
      if (!isAtLineStart) break;
    } else if (!isQuoted) counts.set(character, (counts.get(character) ?? 0) + 1);
    isAtLineStart &&= character === "\n" || character === "\r";
  }
  const count = (separator: TableSeparator) => counts.get(separator) ?? 0;
  return TABLE_SEPARATORS.reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

/** Finds the quote that csv-parse gave up at: it names the line where it noticed, which may be the last one. */
function quoteProblem(text: string, separator: TableSeparator, firstLine: number): Diagnostic {
  const hint = 'Close it, or write "" for a quote that belongs to a value. Nobody is taken from the table until then.';
  let line = firstLine;
  let openedAt = 0;
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    const isBreak = character === "\n" || (character === "\r" && text[index + 1] !== "\n");
    if (state === "quoted") {
      if (character === '"' && text[index + 1] === '"') index += 1;
      else if (character === '"') state = "closed";
    } else if (character === separator || character === "\n" || character === "\r") state = "start";
    else if (character === '"' && state === "start") {
      state = "quoted";
      openedAt = line;
    } else if (state === "closed") {
      const message = "The value in quotes that begins here is followed by more text.";
      return tableProblem("table-quote-invalid", { line: openedAt, message, hint });
    } else if (character === '"') {
      const message = "A quote stands in the middle of a value here.";
      return tableProblem("table-quote-invalid", { line, message, hint });
    } else state = "plain";
    if (isBreak) line += 1;
  }
  return tableProblem("table-quote-invalid", {
    line: openedAt,
    message: "A quote is not closed that begins here.",
    hint,
  });
}
