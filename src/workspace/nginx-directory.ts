import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, hubwright, program } from "../model/problem/problem.ts";
import { isSigned, type NginxFile } from "../emit/web/nginx-files.ts";
import { writeProblem, writing } from "./file-problems.ts";
import { systemCode } from "./system-code.ts";
import { writeFileWhole } from "./write-file.ts";

/** Looks at nginx's directory before anything is made. @throws HubwrightError where it is not there, or is not ours to write. */
export function nginxLayout(directory: string): { readonly hasSitesEnabled: boolean } {
  if (!existsSync(join(directory, "nginx.conf")))
    throw HubwrightError.of(
      "program-missing",
      `There is no nginx.conf in ${directory}.`,
      hint`Install nginx (${program("sudo", "apt-get", "install", "nginx")}), or name its directory with --nginx-root.`,
    );
  try {
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw HubwrightError.of(
      "workspace",
      `${directory} cannot be written: nginx's configuration belongs to root.`,
      hint`Run the same command with sudo before it. Without root, ${hubwright("nginx")} prints the configuration for an administrator.`,
      { cause: error },
    );
  }
  return { hasSitesEnabled: existsSync(join(directory, "sites-enabled")) };
}

/** What {@link placeFiles} did, and how to take it back. */
export interface Placed {
  /** Absolute paths of what is new or different now. */
  readonly changed: readonly string[];
  /** Copies of what was there before. */
  readonly backups: readonly string[];
  undo(): void;
}

/** What is at a path: nothing, a text, or a link. */
type Entry = undefined | { readonly text: string } | { readonly target: string };

/**
 * Puts files where nginx reads them. What is right already is not touched; of what is replaced a copy is kept first,
 * where nginx does not read it.
 *
 * @param options - `overwrite`: replace what is not ours, or was edited. `now`: the date that the copies' directory is called by.
 * @throws HubwrightError naming what is not ours, before anything is written; or where it cannot be written, all taken back.
 */
export function placeFiles(
  directory: string,
  files: readonly NginxFile[],
  { overwrite, now }: { readonly overwrite: boolean; readonly now: Date },
): Placed {
  const stale = files
    .flatMap(entriesOf)
    .map(({ path, wanted }) => ({ path, wanted, before: entryAt(join(directory, path)) }))
    .filter(({ wanted, before }) => !isSame(wanted, before));
  const foreign = stale.filter(({ before }) => !isOurs(before)).map(({ path }) => join(directory, path));
  if (foreign.length > 0 && !overwrite)
    throw HubwrightError.of(
      "files-edited",
      `${foreign.join(", ")} ${foreign.length === 1 ? "is" : "are"} not as hubwright wrote it and would be lost.`,
      "Add --overwrite to replace what is there; a copy of it is kept.",
    );
  const copies = join(directory, "hubwright", "backup", now.toISOString().replaceAll(":", ""));
  const backups: string[] = [];
  const steps: (() => void)[] = [];
  const undo = () => {
    for (const step of steps.splice(0).toReversed()) step();
    // Only now, when each of them is back in its place.
    writing(copies, () => rmSync(copies, { recursive: true, force: true }));
  };
  try {
    for (const { path, wanted, before } of stale) {
      const full = join(directory, path);
      if (before !== undefined) {
        put(join(copies, path), "text" in before ? before : { target: resolve(dirname(full), before.target) });
        backups.push(join(copies, path));
      }
      steps.push(() => put(full, before));
      put(full, wanted);
    }
  } catch (error) {
    undo();
    throw error;
  }
  return { changed: stale.map(({ path }) => join(directory, path)), backups, undo };
}

function entriesOf({ path, text, link }: NginxFile): readonly { readonly path: string; readonly wanted: Entry }[] {
  const file = { path, wanted: { text } };
  return link === null ? [file] : [file, { path: link, wanted: { target: relative(dirname(link), path) } }];
}

function isSame(a: Entry, b: Entry): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A link with another target than ours is someone else's. */
function isOurs(entry: Entry): boolean {
  return entry === undefined || ("text" in entry && isSigned(entry.text));
}

function entryAt(path: string): Entry {
  try {
    return lstatSync(path).isSymbolicLink() ? { target: readlinkSync(path) } : { text: readFileSync(path, "utf8") };
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw writeProblem(path, error);
  }
}

function put(path: string, entry: Entry): void {
  writing(path, () => {
    // A text is written by renaming, so at no moment is there half of one.
    if (entry === undefined || "target" in entry) rmSync(path, { force: true });
    else if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) rmSync(path);
    if (entry === undefined) return;
    if ("text" in entry) return writeFileWhole(path, entry.text);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(entry.target, path);
  });
}
