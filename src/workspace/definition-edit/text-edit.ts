/** Replaces part of a text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies edits that do not overlap; all positions are those of the original text. Everything else stays, byte by byte. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, edit) => rest.slice(0, edit.start) + edit.text + rest.slice(edit.end), text);
}

/** The line and column of a position, both counted from 1. */
export function placeOf(text: string, position: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, position).split(/\r\n|\r|\n/);
  const column = [...(before.at(-1) ?? "").replace("\uFEFF", "")].length + 1;
  return { line: before.length, column };
}

/** The text's own line ending. */
export function newlineOf(text: string): string {
  const windows = text.split("\r\n").length - 1;
  return windows > 0 && windows * 2 >= text.split("\n").length - 1 ? "\r\n" : "\n";
}

/** Where the line of a position begins. */
export function lineStart(text: string, position: number): number {
  return text.lastIndexOf("\n", position - 1) + 1;
}

/** Where the line of a position ends, before its line ending. */
export function lineEnd(text: string, position: number): number {
  const end = text.indexOf("\n", position);
  if (end === -1) return text.length;
  return end > position && text[end - 1] === "\r" ? end - 1 : end;
}

/** Where the line after the one of a position begins; the end of the text if there is none. */
export function nextLine(text: string, position: number): number {
  const end = text.indexOf("\n", position);
  return end === -1 ? text.length : end + 1;
}
