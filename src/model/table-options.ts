import { type Diagnostic, shown } from "./diagnostic.ts";
import { isGroupName } from "./group-name.ts";
import { groupProblem } from "./roster-line.ts";
import { TABLE_SEPARATORS, type TableSeparator } from "./table-cells.ts";
import { tableProblem } from "./table-problem.ts";
import { TABLE_ENCODINGS, type TableEncoding } from "./table-text.ts";

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

/** What is wrong with options, of which a program may say anything. */
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
