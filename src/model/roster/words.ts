/**
 * The characters that separate words: space, tab, and the no-break and wide spaces found in pasted text.
 * Named one by one, because JavaScript's `\s` and Python's `split()` disagree, and both languages read this file.
 */
export const SPACES = "\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000";
const WORD = new RegExp(`[^${SPACES}]+`, "gu");
const FIRST_WORD = new RegExp(`[^${SPACES}]+`, "u");

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
  for (const match of line.matchAll(WORD)) {
    if (match[0].startsWith("#")) break;
    words.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  }
  return words;
}

/** The first word of a line, as in {@link wordsOf}; faster, for callers that need no others. */
export function firstWordOf(line: string): string | undefined {
  const word = FIRST_WORD.exec(line)?.[0];
  return word?.startsWith("#") === true ? undefined : word;
}

/** True if there is an invisible character; most lines are plain ASCII, which is a fast check. */
export function hasControl(text: string): boolean {
  return !PLAIN.test(text) && CONTROL.test(text);
}
