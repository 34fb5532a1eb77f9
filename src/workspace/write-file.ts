import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { writing } from "./file-problems.ts";
import { systemCode } from "./system-code.ts";

/**
 * Writes a file whole or not at all: a reader, or a crash, sees the old content or the new one.
 * Owner and mode of a file that is there stay.
 *
 * @param options - `mode` and `group` of a new file.
 */
export function writeFileWhole(
  path: string,
  content: string | Uint8Array,
  options: { readonly mode?: number; readonly group?: number } = {},
): void {
  writing(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    const present = statSync(path, { throwIfNoEntry: false });
    const temporary = writeTemporary(path, content, present?.mode ?? options.mode ?? 0o644);
    try {
      if (present !== undefined) giveTo(temporary, present.uid, present.gid);
      else if (options.group !== undefined) giveTo(temporary, undefined, options.group);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/**
 * Writes a file that is not there yet. One that is there stays as it is, even if it appears at this very moment.
 *
 * @param options - `mode` and `group` of the file; `isLasting: false` for one that need not outlive a power cut.
 * @returns whether it was written.
 */
export function writeFileOnce(
  path: string,
  content: string,
  options: { readonly mode?: number; readonly group?: number; readonly isLasting?: boolean } = {},
): boolean {
  return writing(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = writeTemporary(path, content, options.mode ?? 0o644, options.isLasting ?? true);
    try {
      if (options.group !== undefined) giveTo(temporary, undefined, options.group);
      // A link fails where the name is taken, which a rename would not.
      linkSync(temporary, path);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

/** Makes a directory with exactly this mode, whatever the umask; one that is there stays as it is. */
export function makeDirectory(path: string, options: { readonly mode: number; readonly group?: number }): void {
  writing(path, () => {
    if (mkdirSync(path, { recursive: true }) === undefined) return;
    if (options.group !== undefined) giveTo(path, undefined, options.group);
    chmodSync(path, options.mode);
  });
}

function writeTemporary(path: string, content: string | Uint8Array, mode: number, isLasting = true): string {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const file = openSync(temporary, "wx", 0o600);
    try {
      writeFileSync(file, content);
      if (isLasting) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(temporary, mode & 0o7777);
    return temporary;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Only root may give a file away; for everybody else it stays their own, which is right too. */
function giveTo(path: string, user: number | undefined, group: number): void {
  const own = statSync(path);
  if (own.gid === group && (user === undefined || own.uid === user)) return;
  try {
    const { mode } = own;
    chownSync(path, user ?? own.uid, group);
    chmodSync(path, mode & 0o7777);
  } catch (error) {
    if (systemCode(error) !== "EPERM") throw error;
  }
}
