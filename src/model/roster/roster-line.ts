import { shown } from "../problem/diagnostic.ts";
import { foldName } from "../hub/fold-name.ts";
import { isGroupName } from "../hub/group-name.ts";
import type { LineProblem } from "./line-problem.ts";
import { lostBy } from "./lost-line.ts";
import { rosterAdvice, rosterProblem } from "./roster-problem.ts";
import { hasControl, textsOf, wordsOf } from "./words.ts";

/** The highest password number. */
export const HIGHEST_PW = 1_000_000;

/** What a person is in a group. */
export type Standing = "member" | "staff";

/** A person's place in a group. */
export interface Membership {
  /** The group's name, as written: upper and lower case matter in groups. */
  readonly group: string;
  /** Whether they are staff of the group, or a member. */
  readonly standing: Standing;
}

/** One line of a roster, read. */
export interface RosterLine {
  /** As JupyterHub folds it: lower case. */
  readonly name: string;
  readonly written: string;
  readonly admin: boolean;
  /** As written: a group may be repeated. */
  readonly groups: readonly Membership[];
  /** The last day of access, `YYYY-MM-DD`, or null. */
  readonly until: string | null;
  /** Which password: 1 until it was reset. */
  readonly pw: number;
  readonly problems: readonly LineProblem[];
}

export type { LineProblem } from "./line-problem.ts";

/**
 * Reads one line. Returns null for a blank line or a comment, and only a problem for a line that cannot be used.
 *
 * @param isCorrected - Whether that problem's hint is the corrected line, if there is one; by default, it is.
 */
export function readLine(line: string, isCorrected?: boolean): RosterLine | LineProblem | null {
  const words = textsOf(line);
  const written = words[0];
  if (written === undefined) return null;
  if (hasControl(withoutComment(line))) return controlProblem(line);
  const lost = lostBy(line, words, isCorrected);
  if (lost !== null) return lost;
  const reading: Reading = {
    name: foldName(written),
    written,
    admin: false,
    groups: [],
    until: null,
    pw: 1,
    problems: [],
  };
  for (let index = 1; index < words.length; index += 1) readWord(words[index] ?? "", reading);
  return reading;
}

function withoutComment(line: string): string {
  return line.includes("#") ? line.slice(0, wordsOf(line).at(-1)?.end) : line;
}

/** A line that is being read. */
type Reading = { -readonly [K in keyof RosterLine]: RosterLine[K] } & {
  groups: Membership[];
  problems: LineProblem[];
};

function readWord(word: string, line: Reading): void {
  if (word === "admin") line.admin = true;
  else if (word.includes("=")) readOption(word, line);
  else if (word.includes(":")) readStanding(word, line);
  else if (isGroupName(word)) line.groups.push({ group: word, standing: "member" });
  else line.problems.push(groupProblem(word));
}

function readOption(word: string, line: Reading): void {
  const key = word.slice(0, word.indexOf("="));
  const value = word.slice(key.length + 1);
  if (key === "until") {
    if (isDay(value)) line.until = earliest(line.until, value);
    else line.problems.push({ word, ...rosterProblem("roster-until-invalid", { value: shown(value) }) });
  } else if (key === "pw") {
    if (/^[1-9][0-9]{0,6}$/.test(value) && Number(value) <= HIGHEST_PW) line.pw = Math.max(line.pw, Number(value));
    else
      line.problems.push({
        word,
        ...rosterProblem("roster-pw-invalid", { value: shown(value), most: String(HIGHEST_PW) }),
      });
  } else {
    line.problems.push({ word, ...rosterProblem("roster-option-unknown", { option: shown(key) }) });
  }
}

function readStanding(word: string, line: Reading): void {
  const group = word.slice(0, word.indexOf(":"));
  const standing = word.slice(group.length + 1);
  if (standing !== "staff" && standing !== "member") {
    line.problems.push({ word, ...rosterProblem("roster-standing-unknown", { standing: shown(standing) }) });
  } else if (isGroupName(group)) line.groups.push({ group, standing });
  else line.problems.push(groupProblem(word, group));
}

/** The earlier of two last days; null means "forever". */
export function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function isDay(text: string): boolean {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (match === null || Number(match[1]) < 1970) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function controlProblem(line: string): LineProblem {
  return rosterProblem("roster-control-character", { line: shown(line) });
}

/** Reports that a word, or the group in it, is not a valid group name. */
export function groupProblem(word: string, group = word): LineProblem {
  const parts = word.split(/[,;|"'<>]+/).filter((part) => part !== "");
  const isWrittenWrong = parts.length > 0 && parts[0] !== word && parts.every(isGroupName);
  const advice = isWrittenWrong
    ? rosterAdvice("roster-group-invalid/advice-several", { groups: parts.join(" ") })
    : rosterAdvice("roster-group-invalid/advice-letters");
  return { word, ...rosterProblem("roster-group-invalid", { word: shown(group), advice }) };
}
