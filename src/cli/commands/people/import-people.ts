import { basename, resolve } from "node:path";
import { agreedEdit, refuseClosedRoster } from "../../../apply/roster/change-roster.ts";
import { printable, someNames } from "../../../model/printable.ts";
import type { Diagnostic } from "../../../model/problem/diagnostic.ts";
import type { GroupMap } from "../../../model/roster/group-map.ts";
import { type Hint, problem, type Problem } from "../../../model/problem/problem.ts";
import { readTable, type Table, type TableOptions } from "../../../model/table/read-table.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { readPeopleTable } from "../../../workspace/read-people-table.ts";
import type { Context, ExitCode } from "../../context.ts";
import { dayIn } from "../../../model/hub/day.ts";
import { describeChanges } from "../../describe-changes.ts";
import { endedAmong, imported, missingFrom, NOBODY } from "../../import-plan.ts";
import { type TableFlags, tableOptions } from "../../table-flags.ts";
import { editRoster } from "./edit-roster.ts";

/** The options of `hubwright people import`. */
export interface ImportFlags extends TableFlags {
  readonly dryRun?: boolean | undefined;
  readonly removeMissing?: boolean | undefined;
  readonly yes?: boolean;
}

/** How many problems of a table are shown; a file that is not a table of people may have one on each line. */
const SHOWN = 20;

/**
 * `hubwright people import FILE`: adds the people of a table, and their groups, to the list. Says who is added and changed, asks, and saves
 * what it said. People who are on the list already keep what they have.
 */
export async function importPeople(
  context: Context,
  project: Project,
  { file, current, ...flags }: ImportFlags & { readonly file: string; readonly current: GroupMap },
): Promise<ExitCode> {
  const { terminal } = context;
  const options = optionsOf(flags);
  if ("problem" in options) {
    terminal.report(options.problem);
    return 64;
  }
  const isInput = file === "-";
  const name = isInput ? "standard input" : basename(file);
  const bytes = isInput ? await context.input() : readPeopleTable(resolve(context.cwd, file));
  const table = await readOrAsk(context, bytes, { name, options, canAsk: !isInput });
  sayProblems(context, table.diagnostics, name);
  if (table.diagnostics.some(({ severity }) => severity === "error")) {
    terminal.remark(`Nothing was imported from ${name}; the list is unchanged.`);
    return 1;
  }
  const nameless = flags.removeMissing === true ? namelessProblem(table, name) : undefined;
  if (nameless !== undefined) {
    terminal.report(nameless);
    return 1;
  }
  const missing =
    flags.removeMissing === true && flags.group !== undefined ? missingFrom(current, table, flags.group) : NOBODY;
  const { after, kept } = imported(current, table.people, { group: flags.group ?? "", names: missing.removed });
  for (const person of kept)
    terminal.note(
      `${person.name} keeps password number ${current.person(person.name)?.pw}; ${name} says ${person.pw}.`,
    );
  const ended = endedAmong(after, table, dayIn(project.hub.timezone, new Date()));
  if (ended.length > 0)
    terminal.note(
      `Access ended by until=, which an import does not change: ${someNames(ended)}.\nTo let them in again, add an until column to the table.`,
    );
  if (missing.stay.length > 0)
    terminal.note(
      `Not in ${name}, but still in ${flags.group} because they are staff or admins: ${someNames(missing.stay, missing.stay.length)}.`,
    );
  if (after === current) {
    terminal.note(`Nothing to change: everybody in ${name} is already in ${project.hub.roster}.`);
    return 0;
  }
  const changes = current.diff(after);
  terminal.print(`${describeChanges(changes)}\n${summary(current, table, changes)}`);
  sayProblems(context, newWarnings(current, after), project.hub.roster);
  if (flags.dryRun === true) {
    terminal.note("Nothing was saved (--dry-run).");
    return 0;
  }
  // Checked before someone confirms for nothing.
  await refuseClosedRoster(project, context);
  if (flags.yes !== true && (isInput || !(await terminal.confirm("Save this?", false)))) {
    terminal.report(problem("refused", "Nothing was saved.", "To save without being asked, add --yes."));
    return 1;
  }
  await editRoster(context, project, agreedEdit(project, current, after));
  terminal.note(`Saved ${project.hub.roster}.`);
  return 0;
}

