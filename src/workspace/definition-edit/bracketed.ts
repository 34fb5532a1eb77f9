import { lineEnd, lineStart, newlineOf, nextLine, type TextEdit } from "./text-edit.ts";

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Items between brackets with commas: an object or a list of TypeScript and JSON, or one of YAML in braces. */
export interface Bracketed {
  readonly text: string;
  /** After the opening bracket. */
  readonly open: number;
  /** At the closing bracket. */
  readonly close: number;
  readonly items: readonly Span[];
  /** Finds a comment that begins at a position; returns its end, or undefined if there is none. */
  readonly commentEnd: (text: string, position: number) => number | undefined;
}

/** How new items are written where the others do not show it. */
export interface Manner {
  /** What is inside of the brackets on one line: `{ a: 1 }` has a space. */
  readonly padding: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Whether there is a comma after the last of several lines. */
  readonly trailing: boolean;
}

/**
 * Inserts an item. Items on lines of their own get another line, others stay on their line.
 *
 * @param write - Writes the item; it gets the indentation of the new line, or nothing if it must be on one line.
 * @param after - The index of the item that it follows; without it, it becomes the last one.
 */
export function inserted(
  list: Bracketed,
  write: (indentation?: string) => string,
  manner: Manner,
  after = list.items.length - 1,
): readonly TextEdit[] {
  const { text } = list;
  const item = list.items[after];
  if (item === undefined) return intoEmpty(list, write, manner);
  const next = list.items[after + 1];
  const comma = commaAfter(list, item.end, next?.start ?? list.close);
  if (!startsLine(text, item) || (next !== undefined && !startsLine(text, next))) {
    if (comma === undefined) return [insert(item.end, `, ${write()}`)];
    return [insert(comma + 1, ` ${write()},`)];
  }
  const indentation = text.slice(lineStart(text, item.start), item.start);
  const line = `${newlineOf(text)}${indentation}${write(indentation)}`;
  const end = afterComments(list, (comma ?? item.end - 1) + 1);
  if (comma !== undefined) return [insert(end, `${line},`)];
  return end === item.end ? [insert(end, `,${line}`)] : [insert(item.end, ","), insert(end, line)];
}

function intoEmpty(
  { text, open, close }: Bracketed,
  write: (indentation?: string) => string,
  { padding, unit, trailing }: Manner,
): readonly TextEdit[] {
  const inner = text.slice(open, close);
  const start = lineStart(text, close);
  if (inner.trim() === "" && !inner.includes("\n"))
    return [{ start: open, end: close, text: padding + write() + padding }];
  const before = text.slice(start, close);
  if (start > open && before.trim() === "") {
    const indentation = before + unit;
    return [insert(start, `${indentation}${write(indentation)}${trailing ? "," : ""}${newlineOf(text)}`)];
  }
  return [insert(close, `${/\s$/.test(inner) ? "" : " "}${write()}${padding}`)];
}

/** Removes an item with its comma; comments stay. What `inserted` has added, it removes to the byte. */
export function removed(list: Bracketed, index: number): readonly TextEdit[] {
  const { text, items, open, close } = list;
  const item = items[index];
  if (item === undefined) return [];
  const previous = items[index - 1];
  const next = items[index + 1];
  const comma = commaAfter(list, item.end, next?.start ?? close);
  const end = (comma ?? item.end - 1) + 1;
  // Without this comma nothing would follow the one before, which JSON does not allow.
  const earlier =
    next === undefined && comma === undefined && previous !== undefined
      ? commaAfter(list, previous.end, item.start)
      : undefined;
  const withoutEarlier = earlier === undefined ? [] : [{ start: earlier, end: earlier + 1, text: "" }];
  if (items.length === 1 && !hasComment(list, open, item.start) && !hasComment(list, item.end, close))
    return [{ start: open, end: close, text: "" }];
  if (comma !== undefined && hasComment(list, item.end, comma))
    return [
      { start: item.start, end: item.end, text: "" },
      { start: comma, end, text: "" },
    ];
  if (startsLine(text, item)) {
    const rest = text.slice(end, lineEnd(text, end));
    if (rest.trim() === "")
      return [...withoutEarlier, { start: lineStart(text, item.start), end: nextLine(text, end), text: "" }];
    const isClosed = next === undefined && text.slice(end, close).trim() === "" && lineEnd(text, end) >= close;
    const newline = lineStart(text, item.start) - 1;
    const from = text[newline - 1] === "\r" ? newline - 1 : newline;
    if (isClosed && previous !== undefined && !hasLineComment(list, previous.end, from))
      return [...withoutEarlier, { start: Math.max(from, previous.end), end, text: "" }].filter(
        ({ start, end: to }) => start < to,
      );
  } else if (previous !== undefined && next === undefined) {
    const first = commaAfter(list, previous.end, item.start) ?? previous.end;
    if (!hasComment(list, first, item.start))
      return [comma === undefined ? { start: first, end, text: "" } : { start: first + 1, end, text: "" }];
  }
  if (next !== undefined && !startsLine(text, next) && !hasComment(list, item.end, next.start))
    return [{ start: item.start, end: next.start, text: "" }];
  const spaces = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  return [...withoutEarlier, { start: item.start, end: end + spaces, text: "" }];
}

/** Whether there is a comment anywhere between two positions that are not inside of an item. */
export function hasComment({ text, commentEnd }: Bracketed, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (commentEnd(text, at) !== undefined) return true;
  return false;
}

/** Whether the rest of a line between two positions is a comment. */
function hasLineComment({ text, commentEnd }: Bracketed, from: number, to: number): boolean {
  for (let at = from; at < to;) {
    const end = commentEnd(text, at);
    if (end !== undefined && !text.startsWith("/*", at)) return true;
    at = end ?? at + 1;
  }
  return false;
}

/** The comma after an item, before a position. */
function commaAfter({ text, commentEnd }: Bracketed, from: number, to: number): number | undefined {
  for (let at = from; at < to;) {
    const end = commentEnd(text, at);
    if (end !== undefined) at = end;
    else if (text[at] === ",") return at;
    else at += 1;
  }
  return undefined;
}

/** The end of the comments that follow on the same line, or of that line if nothing else does. */
function afterComments({ text, commentEnd }: Bracketed, from: number): number {
  let end = from;
  for (;;) {
    const start = end + (/^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0);
    const comment = commentEnd(text, start);
    if (comment === undefined || text.slice(start, comment).includes("\n"))
      return start === lineEnd(text, end) ? start : end;
    end = comment;
  }
}

function startsLine(text: string, { start }: Span): boolean {
  const before = text.slice(lineStart(text, start), start);
  return before.trim() === "" && start - before.length > 0;
}

function insert(position: number, text: string): TextEdit {
  return { start: position, end: position, text };
}

/** Comments of TypeScript. */
export function slashComment(text: string, position: number): number | undefined {
  if (text.startsWith("//", position)) return lineEnd(text, position);
  if (!text.startsWith("/*", position)) return undefined;
  const end = text.indexOf("*/", position + 2);
  return end === -1 ? text.length : end + 2;
}

/** Comments of YAML. */
export function hashComment(text: string, position: number): number | undefined {
  if (text[position] !== "#" || !/\s/.test(text[position - 1] ?? "\n")) return undefined;
  return lineEnd(text, position);
}
