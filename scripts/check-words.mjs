// Finds words that are not plain US English, in code, tests and docs: npm run check -- words
//
// The words are in scripts/words.json, each with what to write instead. A null allows a phrase that contains one of them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";

/**
 * A word of the list in a text.
 * @typedef {{ readonly line: number, readonly word: string, readonly instead: string }} Found
 */

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PLACES = [
  "src",
  "python-templates/hubwright_hub",
  "python-templates/tests",
  "test",
  "docs",
  "scripts",
  "bench",
  "examples",
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
];
// Generated files: they repeat what is checked elsewhere, or what an earlier commit printed. The last one quotes words on purpose.
const LEFT_OUT =
  /^(?:src\/emit\/hub-package\.ts|src\/model\/roster\/diagnostic-texts\.ts|docs\/shown(?:\.md|\/)|test\/golden\/expected\/|test\/unit\/scripts\/check-words\.test\.ts$)/;
const NOT_OURS = new Set(["node_modules", "__pycache__"]);
// Other JSON is test data, or generated.
const NOT_TEXT = /(?<!\/diagnostic_texts)\.json$|\.(?:png|pyc)$/;

/** @type {{ readonly [word: string]: string | null }} */
const WORDS = JSON.parse(readFileSync(new URL("words.json", import.meta.url), "utf8"));
const PATTERN = patternOf(Object.keys(WORDS));
// `for (const … of before)` is code.
const IN_LOOP = /\bfor (?:await )?\((?:const|let) [^()\n]*$/;

/**
 * Finds words of the list in a text, as whole words and in any case. A phrase may continue on the next line of a comment.
 *
 * @param {string} text
 * @returns {readonly Found[]}
 */
export function wordsIn(text) {
  return [...text.matchAll(PATTERN)].flatMap(({ 0: found, index }) => {
    const word = found
      .toLowerCase()
      .split(/[\s*/#]+/)
      .join(" ");
    const instead = WORDS[word];
    const before = text.slice(0, index);
    if (typeof instead !== "string" || IN_LOOP.test(before.slice(-200))) return [];
    return [{ line: before.split("\n").length, word, instead }];
  });
}

/** @param {readonly string[]} words */
function patternOf(words) {
  // Longer phrases first, so that an allowed phrase wins over the word in it.
  const longestFirst = words.toSorted((a, b) => b.length - a.length);
  const either = longestFirst.map((word) => word.replaceAll(" ", String.raw`\s+(?:(?:\*|//|#)\s+)?`)).join("|");
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${either})(?![\p{L}\p{N}_])`, "giu");
}

/**
 * The text files in a place, by their paths from the root.
 *
 * @param {string} place - A file or a directory.
 * @returns {readonly string[]}
 */
function filesIn(place) {
  if (place.endsWith(".md")) return [place];
  return readdirSync(join(ROOT, place), { withFileTypes: true }).flatMap((entry) => {
    const path = `${place}/${entry.name}`;
    if (entry.isDirectory()) return entry.name.startsWith(".") || NOT_OURS.has(entry.name) ? [] : filesIn(path);
    return entry.isFile() && !NOT_TEXT.test(path) ? [path] : [];
  });
}

if (isMain(import.meta)) {
  const files = PLACES.flatMap(filesIn).filter((path) => !LEFT_OUT.test(path));
  const lines = files.flatMap((path) =>
    wordsIn(readFileSync(join(ROOT, path), "utf8")).map(
      ({ line, word, instead }) => `${path}:${line}: ${word}, write "${instead}" instead`,
    ),
  );
  for (const line of lines) console.log(line);
  process.exitCode = lines.length === 0 ? 0 : 1;
}
