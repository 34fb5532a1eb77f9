import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import type { TableCells } from "./table-cells.ts";
import { tableProblem } from "./table-problem.ts";
import { isPersonDetail, sourceOf, type TableSource, titleOf } from "./table-source.ts";

/** What a column of a table is used for; null for one that is not read. */
export type ColumnUse = "name" | "groups" | "admin" | "until" | "pw" | null;

/** A column of a table. */
export interface TableColumn {
  /** As in the header. */
  readonly title: string;
  /** What its values are used for; null for a column that is not read. */
  readonly readAs: ColumnUse;
}

/** What each column is used for. */
export interface ColumnChoice {
  readonly columns: readonly TableColumn[];
  readonly source: TableSource | undefined;
  /** The titles in the form in which they are compared. */
  readonly titles: readonly string[];
  readonly separator: string;
  /** The index of the column with each use, or -1. */
  readonly indexOf: { readonly [use in Exclude<ColumnUse, null>]: number };
  readonly problems: Diagnostic[];
}

/** Common titles of the column with sign-in names. */
const NAME_TITLES: readonly string[] = ["name", "username", "user name", "user", "login", "login id"];
const GROUP_TITLES: readonly string[] = ["groups", "group"];
/** Other titles that such a column may have; only used for suggestions. */
const LIKE_A_NAME = /name|login|user|mail|\bid\b|identifier|account|orgdefinedid/;
const LIKE_GROUPS = /section|group|team|lab|class/;
/** More of them in one sentence do not help. */
const MOST_NAMED = 8;

/** Decides what each column is used for. Unclear columns are errors, and columns that are not read are warnings. */
export function chooseColumns(
  { header, rows, separator }: TableCells,
  asked: {
    readonly name?: string | undefined;
    readonly groups?: string | undefined;
    readonly group?: string | undefined;
  },
): ColumnChoice {
  const titles = header.map(titleOf);
  const source = sourceOf(titles);
  const problems: Diagnostic[] = [];
  const uses = new Map<number, ColumnUse>();
  const take = (use: Exclude<ColumnUse, null>, candidates: readonly string[], isAsked: boolean) => {
    const found = titles.flatMap((title, index) => (candidates.includes(title) ? [index] : []));
    const [first] = found;
    if (found.length > 1)
      problems.push(
        ambiguous(
          use,
          found.map((index) => header[index] ?? ""),
        ),
      );
    else if (first !== undefined && !uses.has(first)) uses.set(first, use);
    else if (isAsked) problems.push(missing(use, asked[use === "name" ? "name" : "groups"] ?? "", header));
    return found.length > 0 || isAsked;
  };
  const nameTitles =
    asked.name === undefined ? (source === undefined ? NAME_TITLES : [source.name]) : [titleOf(asked.name)];
  if (!take("name", nameTitles, asked.name !== undefined)) problems.push(askForName(header, titles, source));
  if (asked.group === undefined)
    take("groups", asked.groups === undefined ? GROUP_TITLES : [titleOf(asked.groups)], asked.groups !== undefined);
  for (const use of ["admin", "until", "pw"] as const) if (!uses.has(titles.indexOf(use))) take(use, [use], false);
  const columns = header.map((title, index) => ({ title: title.trim(), readAs: uses.get(index) ?? null }));
  const unread = columns.flatMap(({ title, readAs }, index) => {
    const isKnown =
      isPersonDetail(titles[index] ?? "") ||
      titles[index] === source?.name ||
      source?.isDetail(titles[index] ?? "", index) === true;
    const isEmpty = title === "" && rows.every((cells) => (cells[index] ?? "").trim() === "");
    return readAs !== null || isEmpty || isKnown ? [] : [index];
  });
  // The column that the question is about may be one of them.
  if (unread.length > 0 && problems.length === 0) {
    const likely = unread.find((index) => LIKE_GROUPS.test(titles[index] ?? "")) ?? unread[0] ?? 0;
    const sample = rows.find((cells) => (cells[likely] ?? "").trim() !== "")?.[likely]?.trim() ?? "";
    const isAnswered = asked.group !== undefined || asked.groups !== undefined;
    problems.push(
      notRead(
        unread.map((index) => header[index] ?? ""),
        { likely: header[likely]?.trim() ?? "", sample, isAnswered },
      ),
    );
  }
  const of = (use: ColumnUse) => columns.findIndex(({ readAs }) => readAs === use);
  const indexOf = { name: of("name"), groups: of("groups"), admin: of("admin"), until: of("until"), pw: of("pw") };
  return { columns, source, titles, separator, indexOf, problems };
}

