import { type Diagnostic, HubwrightError, shown } from "./diagnostic.ts";
import { foldName } from "./fold-name.ts";
import { isGroupName } from "./group-name.ts";
import { groupProblem, type LineProblem, readLine } from "./roster-line.ts";
import { SPACES, wordsOf } from "./words.ts";

const MARK = "\ufeff";
/** What else is wrong with a name is said in words of their own, which fit a name that stands alone. */
const SAYS_WHY: ReadonlySet<LineProblem["code"]> = new Set(["roster-line-malformed", "roster-letters-lost"]);
const LAST_SPACES = new RegExp(`[${SPACES}]+$`, "u");

/** The lines of a roster as both languages divide it: at line feeds, without a byte order mark or carriage returns. */
export function linesOf(text: string): readonly string[] {
  return divided(text).lines.map(bare);
}

/** Adds words to the first line of a person that can be read, or a line for a person who has none. */
export function addWords(text: string, name: string, words: readonly string[]): string {
  refuse(words.flatMap((word) => wordProblem(word) ?? []));
  const { mark, lines } = divided(text);
  const index = lines.findIndex((line) => isLineOf(line, name) && isReadable(line));
  if (index === -1) return mark + withLine(lines.join("\n"), [name, ...words]);
  const line = lines[index] ?? "";
  const present = wordsOf(bare(line));
  const added = words.filter((word) => !present.slice(1).some(({ text: known }) => known === word));
  const end = present.at(-1)?.end ?? 0;
  lines[index] = line.slice(0, end) + [...new Set(added)].map((word) => ` ${word}`).join("") + line.slice(end);
  return mark + lines.join("\n");
}

/** Removes some words from every line of a person. */
export function removeWords(text: string, name: string, isRemoved: (word: string) => boolean): string {
  return mapLines(text, (line) =>
    isLineOf(line, name) ? replaceWords(line, (word) => (isRemoved(word) ? null : word)) : line,
  );
}

/** Removes every line of a person, comments at their end included. */
export function removePerson(text: string, name: string): string {
  const { mark, lines } = divided(text);
  const rest = lines.filter((line) => !isLineOf(line, name)).join("\n");
  // A line that a mark makes unreadable must not become the first one, where a mark means nothing.
  return (rest.startsWith(MARK) ? MARK : mark) + rest;
}

/** Gives the lines of a person another name; what stands behind it stays. */
export function renamePerson(text: string, from: string, to: string): string {
  refuse(nameProblem(to) ?? []);
  return mapLines(text, (line) => {
    const first = wordsOf(bare(line))[0];
    return first !== undefined && isLineOf(line, from) ? line.slice(0, first.start) + to + line.slice(first.end) : line;
  });
}

/** Gives a group another name, whatever standing people have in it. */
export function renameGroup(text: string, from: string, to: string): string {
  requireGroup(to);
  const renamed = (word: string) =>
    word === from || word.startsWith(`${from}:`) ? to + word.slice(from.length) : word;
  return mapLines(text, (line) => replaceWords(line, renamed));
}

/** Puts a prefix before the name of every group. */
export function prefixGroups(text: string, prefix: string): string {
  requireGroup(`${prefix}x`);
  const isGroup = (word: string) => isGroupName(word.split(":")[0] ?? "") && !word.includes("=");
  return mapLines(text, (line) => replaceWords(line, (word) => (isGroup(word) ? prefix + word : word)));
}

/** @throws HubwrightError for what no group can be called: `admin` and options among it, which would do something else. */
export function requireGroup(group: string): void {
  if (!isGroupName(group)) refuse([groupProblem(group)]);
}

/** What is wrong with a person's name, or undefined. A line feed in one would begin a line for somebody else. */
export function nameProblem(name: string): LineProblem | undefined {
  const read = readLine(name);
  if (read !== null && !("code" in read) && read.written === name && !name.includes("\n")) return undefined;
  if (read !== null && "code" in read && SAYS_WHY.has(read.code)) return { ...read, word: name };
  return {
    code: "roster-name-invalid",
    word: name,
    message: `${shown(name)} cannot be a person's name.`,
    hint: `Use a name without spaces, invisible characters and "/" that does not begin with "#".`,
  };
}

/** What is wrong with a word, were it to stand behind a name; undefined for a good one. */
export function wordProblem(word: string): LineProblem | undefined {
  const line = `x ${word}`;
  const read = readLine(line);
  if (read === null || "code" in read || wordsOf(line)[1]?.text !== word) return groupProblem(word);
  return read.problems[0];
}

/** Writes a person as a line, behind what is there. */
function withLine(text: string, words: readonly string[]): string {
  refuse(nameProblem(words[0] ?? "") ?? []);
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  // The last line may lack all of its end, or the half of it.
  const missing = text === "" || text.endsWith("\n") ? "" : text.endsWith("\r") ? "\n" : ending;
  return `${text}${missing}${words.join(" ")}${ending}`;
}

function refuse(problems: LineProblem | readonly LineProblem[]): void {
  const diagnostics = [problems].flat().map((problem): Diagnostic => ({ severity: "error", at: [], ...problem }));
  if (diagnostics.length > 0) throw new HubwrightError(diagnostics);
}

function isLineOf(line: string, name: string): boolean {
  const first = wordsOf(bare(line))[0];
  return first !== undefined && foldName(first.text) === foldName(name);
}

function isReadable(line: string): boolean {
  const read = readLine(bare(line));
  return read !== null && !("code" in read);
}

function replaceWords(line: string, replace: (word: string) => string | null): string {
  let result = line;
  for (const { text, start, end } of wordsOf(bare(line)).slice(1).toReversed()) {
    const next = replace(text);
    if (next === text) continue;
    const before = result.slice(0, start);
    result = next === null ? before.replace(LAST_SPACES, "") + result.slice(end) : before + next + result.slice(end);
  }
  return result;
}

function mapLines(text: string, change: (line: string) => string): string {
  const { mark, lines } = divided(text);
  return mark + lines.map(change).join("\n");
}

/** The byte order mark and the lines, their carriage returns included: together again they are the text. */
function divided(text: string): { mark: string; lines: string[] } {
  const mark = text.startsWith(MARK) ? MARK : "";
  return { mark, lines: text.slice(mark.length).split("\n") };
}

function bare(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
