import { HubwrightError } from "../problem/hubwright-error.ts";
import { type Diagnostic, shown } from "../problem/diagnostic.ts";
import { isGroupName } from "../hub/group-name.ts";
import { groupProblem, type LineProblem, readLine } from "./roster-line.ts";
import { rosterProblem } from "./roster-problem.ts";
import { SPACES, wordsOf } from "./words.ts";

const MARK = "\ufeff";
/** Other problems with a name get a message of their own, which fits a name without a line. */
const SAYS_WHY: ReadonlySet<LineProblem["code"]> = new Set(["roster-line-malformed", "roster-letters-lost"]);
const LAST_SPACES = new RegExp(`[${SPACES}]+$`, "u");

/** The lines of a roster as both languages split it: at line feeds, without a byte order mark or carriage returns. */
export function linesOf(text: string): readonly string[] {
  return divided(text).lines.map(bare);
}

/** The byte order mark and the lines with their carriage returns: {@link joined} turns them back into text. */
export function divided(text: string): { readonly mark: string; readonly lines: string[] } {
  const mark = text.startsWith(MARK) ? MARK : "";
  return { mark, lines: text.slice(mark.length).split("\n") };
}

/** Joins lines into text. */
export function joined(mark: string, lines: readonly string[]): string {
  const text = lines.join("\n");
  // A line that is unreadable because of a byte order mark must not become the first one, where the mark has no effect.
  return (text.startsWith(MARK) ? MARK : mark) + text;
}

/** A line without its carriage return. */
export function bare(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** Replaces words after the name, or removes those that become null; comments and spaces stay. */
export function replaceWords(line: string, replace: (word: string) => string | null): string {
  let result = line;
  for (const { text, start, end } of wordsOf(bare(line)).slice(1).toReversed()) {
    const next = replace(text);
    if (next === text) continue;
    const before = result.slice(0, start);
    result = next === null ? before.replace(LAST_SPACES, "") + result.slice(end) : before + next + result.slice(end);
  }
  return result;
}

/** Adds words to a line, before a comment. */
export function appendWords(line: string, words: readonly string[]): string {
  const end = wordsOf(bare(line)).at(-1)?.end ?? 0;
  return line.slice(0, end) + words.map((word) => ` ${word}`).join("") + line.slice(end);
}

/** @throws HubwrightError for names that no group can have, including `admin` and options, which would do something else. */
export function requireGroup(group: string): void {
  if (!isGroupName(group)) refuse([groupProblem(group)]);
}

/** What is wrong with a person's name, or undefined. A line feed in a name would start a line for another person. */
export function nameProblem(name: string): LineProblem | undefined {
  const read = readLine(name);
  if (read !== null && !("code" in read) && read.written === name && !name.includes("\n")) return undefined;
  if (read !== null && "code" in read && SAYS_WHY.has(read.code)) return { ...read, word: name };
  return { word: name, ...rosterProblem("roster-name-invalid/in-a-field", { word: shown(name) }) };
}

/** What is wrong with a word after a name; undefined for a good one. */
export function wordProblem(word: string): LineProblem | undefined {
  const line = `x ${word}`;
  const read = readLine(line);
  if (read === null || "code" in read || wordsOf(line)[1]?.text !== word) return groupProblem(word);
  return read.problems[0];
}

/** Throws the problems, if there are any. */
export function refuse(problems: LineProblem | readonly LineProblem[]): void {
  const diagnostics = [problems].flat().map((problem): Diagnostic => ({ severity: "error", at: [], ...problem }));
  if (diagnostics.length > 0) throw new HubwrightError(diagnostics);
}