function askForName(header: readonly string[], titles: readonly string[], source: TableSource | undefined): Diagnostic {
  const likely = header.filter((_, index) => LIKE_A_NAME.test(titles[index] ?? ""));
  // People sign in with their address more often than with a number.
  const best = likely.find((title) => /login|user|mail/i.test(title)) ?? likely[0];
  const from =
    source === undefined
      ? ""
      : ` This looks like a table from ${source.program}, which calls that column ${source.name}.`;
  return tableProblem("table-column-missing", {
    message: `Which column has the names that people sign in with? The columns are: ${listed(header)}.${from}`,
    hint:
      best === undefined
        ? "Add a header line at the top of the table, for example: name,groups"
        : `Say which one it is, for example: --name ${JSON.stringify(best.trim())} (in TypeScript: name).`,
  });
}

function missing(use: ColumnUse, title: string, header: readonly string[]): Diagnostic {
  return tableProblem("table-column-missing", {
    message: `The table has no column ${shown(title)}. The columns are: ${listed(header)}.`,
    hint: `Correct --${use} (in TypeScript: ${use}).`,
  });
}

function ambiguous(use: ColumnUse, titles: readonly string[]): Diagnostic {
  const isSame = new Set(titles.map(titleOf)).size === 1;
  return tableProblem("table-column-ambiguous", {
    message: isSame
      ? `${titles.length} columns are called ${shown(titles[0]?.trim())}.`
      : `Both ${titles.map((title) => shown(title.trim())).join(" and ")} could be the ${use === "name" ? "names that people sign in with" : "groups"}.`,
    hint: isSame
      ? "Rename all but one of them in the table."
      : `Say which one it is: --${use} ${JSON.stringify(titles[0]?.trim())} (in TypeScript: ${use}).`,
  });
}

/**
 * @param likely - The title of the column that looks most like one of groups.
 * @param isAnswered - True if the caller has already said where the groups are.
 */
function notRead(
  titles: readonly string[],
  { likely, sample, isAnswered }: { readonly likely: string; readonly sample: string; readonly isAnswered: boolean },
): Diagnostic {
  const [first = ""] = titles;
  const made = sample.replaceAll(/\s+/g, "-");
  const divided = made === sample ? "" : ` --divide ",", which makes ${made} of ${shown(sample)}`;
  const which = titles.length === 1 ? "it" : "one of them";
  return tableProblem("table-column-unread", {
    severity: "warning",
    message:
      titles.length === 1
        ? `The column ${shown(first.trim())} is not read.`
        : `These columns are not read: ${listed(titles)}.`,
    hint: isAnswered
      ? `No action is needed, unless ${which} has the groups: then use --groups ${JSON.stringify(likely)} instead (in TypeScript: groups).`
      : `If ${which} has the groups, use: --groups ${JSON.stringify(likely)}${divided} (in TypeScript: groups${divided === "" ? "" : " and divide"}).`,
  });
}

/** The first few texts, quoted, and how many more there are. */
export function listed(texts: readonly string[]): string {
  const rest = texts.length - MOST_NAMED;
  const named = texts.slice(0, MOST_NAMED).map((text) => shown(text.trim()));
  return named.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
