import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { isGroupName } from "../hub/group-name.ts";
import { groupProblem } from "../roster/roster-line.ts";
import { TABLE_SEPARATORS, type TableSeparator } from "./table-cells.ts";
import { tableProblem } from "./table-problem.ts";
import { TABLE_ENCODINGS, type TableEncoding } from "./table-text.ts";

/** How to read a table, if the table itself does not show it. */
export interface TableOptions {
  /** The title of the column with the names that people sign in with, for example `"Email address"`. */
  readonly name?: string | undefined;
  /** A group for everybody in the table. Columns with groups are not read then. */
  readonly group?: string | undefined;
  /** The title of the column with everybody's groups, for example `"Section"`. */
  readonly groups?: string | undefined;
  /**
   * What separates two groups in a cell. Spaces inside a group become hyphens: with `","`, the cell `Team 1, Team 2`
   * gives the groups `Team-1` and `Team-2`.
   * @defaultValue commas, semicolons and spaces; if a cell shows that spaces belong to names, an error asks for it
   */
  readonly divide?: string | undefined;
  /**
   * The encoding of bytes. A byte order mark takes precedence.
   * @defaultValue `"utf-8"`; if the bytes are not UTF-8, an error asks for it
   */
  readonly encoding?: TableEncoding | undefined;
  /**
   * What separates the cells of a row.
   * @defaultValue what Excel's line `sep=;` says, otherwise what splits the header into the most cells
   */
  readonly separator?: TableSeparator | undefined;
}

/** What is wrong with the options, which may come from untyped code. */
export function optionProblems({ name, group, groups, divide, encoding, separator }: TableOptions): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const add = (option: string, message: string, hint: string) =>
    problems.push(tableProblem("table-option-invalid", { at: [option], message, hint }));
  const isTextOrNothing = (value: unknown) => value === undefined || (typeof value === "string" && value !== "");
  for (const [option, value] of Object.entries({ name, groups, divide }))
    if (!isTextOrNothing(value)) add(option, `${shown(value)} is not text.`, "Write text, or leave it out.");
  const word: unknown = group;
  if (word !== undefined && !(typeof word === "string" && isGroupName(word)))
    problems.push({
      severity: "error",
      at: ["group"],
      ...groupProblem(typeof word === "string" ? word : shown(word)),
    });
  if (group !== undefined && groups !== undefined)
    add(
      "groups",
      "One group for everybody and a column of groups cannot be used together.",
      "Leave out group or groups.",
    );
  if (encoding !== undefined && !TABLE_ENCODINGS.includes(encoding))
    add("encoding", `${shown(encoding)} is not a supported encoding.`, `Write one of ${TABLE_ENCODINGS.join(", ")}.`);
  if (separator !== undefined && !TABLE_SEPARATORS.includes(separator))
    add(
      "separator",
      `${shown(separator)} is not a supported cell separator.`,
      `Write one of ${TABLE_SEPARATORS.map((one) => shown(one)).join(" ")}.`,
    );
  return problems;
}
