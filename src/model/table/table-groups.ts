import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { isGroupName } from "../hub/group-name.ts";
import { notAGroup } from "../roster/read-entries.ts";
import { wordProblem } from "../roster/roster-edit.ts";
import type { LineProblem } from "../roster/roster-line.ts";
import { tableProblem } from "./table-problem.ts";

/** The groups of one cell. */
export interface CellGroups {
  readonly groups: readonly string[];
  /** Words that are not group names; they are ignored. */
  readonly problems: readonly LineProblem[];
}

/** Reads the cells of a column of groups. Cells repeat, so each text is read once. */
export class GroupCells {
  readonly #divide: string | undefined;
  readonly #canSpacesDivide: boolean;
  readonly #known = new Map<string, CellGroups>();
  /** By group, how the table first wrote it. */
  readonly #spellings = new Map<string, string>();
  #question: Diagnostic | undefined;

  /**
   * @param divide - What separates two groups in a cell; undefined if not given.
   * @param canSpacesDivide - True for a column written for hubwright, where spaces separate groups unless that cannot be
   *   meant. In tables of other programs, a space is part of a name.
   */
  constructor({ divide, canSpacesDivide }: { readonly divide: string | undefined; readonly canSpacesDivide: boolean }) {
    this.#divide = divide;
    this.#canSpacesDivide = canSpacesDivide;
  }

  /** The question that must be answered before the groups are known; undefined if there is none. */
  get question(): Diagnostic | undefined {
    return this.#question;
  }

  /** The groups, as in the table, whose spaces became hyphens. */
  get renamed(): readonly string[] {
    return [...this.#spellings.values()].filter((spelling) => spelling.includes(" "));
  }

  read(cell: string, line: number): CellGroups {
    const known = this.#known.get(cell);
    if (known !== undefined) return known;
    const read = this.#readOnce(cell, line);
    this.#known.set(cell, read);
    return read;
  }

  #readOnce(cell: string, line: number): CellGroups {
    const groups: string[] = [];
    const problems: LineProblem[] = [];
    for (const written of this.#divided(cell, line)) {
      const group = written.replaceAll(/\s+/g, "-");
      const problem = isGroupName(group.split(":")[0] ?? "") ? wordProblem(group) : notAGroup(written);
      if (problem !== undefined) problems.push(problem);
      else {
        this.#noteSpelling(group, written, line);
        if (!groups.includes(group)) groups.push(group);
      }
    }
    return { groups, problems };
  }

  #divided(cell: string, line: number): readonly string[] {
    const parts = (divider: string | RegExp) =>
      cell
        .split(divider)
        .map((part) => part.trim())
        .filter((part) => part !== "");
    if (this.#divide !== undefined) return parts(this.#divide);
    const items = parts(/[,;\r\n]/);
    const unclear = items.find((item) => /\s/.test(item) && !this.#isDividedBySpaces(item, items.length > 1));
    if (unclear !== undefined) this.#question ??= askToDivide(unclear, items.length > 1, line);
    return parts(/[\s,;]+/);
  }

  /** `shared team-1` are two groups; `Team 1`, `math 8660` or `a b, c` may be names with spaces in them. */
  #isDividedBySpaces(item: string, isDividedOtherwise: boolean): boolean {
    return (
      this.#canSpacesDivide &&
      !isDividedOtherwise &&
      item.split(/\s+/).every((word) => /^[a-z][A-Za-z0-9._:-]+$/.test(word))
    );
  }

  /** `Team 1` and `Team-1` are two groups in the table and would become one here. */
  #noteSpelling(group: string, written: string, line: number): void {
    const [name = ""] = group.split(":");
    const [spelling = ""] = written.replaceAll(/\s+/g, " ").split(":");
    const first = this.#spellings.get(name);
    if (first === undefined) this.#spellings.set(name, spelling);
    else if (first !== spelling)
      this.#question ??= tableProblem("table-groups-unclear", {
        line,
        message: `${shown(first)} and ${shown(spelling)} would both become the group ${name}.`,
        hint: "If they are one group, write them the same way in the table; otherwise rename one of them.",
      });
  }
}

function askToDivide(item: string, isDividedOtherwise: boolean, line: number): Diagnostic {
  const hyphenated = item.replaceAll(/\s+/g, "-");
  return tableProblem("table-groups-unclear", {
    line,
    message: `${shown(item)} may be one group with spaces in its name, or several groups.`,
    hint: `Say what separates groups: --divide "," makes ${shown(hyphenated)} of it${
      isDividedOtherwise ? "" : `, --divide " " makes ${item.split(/\s+/).map(shown).join(" and ")}`
    } (in TypeScript: divide).`,
  });
}
