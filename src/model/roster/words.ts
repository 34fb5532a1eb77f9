/**
 * The characters that separate words: space, tab, and the no-break and wide spaces found in pasted text.
 * Named one by one, because JavaScript's `\s` and Python's `split()` disagree, and both languages read this file.
 */
export const SPACES = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000";
const ANY_SPACE = new RegExp(`[${SPACES}]`, "u");

/** Characters that are invisible or change how others look: nobody has them in a name on purpose. */
const CONTROL =
  // oxlint-disable-next-line no-control-regex -- naming control characters is the point
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\p{Surrogate}/u;

const PLAIN = /^[\t\x20-\x7e]*$/;

/** A word with its position in the line, for edits that leave the rest of the line alone. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits a line into words, without the comment. */
export function wordsOf(line: string): readonly Word[] {
  const words: Word[] = [];
  for (let start = startAfter(line, 0); start !== -1;) {
    const end = endAfter(line, start);
    words.push({ text: line.slice(start, end), start, end });
    start = startAfter(line, end);
  }
  return words;
}

/** The words of a line as text, as in {@link wordsOf}; faster, for callers that need no positions. */
export function textsOf(line: string): readonly string[] {
  const texts: string[] = [];
  for (let start = startAfter(line, 0); start !== -1;) {
    const end = endAfter(line, start);
    texts.push(line.slice(start, end));
    start = startAfter(line, end);
  }
  return texts;
}

/** The first word of a line, as in {@link wordsOf}. */
export function firstWordOf(line: string): string | undefined {
  const start = startAfter(line, 0);
  return start === -1 ? undefined : line.slice(start, endAfter(line, start));
}

/** Where the next word starts; -1 if only a comment follows, or nothing. */
function startAfter(line: string, position: number): number {
  let start = position;
  while (start < line.length && isSpace(line.charCodeAt(start))) start += 1;
  return start === line.length || line[start] === "#" ? -1 : start;
}

function endAfter(line: string, start: number): number {
  let end = start + 1;
  while (end < line.length && !isSpace(line.charCodeAt(end))) end += 1;
  return end;
}

/** Whether {@link SPACES} contains a character. A regular expression would take most of the time of reading a long list. */
function isSpace(code: number): boolean {
  return code <= 0x20 ? code === 0x20 || code === 0x09 : code >= 0xa0 && ANY_SPACE.test(String.fromCharCode(code));
}

/** True if there is an invisible character; most lines are plain ASCII, which is a fast check. */
export function hasControl(text: string): boolean {
  return !PLAIN.test(text) && CONTROL.test(text);
}
