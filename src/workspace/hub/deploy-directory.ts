import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import type { Files } from "../../deployment/deployment.ts";
import { readProblem, writing } from "../file-problems.ts";
import { systemCode } from "../system-code.ts";
import { writeFileWhole } from "../write-file.ts";

/** Where the generated files go, below the definition. */
export const DEPLOY = "deploy";
/** What generated files looked like when they were written, so that a person's edit is noticed. */
const MANIFEST = ".generated.json";

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
  const written = readManifest(deploy);
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

/**
 * Writes the generated files. What is right already is not touched, so modification times stay true.
 *
 * @param options - `overwrite`: replace files that someone edited, keeping each as `<file>.edited`.
 * @throws HubwrightError naming the edited files, before anything is written.
 */
export function writeDeploy(
  directory: string,
  files: Files,
  options: { readonly overwrite: boolean },
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
  const written = readManifest(deploy);
  for (const path of difference.left) {
    const file = join(deploy, path);
    if (written[path] === digestOf(readText(file) ?? "")) writing(file, () => rmSync(file, { force: true }));
  }
  const manifest = `${JSON.stringify(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, digestOf(text)])), null, 2)}\n`;
  if (readText(join(deploy, MANIFEST)) !== manifest) writeFileWhole(join(deploy, MANIFEST), manifest);
  return difference;
}

function readManifest(deploy: string): { readonly [path: string]: string } {
  const text = readText(join(deploy, MANIFEST));
  if (text === undefined) return {};
  try {
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null
      ? Object.fromEntries(
          Object.entries(manifest).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
        )
      : {};
  } catch {
    // Cut off halfway by a full disk: then every file counts as edited, and none is overwritten unasked.
    return {};
  }
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
