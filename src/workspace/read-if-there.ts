import { readFileSync } from "node:fs";

/** A file's text; undefined where there is none that we may read. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The file is optional: it is one of several places for a setting.
    return undefined;
  }
}