function optionsOf(flags: ImportFlags): ReturnType<typeof tableOptions> {
  const { group, groups, removeMissing } = flags;
  if (group !== undefined && groups !== undefined)
    return {
      problem: problem(
        "bad-usage",
        "--group and --groups cannot be used together.",
        "--group math puts everybody into math; --groups COLUMN reads each person's groups.",
      ),
    };
  if (removeMissing === true && group === undefined)
    return {
      problem: problem(
        "bad-usage",
        "--remove-missing needs --group.",
        "Name the group to remove missing people from: --group math --remove-missing",
      ),
    };
  return tableOptions(flags);
}

/** Reads a table. If its encoding is uncertain, asks, provided that there is a terminal. */
async function readOrAsk(
  { terminal }: Context,
  bytes: Uint8Array,
  { name, options, canAsk }: { readonly name: string; readonly options: TableOptions; readonly canAsk: boolean },
): Promise<Table> {
  const table = readTable(bytes, options);
  const question = table.diagnostics.find(({ code }) => code === "table-encoding-unclear");
  if (question === undefined || options.encoding !== undefined || !canAsk || !terminal.isInteractive) return table;
  terminal.note(`${name}:${question.line}: ${question.message}`);
  return (await terminal.confirm("Is that right?", false))
    ? readTable(bytes, { ...options, encoding: "windows-1252" })
    : table;
}

/** Prints problems for the command line, without the parts of their hints that are for programs. */
function sayProblems({ terminal }: Context, diagnostics: readonly Diagnostic[], name: string): void {
  for (const diagnostic of diagnostics.slice(0, SHOWN))
    terminal.report({ ...diagnostic, hint: forCommandLine(diagnostic.hint) }, name);
  const rest = diagnostics.length - SHOWN;
  if (rest > 0) terminal.remark(`${rest} more problems like these are not shown.`);
}

function forCommandLine(hint: Hint): Hint {
  const without = (text: string) => text.replace(/ \(in TypeScript: [^)]*\)/, "");
  return typeof hint === "string"
    ? without(hint)
    : hint.map((part) => (typeof part === "string" ? without(part) : part));
}

/** Without every name, nobody can say who is missing from a table. */
function namelessProblem({ diagnostics }: Table, name: string): Problem | undefined {
  const { length } = diagnostics.filter(({ code }) => code === "table-name-missing");
  if (length === 0) return undefined;
  return problem(
    "table-name-missing",
    `${length === 1 ? "One row of" : `${length} rows of`} ${name} ${length === 1 ? "has" : "have"} no name, so it is unclear who is missing; nothing was imported.`,
    "Add the names, or import without --remove-missing.",
  );
}

function newWarnings(before: GroupMap, after: GroupMap): readonly Diagnostic[] {
  const known = new Set(before.diagnostics.map(({ code, word }) => `${code} ${word}`));
  return after.diagnostics.filter(
    ({ code, word, severity }) => severity === "warning" && word !== undefined && !known.has(`${code} ${word}`),
  );
}

function summary(current: GroupMap, { people }: Table, changes: ReturnType<GroupMap["diff"]>): string {
  const added = new Set(changes.filter(({ change }) => change === "joins").map(({ person }) => person));
  const left = new Set(changes.filter(({ change }) => change === "leaves group").map(({ person }) => person));
  const changed = new Set(changes.map(({ person }) => person).filter((name) => !added.has(name) && !left.has(name)));
  const same = people.length - added.size - changed.size;
  const removed = [...new Set(changes.flatMap(({ change, what }) => (change === "leaves group" ? [what ?? ""] : [])))];
  const parts = [
    [added.size, "added"],
    [changed.size, "changed"],
    [left.size, `removed from ${removed.map(printable).join(", ")}`],
    [same, "unchanged"],
  ] as const;
  const counts = parts.filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`);
  return `${counts.join(", ")}. The list will have ${count(current.people.length + added.size)}.`;
}

function count(number: number): string {
  return number === 1 ? "1 person" : `${number} people`;
}
