import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, program } from "../model/problem/problem.ts";
import { systemCode } from "./system-code.ts";

/** Turns the failure of a write into words about the place and the next step. */
export function writeProblem(path: string, error: unknown): HubwrightError {
  const code = systemCode(error);
  const cause = { cause: error };
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return HubwrightError.of(
      "workspace",
      `${path} cannot be written: ${code === "EROFS" ? "the disk is read-only" : "permission denied"}.`,
      "Use a directory of your own, or run the command as its owner.",
      cause,
    );
  }
  if (code === "ENOSPC" || code === "EDQUOT") {
    return HubwrightError.of(
      "disk-full",
      `${path} cannot be written: the disk is full.`,
      hint`Free some space (${program("df", "-h")} shows where), then run the command again; existing files are unchanged.`,
      cause,
    );
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    return HubwrightError.of(
      "workspace",
      `${path} cannot be written: there is a file where a directory should be.`,
      "Move that file away, then run the command again.",
      cause,
    );
  }
  const why = error instanceof Error ? error.message : String(error);
  return HubwrightError.of(
    "workspace",
    `${path} cannot be written: ${why}.`,
    "Fix that, then run the command again.",
    cause,
  );
}

/** Makes a write. @throws HubwrightError where it fails. */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw error instanceof HubwrightError ? error : writeProblem(path, error);
  }
}

/** Turns the failure of a read into words about the place and the next step. */
export function readProblem(
  path: string,
  error: unknown,
  next = "Run the command as the owner of that file.",
): HubwrightError {
  return HubwrightError.of("workspace", `${path} cannot be read: ${systemCode(error) ?? String(error)}.`, next, {
    cause: error,
  });
}
