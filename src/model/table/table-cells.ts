import { CsvError, parse } from "csv-parse/sync";
import type { Diagnostic } from "../problem/diagnostic.ts";
import { tableProblem } from "./table-problem.ts";

/** What may separate the cells of a row. */
export type TableSeparator = "," | ";" | "\t" | "|";

export const TABLE_SEPARATORS: readonly TableSeparator[] = [",", ";", "\t", "|"];

/** A table split into cells. Line numbers are in a separate list, because an object per row is slow. */
export interface TableCells {
  readonly header: readonly string[];
  /** The cells of each row below the header. */
  readonly rows: readonly (readonly string[])[];
  /** The line where each row starts, counted from 1. */
  readonly lines: readonly number[];
  /** Which rows have a value that spans several lines. */
  readonly longRows: ReadonlySet<number>;
  readonly separator: TableSeparator;
}

const LINE_BREAK = /\r\n|\n|\r/;
const LINE_BREAKS = /\r\n|\n|\r/g;
/** How Excel records which separator it used. */
const SEPARATOR_LINE = /^"?sep=([,;\t|])"?(?:\r\n|\n|\r|$)/i;

/** Splits the text of a table into cells. A quote that is not closed would swallow rows, so nothing is read then. */
export function cellsOf(text: string, specified?: TableSeparator): TableCells | { readonly problem: Diagnostic } {
  const declared = SEPARATOR_LINE.exec(text);
  const body = text.slice(declared?.[0].length ?? 0);
  const separator = specified ?? separatorIn(declared?.[1]) ?? detectSeparator(body);
  const firstLine = declared === null ? 1 : 2;
  const records = recordsOf(body, separator);
  if (records === undefined) return { problem: quoteProblem(body, separator, firstLine) };
  // Counted first, because most tables have no value that spans lines, and checking each value is slow.
  const hasLongValues = body.includes('"') && lineBreaksIn(body) > records.length;
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const longRows = new Set<number>();
  let header: readonly string[] | undefined;
  let line = firstLine;
  for (const cells of records) {
    const breaks = hasLongValues ? breaksIn(cells) : 0;
    if (header === undefined) {
      if (!isBlank(cells)) header = cells;
    } else {
      if (breaks > 0) longRows.add(rows.length);
      rows.push(cells);
      lines.push(line);
    }
    line += 1 + breaks;
  }
  return { header: header ?? [], rows, lines, longRows, separator };
}

/** True for a row with nothing but white space. */
export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}

/** True for a cell that spans several lines. */
export function hasLineBreak(cell: string): boolean {
  return LINE_BREAK.test(cell);
}

function recordsOf(text: string, separator: TableSeparator): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, {
      delimiter: separator,
      // Without these, csv-parse assumes that all lines end like the first one, and a file with both endings loses rows.
      record_delimiter: text.includes("\r") ? ["\r\n", "\n", "\r"] : "\n",
      relax_column_count: true,
    });
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** The number of line ends in a text. */
function lineBreaksIn(text: string): number {
  if (text.includes("\r")) return text.match(LINE_BREAKS)?.length ?? 0;
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function breaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) if (hasLineBreak(cell)) breaks += cell.match(LINE_BREAKS)?.length ?? 0;
  return breaks;
}

function separatorIn(character: string | undefined): TableSeparator | undefined {
  return TABLE_SEPARATORS.find((separator) => separator === character);
}

/** The separator that splits the first line into the most cells. Separators between quotes do not count. */
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

/** Finds the quote at which csv-parse failed: csv-parse names the line where it noticed, which may be the last one. */
function quoteProblem(text: string, separator: TableSeparator, firstLine: number): Diagnostic {
  const hint = 'Close the quote, or write "" for a quote inside a value. Nobody is imported until then.';
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
      const message = "More text follows the quoted value that starts here.";
      return tableProblem("table-quote-invalid", { line: openedAt, message, hint });
    } else if (character === '"') {
      const message = "There is a quote in the middle of a value here.";
      return tableProblem("table-quote-invalid", { line, message, hint });
    } else state = "plain";
    if (isBreak) line += 1;
  }
  return tableProblem("table-quote-invalid", {
    line: openedAt,
    message: "The quote that opens here is not closed.",
    hint,
  });
}
