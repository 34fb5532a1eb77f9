import { visible } from "../model/printable.ts";
import type { Terminal } from "./terminal.ts";

/** A line that is only in one of two texts. */
export interface ChangedLine {
  readonly sign: "+" | "-";
  /** Counted from 1, in the text that has it. */
  readonly line: number;
  readonly text: string;
}

/** The lines in which two texts differ, in groups that belong together. */
export function changedLines(before: string, after: string): readonly (readonly ChangedLine[])[] {
  const old = before.split("\n");
  const now = after.split("\n");
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const groups: ChangedLine[][] = [];
  let group: ChangedLine[] = [];
  let [left, right] = [start, start];
  for (const same of [
    ...commonLines(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    undefined,
  ]) {
    const [toLeft, toRight] =
      same === undefined ? [old.length - end, now.length - end] : [start + same[0], start + same[1]];
    for (; left < toLeft; left += 1) group.push({ sign: "-", line: left + 1, text: old[left] ?? "" });
    for (; right < toRight; right += 1) group.push({ sign: "+", line: right + 1, text: now[right] ?? "" });
    if (group.length > 0) groups.push(group);
    group = [];
    left += 1;
    right += 1;
  }
  return groups;
}

/** Which lines of two lists stay: their longest common subsequence, as pairs of indexes. */
function commonLines(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1)
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const line = lengths[row];
      if (line === undefined) continue;
      line[column] =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  const pairs: [number, number][] = [];
  for (let row = 0, column = 0; row < old.length && column < now.length;) {
    if (old[row] === now[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** Formats the difference of a file for a terminal: where each group begins, then its lines. */
export function formatDiff(
  file: string,
  { before, after }: { readonly before: string; readonly after: string },
  style: Terminal["style"],
): string {
  return changedLines(before, after)
    .map((group) => {
      const lines = group.map(({ sign, text }) =>
        style(sign === "-" ? "red" : "green", `${sign} ${visible(text.replace(/\r$/, ""))}`),
      );
      return [`${file}:${group[0]?.line}`, ...lines].join("\n");
    })
    .join("\n");
}
