// Builds dist/: the library, the command line as one bundle, the JSON schema. With --if-stale, only if a source changed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { embedHubPackage } from "./embed-hub-package.mjs";
import { isMain } from "./is-main.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".built-from");
const PARTS = ["lib", "bin", "hub.schema.json"];
const SOURCES = ["src", "scripts", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];

/** Builds everything, or nothing when `ifStale` and no source changed. */
export async function build({ ifStale = false } = {}) {
  embedHubPackage();
  const sources = digestOf(SOURCES);
  if (ifStale && PARTS.every((part) => existsSync(join(DIST, part))) && read(STAMP) === sources) return;
  // Loaded here, because they take half a second and usually nothing needs to be built.
  const [{ bundleCommand, bundleLibrary }, { writeSchema }] = await Promise.all([
    import("./bundle.mjs"),
    import("./schema.mjs"),
  ]);
  // Built next to the old files and then swapped, so that a hubwright that is running in the meantime finds its files.
  const fresh = join(DIST, `.new-${process.pid}`);
  const stale = join(DIST, `.old-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  mkdirSync(stale);
  try {
    declareLibrary(join(fresh, "lib"));
    await bundleLibrary(join(fresh, "lib"));
    await bundleCommand(join(fresh, "bin"));
    await writeSchema(join(fresh, "hub.schema.json"));
    rmSync(STAMP, { force: true });
    for (const part of PARTS) {
      if (existsSync(join(DIST, part))) renameSync(join(DIST, part), join(stale, part));
      renameSync(join(fresh, part), join(DIST, part));
    }
    writeFileSync(STAMP, sources);
  } finally {
    for (const directory of [fresh, stale]) rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes the types of the library. @param {string} directory */
function declareLibrary(directory) {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", join(ROOT, "tsconfig.build.json"), "--emitDeclarationOnly", "--outDir", directory];
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error("The library does not compile.");
}

/** @param {readonly string[]} paths */
function digestOf(paths) {
  const hash = createHash("sha256").update(process.version);
  for (const path of paths.flatMap(filesOf)) hash.update(`${path}\0`).update(readFileSync(join(ROOT, path)));
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @returns {readonly string[]}
 */
function filesOf(path) {
  if (path.includes(".")) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .sort();
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

if (isMain(import.meta)) {
  try {
    await build({ ifStale: process.argv.includes("--if-stale") });
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 1;
  }
}
