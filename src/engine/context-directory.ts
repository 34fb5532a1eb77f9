import { createHash, type Hash } from "node:crypto";
import { closeSync, type Dirent, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import dockerignore from "@balena/dockerignore";
import tarFs from "tar-fs";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { nodeStream, OF_NOBODY } from "./archive.ts";

/** Sending a context larger than this takes noticeably long. */
const LARGE = 200 * 2 ** 20;

/** A directory of a person's own, to be built as it is. */
export interface DirectoryContext {
  /** The same for the same contents, regardless of who checked them out and when. 64 hexadecimal characters. */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  /** What a person should know, for example that it is very large. */
  readonly warnings: readonly string[];
  /** The tar; each call reads the directory again. */
  archive(): Readable;
}

/**
 * Reads a build directory as `docker build` does: .dockerignore is honoured, links are sent as links and never followed.
 *
 * @throws HubwrightError where there is no such directory, or it cannot be read.
 */
export function contextFromDirectory(directory: string): DirectoryContext {
  const entries = reading(directory, () => entriesOf(directory));
  const size = entries.reduce((sum, entry) => sum + entry.size, 0);
  return {
    digest: reading(directory, () => digestOf(directory, entries)),
    size,
    warnings: size < LARGE ? [] : [largeWarning(directory, size)],
    archive: () => archiveOf(directory, entries),
  };
}

function largeWarning(directory: string, size: number): string {
  const advice = `List in ${join(directory, ".dockerignore")} what the build does not need.`;
  return `${directory} contains ${Math.round(size / 2 ** 20)} MiB, all of which are sent to Docker. ${advice}`;
}

function reading<T>(directory: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== "EACCES" && statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
      const next = "Create it with a Dockerfile in it, or correct notebook.dockerfile in hub.ts.";
      throw HubwrightError.of("workspace", `There is no directory ${directory} to build.`, next, { cause: error });
    }
    const next = `Make it readable for your account, or list it in ${join(directory, ".dockerignore")}.`;
    throw HubwrightError.of("workspace", `The directory ${directory} cannot be read: ${message}.`, next, {
      cause: error,
    });
  }
}

interface Entry {
  readonly name: string;
  readonly type: "file" | "directory" | "link";
  readonly mode: number;
  readonly size: number;
}

function entriesOf(directory: string): readonly Entry[] {
  const ignored = ignoredIn(directory);
  const found: Entry[] = [];
  walk("");
  return found;

  function walk(parent: string): void {
    const items = readdirSync(join(directory, parent), { withFileTypes: true });
    for (const item of items.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = parent === "" ? item.name : `${parent}/${item.name}`;
      const verdict = ignored(name);
      if (verdict === "sent") found.push(...entryOf(directory, name, item));
      if (item.isDirectory() && verdict !== "ignored with all below") walk(name);
    }
  }
}

/** Sockets and pipes are left out, as Docker does. */
function entryOf(directory: string, name: string, item: Dirent): readonly Entry[] {
  if (item.isDirectory()) return [{ name, type: "directory", mode: 0o755, size: 0 }];
  if (item.isSymbolicLink()) return [{ name, type: "link", mode: 0o777, size: 0 }];
  if (!item.isFile()) return [];
  const { mode, size } = statSync(join(directory, name));
  return [{ name, type: "file", mode: modeOf(mode), size }];
}

/** Only whether a file can be run matters to a build: the rest depends on the umask of the person who checked it out. */
function modeOf(mode: number): number {
  return (mode & 0o111) === 0 ? 0o644 : 0o755;
}

/** The package's types speak of a default export, and what Node gets is the function itself. */
const newMatcher = dockerignore as unknown as typeof dockerignore.default;

type Verdict = "sent" | "ignored" | "ignored with all below";

/** Docker sends .dockerignore and the Dockerfile whatever the former says. */
function ignoredIn(directory: string): (name: string) => Verdict {
  const rules = readIgnoreFile(join(directory, ".dockerignore"));
  if (rules === undefined) return () => "sent";
  const matcher = newMatcher().add(rules);
  // "!data/names.csv" after "data" still includes something from an ignored directory.
  const ignored = /^\s*!/m.test(rules) ? "ignored" : "ignored with all below";
  return (name) => (name !== ".dockerignore" && name !== "Dockerfile" && matcher.ignores(name) ? ignored : "sent");
}

function readIgnoreFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function digestOf(directory: string, entries: readonly Entry[]): string {
  const hash = createHash("sha256");
  for (const { name, type, mode, size } of entries) {
    const path = join(directory, name);
    hash.update(`${type}\0${name}\0${mode.toString(8)}\0${size}\0`);
    if (type === "file") addContent(hash, path);
    if (type === "link") hash.update(`${readlinkSync(path)}\0`);
  }
  return hash.digest("hex");
}

/** Piece by piece: a data set in a build directory may be larger than memory. */
function addContent(hash: Hash, path: string): void {
  const piece = Buffer.allocUnsafe(2 ** 20);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
}

function archiveOf(directory: string, entries: readonly Entry[]): Readable {
  const modes = new Map(entries.map(({ name, mode }) => [name, mode]));
  const pack = tarFs.pack(directory, {
    entries: [...modes.keys()],
    // tar-fs would add by itself what is below a directory.
    ignore: () => true,
    map: (header) => ({ ...header, ...OF_NOBODY, mode: modes.get(header.name) ?? header.mode }),
  });
  return nodeStream(pack);
}
