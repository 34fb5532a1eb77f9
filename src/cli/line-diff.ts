import { diffArrays } from "diff";
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
  const groups: ChangedLine[][] = [];
  let [left, right] = [1, 1];
  let isChange = false;
  for (const { value, added, removed } of diffArrays(before.split("\n"), after.split("\n"))) {
    if (added || removed) {
      const lines = value.map((text, index): ChangedLine =>
        removed ? { sign: "-", line: left + index, text } : { sign: "+", line: right + index, text },
      );
      if (isChange) groups.at(-1)?.push(...lines);
      else groups.push(lines);
    }
    isChange = added || removed;
    if (!added) left += value.length;
    if (!removed) right += value.length;
  }
  return groups;
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
