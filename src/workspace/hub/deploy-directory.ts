import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import type { Files, Origin } from "../../deployment/deployment.ts";
import { readProblem, writing } from "../file-problems.ts";
import { systemCode } from "../system-code.ts";
import { writeFileWhole } from "../write-file.ts";

/** Where the generated files go, below the definition. */
export const DEPLOY = "deploy";
/**
 * The digest of each generated file when it was written, by its path, so that a person's edit is noticed.
 * The entry with the manifest's own name is the origin of the files. It is not a string, so earlier versions ignore it.
 */
const MANIFEST = ".generated.json";
const SOURCES: readonly (keyof Origin)[] = ["definition", "id", "hubwright"];

/** The manifest as it was read. */
interface Manifest {
  readonly written: { readonly [path: string]: string };
  /** Undefined if it is from an earlier version. */
  readonly origin: Origin | undefined;
}

/** How the directory differs from what the definition generates now. */
export interface DeployDifference {
  /** Not there, or made from an earlier definition. */
  readonly stale: readonly string[];
  /** Those of them that are not there. */
  readonly missing: readonly string[];
  /** Changed by someone since they were written. */
  readonly edited: readonly string[];
  /** Written once, and no longer part of the deployment. */
  readonly left: readonly string[];
}

/** Compares the directory with the files that belong there. */
export function compareDeploy(directory: string, files: Files): DeployDifference {
  const deploy = join(directory, DEPLOY);
  const { written } = readManifest(deploy);
  const stale: string[] = [];
  const missing: string[] = [];
  const edited: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const present = readText(join(deploy, path));
    if (present === text) continue;
    if (present === undefined) missing.push(path);
    // A file that we have no record of writing is someone else's.
    const isOurs = present === undefined || written[path] === digestOf(present);
    (isOurs ? stale : edited).push(path);
  }
  const left = Object.keys(written).filter((path) => !(path in files) && readText(join(deploy, path)) !== undefined);
  return { stale, missing, edited, left };
}

/** Which origins of the generated files have changed since they were written; empty if that is not known. */
export function changedOrigin(directory: string, origin: Origin): readonly (keyof Origin)[] {
  const { origin: earlier } = readManifest(join(directory, DEPLOY));
  return earlier === undefined ? [] : SOURCES.filter((source) => origin[source] !== earlier[source]);
}

/**
 * Writes the generated files. What is right already is not touched, so modification times stay true.
 *
 * @param options - `overwrite`: replace files that someone edited, keeping each as `<file>.edited`.
 * @throws HubwrightError naming the edited files, before anything is written.
 */
export function writeGenerated(
  directory: string,
  files: Files,
  options: { readonly overwrite: boolean; readonly origin: Origin },
): DeployDifference {
  const deploy = join(directory, DEPLOY);
  const difference = compareDeploy(directory, files);
  if (difference.edited.length > 0 && !options.overwrite) {
    const list = difference.edited.map((path) => `${DEPLOY}/${path}`).join(", ");
    throw HubwrightError.of(
      "files-edited",
      `${list} ${difference.edited.length === 1 ? "was" : "were"} edited by hand, and the changes would be lost.`,
      hint`Move the change to hub.ts (traits, extraConfig, notebook.dockerfile); or run: ${hubwright("generate", "--overwrite")}, which keeps your version as .edited`,
    );
  }
  for (const path of difference.edited)
    writeFileWhole(join(deploy, `${path}.edited`), readText(join(deploy, path)) ?? "");
  for (const path of [...difference.stale, ...difference.edited]) writeFileWhole(join(deploy, path), files[path] ?? "");
  const { written } = readManifest(deploy);
  for (const path of difference.left) {
    const file = join(deploy, path);
    if (written[path] === digestOf(readText(file) ?? "")) writing(file, () => rmSync(file, { force: true }));
  }
  const digests = Object.entries(files).map(([path, text]) => [path, digestOf(text)] as const);
  const manifest = `${JSON.stringify({ ...Object.fromEntries(digests), [MANIFEST]: options.origin }, null, 2)}\n`;
  if (readText(join(deploy, MANIFEST)) !== manifest) writeFileWhole(join(deploy, MANIFEST), manifest);
  return difference;
}

function readManifest(deploy: string): Manifest {
  const manifest = parseManifest(readText(join(deploy, MANIFEST)) ?? "{}");
  const written = Object.entries(manifest).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const origin = manifest[MANIFEST];
  return { written: Object.fromEntries(written), origin: isOrigin(origin) ? origin : undefined };
}

function parseManifest(text: string): { readonly [path: string]: unknown } {
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null ? { ...manifest } : {};
  } catch {
    // Cut off halfway by a full disk: then every file counts as edited, and none is overwritten unasked.
    return {};
  }
}

function isOrigin(value: unknown): value is Origin {
  if (typeof value !== "object" || value === null) return false;
  const digests: { readonly [source: string]: unknown } = { ...value };
  return SOURCES.every((source) => typeof digests[source] === "string");
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw readProblem(path, error, "Run the command as the owner of that directory.");
  }
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
