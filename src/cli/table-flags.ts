import { problem, type Problem } from "../model/problem/problem.ts";
import type { TableOptions } from "../model/table/read-table.ts";
import { TABLE_SEPARATORS } from "../model/table/table-cells.ts";
import { TABLE_ENCODINGS, type TableEncoding } from "../model/table/table-text.ts";

/** What a command line says of a table. */
export interface TableFlags {
  /** The column with the names. Called so because `name` is the word behind the command. */
  readonly nameColumn?: string | undefined;
  readonly group?: string | undefined;
  readonly groups?: string | undefined;
  readonly divide?: string | undefined;
  readonly encoding?: string | undefined;
  readonly separator?: string | undefined;
}

/** Characters that a shell or a person makes hard to type. */
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ["comma", ","],
  ["semicolon", ";"],
  ["tab", "\t"],
  ["\\t", "\t"],
  ["pipe", "|"],
  ["space", " "],
  ["newline", "\n"],
  ["\\n", "\n"],
]);

/** What spreadsheets and people call encodings. As on the web, Latin-1 is the encoding that is meant by it. */
const ENCODINGS: ReadonlyMap<string, TableEncoding> = new Map([
  ["utf8", "utf-8"],
  ["utf16", "utf-16le"],
  ["utf-16", "utf-16le"],
  ["ansi", "windows-1252"],
  ["cp1252", "windows-1252"],
  ["iso-8859-1", "windows-1252"],
  ["latin1", "windows-1252"],
  ["latin-1", "windows-1252"],
]);

/** Makes options of flags, or says what is wrong with one. */
export function tableOptions({
  nameColumn,
  group,
  groups,
  divide,
  encoding,
  separator,
}: TableFlags): TableOptions | { readonly problem: Problem } {
  const character = separator === undefined ? undefined : (CHARACTERS.get(separator.toLowerCase()) ?? separator);
  const cells = TABLE_SEPARATORS.find((one) => one === character);
  if (separator !== undefined && cells === undefined)
    return {
      problem: problem(
        "bad-usage",
        `${JSON.stringify(separator)} is not a supported cell separator.`,
        "Use --separator comma, semicolon, tab or pipe.",
      ),
    };
  const asked = encoding?.toLowerCase();
  const bytes =
    asked === undefined ? undefined : (ENCODINGS.get(asked) ?? TABLE_ENCODINGS.find((one) => one === asked));
  if (encoding !== undefined && bytes === undefined)
    return {
      problem: problem(
        "bad-usage",
        `${JSON.stringify(encoding)} is not a supported encoding.`,
        `Use one of ${TABLE_ENCODINGS.join(", ")}.`,
      ),
    };
  return {
    name: nameColumn,
    group,
    groups,
    divide: divide === undefined ? undefined : (CHARACTERS.get(divide.toLowerCase()) ?? divide),
    encoding: bytes,
    separator: cells,
  };
}
