import type { LineProblem } from "./line-problem.ts";
import { rosterProblem } from "./roster-problem.ts";

const DIVIDERS = /[,;|"']+/;
/** The first column of a table of people. The word alone may be a person's name. */
const NAMES = new Set([
  "name",
  "username",
  "user_name",
  "user",
  "login",
  "email",
  "e-mail",
  "mail",
  "student",
  "person",
  "id",
]);
const MAY_BE = new RegExp(`^[|"']*(?:${[...NAMES].join("|")})(?:[,;|"']|$)`, "i");
/** Nobody has such a name; with the others, a second column decides. */
const ONLY_TITLES = new Set(["name", "username", "user_name"]);
const GROUPS = new Set(["group", "groups", "team", "teams", "section", "sections"]);
const OTHERS = new Set(["admin", "until", "pw", "role", "first", "last", "firstname", "lastname", "course", "grade"]);

/**
 * Whether a line is the header of a table: `name,groups,admin`, with any separator that spreadsheets use.
 *
 * With tabs, it would otherwise be read as a person called "name" who is an admin.
 */
export function headerProblem(words: readonly string[]): LineProblem | null {
  if (!MAY_BE.test(words[0] ?? "") && words[0] !== "|") return null;
  const titles = words.flatMap((word) => word.toLowerCase().split(DIVIDERS)).filter((title) => title !== "");
  const [first = "", ...rest] = titles;
  if (!NAMES.has(first) || rest.length === 0) return null;
  const isTitle = (title: string) => GROUPS.has(title) || OTHERS.has(title) || NAMES.has(title);
  if (!rest.every(isTitle) || !(ONLY_TITLES.has(first) || rest.some((title) => GROUPS.has(title)))) return null;
  return rosterProblem("roster-header");
}
