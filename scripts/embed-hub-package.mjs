// Writes what src/ needs from python-templates/, so that `generate` needs no other files:
// src/emit/hub-package.ts, the Python package of the hub as text, and src/model/roster/diagnostic-texts.ts, the texts that both languages use.
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deflateRawSync } from "node:zlib";
import { isMain } from "./is-main.mjs";

const SOURCE = new URL("../python-templates/", import.meta.url);
const TARGET = new URL("../src/", import.meta.url);
const BELONGS = /^hubwright_hub\/(?:[\w/]+\.(?:py|json)|web\/templates\/[\w/-]+\.html|py\.typed)$/;
const TEXTS = "hubwright_hub/roster/diagnostic_texts.json";

/** Updates the generated files that are out of date. */
export function embedHubPackage() {
  replaceIfDifferent("emit/hub-package.ts", hubPackage());
  replaceIfDifferent("model/roster/diagnostic-texts.ts", diagnosticTexts());
}

function hubPackage() {
  const paths = readdirSync(new URL("hubwright_hub", SOURCE), { recursive: true, encoding: "utf8" })
    .map((path) => `hubwright_hub/${path.replaceAll("\\", "/")}`)
    .filter((path) => BELONGS.test(path))
    .sort();
  const files = Object.fromEntries(paths.map((path) => [path, source(path)]));
  const packed = deflateRawSync(JSON.stringify(files), { level: 9 }).toString("base64");
  // Packed, because programs that only read a list or a definition would spend most of their start on reading half a megabyte of text.
  return [
    "// Made by scripts/embed-hub-package.mjs from python-templates/hubwright_hub; edit it there.\n",
    `import { inflateRawSync } from "node:zlib";\n\n`,
    `const PACKED =\n  "${packed}";\n\n`,
    "let files: { readonly [path: string]: string } | undefined;\n\n",
    "/** The Python package of the hub: the content of each file, by path. */\n",
    "export function hubPackage(): { readonly [path: string]: string } {\n",
    `  files ??= JSON.parse(inflateRawSync(Buffer.from(PACKED, "base64")).toString()) as { [path: string]: string };\n`,
    "  return files;\n}\n",
  ].join("");
}

/** A module, not JSON, so that the compiler knows the keys and the placeholders from its literals. */
function diagnosticTexts() {
  return [
    `// Made by scripts/embed-hub-package.mjs from python-templates/${TEXTS}; edit it there.\n`,
    "/** The texts of a roster's diagnostics by key: a code, or a code and a variant. */\n",
    `export const DIAGNOSTIC_TEXTS = ${source(TEXTS).trimEnd()} as const;\n`,
  ].join("");
}

/** @param {string} path */
function source(path) {
  return readFileSync(new URL(path, SOURCE), "utf8");
}

/**
 * @param {string} path - From src/.
 * @param {string} text
 */
function replaceIfDifferent(path, text) {
  const target = fileURLToPath(new URL(path, TARGET));
  // An equal file keeps its time, so that programs that watch it do not start over.
  if (existing(target) === text) return;
  // Replaced in one step: a build that runs at the same time must not read half of it.
  writeFileSync(`${target}.${process.pid}`, text);
  renameSync(`${target}.${process.pid}`, target);
}

/** @param {string} path */
function existing(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (problem) {
    if (/** @type {NodeJS.ErrnoException} */ (problem).code === "ENOENT") return undefined;
    throw problem;
  }
}

if (isMain(import.meta)) embedHubPackage();
