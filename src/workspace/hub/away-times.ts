import { join } from "node:path";
import type { AwayCause, AwayTimes } from "../../plan/away.ts";
import { readIfThere } from "../read-if-there.ts";
import { writeFileWhole } from "../write-file.ts";

/** How many of each cause are kept. */
const KEPT = 5;

/** How long sign-in was away the last times; empty where nobody measured, or where the file cannot be read. */
export function readAwayTimes(directory: string): AwayTimes {
  try {
    const value: unknown = JSON.parse(readIfThere(pathIn(directory)) ?? "{}");
    return isAwayTimes(value) ? value : {};
  } catch {
    // It contains only measurements: the next one starts it over.
    return {};
  }
}

/** Keeps a measured time, in milliseconds. */
export function noteAwayTime(directory: string, cause: AwayCause, took: number): void {
  const before = readAwayTimes(directory);
  const times = { ...before, [cause]: [...(before[cause] ?? []), Math.round(took)].slice(-KEPT) };
  writeFileWhole(pathIn(directory), `${JSON.stringify(times)}\n`);
}

function pathIn(directory: string): string {
  return join(directory, ".hubwright", "away.json");
}

function isAwayTimes(value: unknown): value is AwayTimes {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((times) => Array.isArray(times) && times.every((time) => typeof time === "number"))
  );
}
