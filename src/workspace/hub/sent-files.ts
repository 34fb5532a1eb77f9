import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { systemCode } from "../system-code.ts";
import { readIfThere } from "../read-if-there.ts";
import { writeFileWhole } from "../write-file.ts";

/** Where a hub on another machine notes which lists of people it may have got from here. */
const FILE = ".hubwright/sent-lists";

/** The SHA-256 digests of the lists that the hub may have got from here: the last one, and the one that was under way. */
export function readSentLists(directory: string): readonly string[] {
  return (readIfThere(join(directory, FILE)) ?? "").split("\n").filter((line) => /^[0-9a-f]{64}$/.test(line));
}

/** Records them. A list is recorded next to the last one before it is sent, so that after a crash neither is mistaken for someone's edit. */
export function noteSentLists(directory: string, digests: readonly string[]): void {
  const text = `${[...new Set(digests)].join("\n")}\n`;
  if (readIfThere(join(directory, FILE)) !== text) writeFileWhole(join(directory, FILE), text, { mode: 0o600 });
}

/**
 * Reads a file of the hub's directory that is to be sent.
 *
 * @throws HubwrightError where it is missing or cannot be read.
 */
export function readFileToSend(directory: string, file: string): Buffer {
  const path = join(directory, file);
  try {
    return readFileSync(path);
  } catch (error) {
    throw HubwrightError.of(
      "workspace",
      `${path} cannot be read: ${systemCode(error) === "ENOENT" ? "it does not exist" : (systemCode(error) ?? String(error))}.`,
      "Restore it, or run the command as its owner.",
      { cause: error },
    );
  }
}

/** Those of some files that exist and can be read, by the last part of their path; if a required one is missing, the code that reads it says so. */
export function filesHere(directory: string, files: readonly string[]): ReadonlyMap<string, Buffer> {
  return new Map(
    files.flatMap((file): [string, Buffer][] => {
      try {
        return [[basename(file), readFileSync(join(directory, file))]];
      } catch {
        return [];
      }
    }),
  );
}
