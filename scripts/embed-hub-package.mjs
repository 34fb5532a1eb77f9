// Writes src/emit/hub-package.ts: the Python package of the hub as text, so that `generate` needs no other files.
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";

const SOURCE = new URL("../python-templates/", import.meta.url);
const TARGET = fileURLToPath(new URL("../src/emit/hub-package.ts", import.meta.url));
const BELONGS = /^hubwright_hub\/(?:[\w/]+\.py|templates\/[\w/-]+\.html|py\.typed)$/;

/** Writes the file when the package differs from it, and says whether it did. */
export function embedHubPackage() {
  const paths = readdirSync(new URL("hubwright_hub", SOURCE), { recursive: true, encoding: "utf8" })
    .map((path) => `hubwright_hub/${path.replaceAll("\\", "/")}`)
    .filter((path) => BELONGS.test(path))
    .sort();
  const entries = paths.map(
    (path) => `  ${JSON.stringify(path)}: ${JSON.stringify(readFileSync(new URL(path, SOURCE), "utf8"))},\n`,
  );
  const text = [
    "// Made by scripts/embed-hub-package.mjs from python-templates/hubwright_hub; edit it there.\n",
    "/** The Python package of the hub: the content of each file, by path. */\n",
    `export const HUB_PACKAGE: { readonly [path: string]: string } = {\n${entries.join("")}};\n`,
  ].join("");
  // An equal file keeps its time, so that programs that watch it do not start over.
  if (existing() === text) return false;
  // Replaced in one step: a build that runs at the same time must not read half of it.
  writeFileSync(`${TARGET}.${process.pid}`, text);
  renameSync(`${TARGET}.${process.pid}`, TARGET);
  return true;
}

function existing() {
  try {
    return readFileSync(TARGET, "utf8");
  } catch (problem) {
    if (/** @type {NodeJS.ErrnoException} */ (problem).code === "ENOENT") return undefined;
    throw problem;
  }
}

if (isMain(import.meta)) embedHubPackage();
