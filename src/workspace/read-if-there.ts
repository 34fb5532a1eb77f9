import { readFileSync } from "node:fs";

/** A file's text; undefined where there is none that we may read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Nobody asked for this file: it is one of several places where something may be said.
    return undefined;
  }
}
