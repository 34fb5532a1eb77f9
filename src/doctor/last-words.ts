import { sentence } from "../model/printable.ts";

/** Enough of a log to see why something ended. */
const SHOWN = 8;

/** The end of a log, each line on its own; nothing of it can write on the screen by itself. */
export function lastOf(log: readonly string[]): string {
  return log
    .slice(-SHOWN)
    .map((line) => `\n    ${sentence(line)}`)
    .join("");
}

/** The end of a log as a separate sentence; empty if there is none. */
export function lastWords(log: readonly string[]): string {
  return log.length === 0 ? "" : ` Last log lines:${lastOf(log)}`;
}
