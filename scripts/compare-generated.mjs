// Compares two directories of generated files by meaning: node scripts/compare-generated.mjs OLD_DIR NEW_DIR
//
// Ignores comments, docstrings, import lines and which folder a module of hubwright_hub is in. A module that moved is compared with its
// previous version and listed in a note; changed digests of other files are also only noted. Exits with 1 if anything else differs.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isMain } from "./is-main.mjs";

/**
 * The content of each file by its path.
 * @typedef {{ readonly [path: string]: string }} Files
 *
 * The differences, and notes on files that only moved and on digests of files that are compared themselves.
 * @typedef {{ readonly differences: readonly string[], readonly notes: readonly string[] }} Comparison
 *
 * A file, and what it means: lines, or a value of JSON or YAML.
 * @typedef {{ readonly path: string, readonly meaning: unknown }} Read
 */

// Only the record of what was written: digests of the other files.
const LEFT_OUT = /(?:^|\/)\.generated\.json$/;
const PACKAGE = "hubwright_hub/";
const MODULE = /\bhubwright_hub((?:\.[a-z_][a-z0-9_]*)+)/g;
// The digest of what an image is built from: these files are compared themselves.
const DIGEST = /(?:^|\.)hubwright\.context: "[0-9a-f]{64}" → "[0-9a-f]{64}"$/;
// What is quoted is one token.
const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s"']+/g;

/** Reads one Python program per line, as a JSON string, and prints the lines of its statements without imports and docstrings, as JSON. */
const STATEMENTS = `
import ast, json, sys

def counts(node):
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return False
    return not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str))

for line in sys.stdin:
    try:
        tree = ast.parse(json.loads(line))
    except SyntaxError as error:
        print(json.dumps({"error": str(error)}))
        continue
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                kept = [one for one in block if counts(one)]
                node.__dict__[field] = kept or ([ast.Pass()] if block and node is not tree else [])
    print(json.dumps({"lines": ast.unparse(tree).split("\\n") if tree.body else []}))
`;

/**
 * Compares two sets of generated files.
 *
 * @param {Files} before
 * @param {Files} after
 * @returns {Comparison}
 */
export function compareGenerated(before, after) {
  const [old, now] = [read(before), read(after)];
  /** @type {string[]} */
  const differences = [];
  const notes = namesMoved(before, after);
  for (const name of [...new Set([...old.keys(), ...now.keys()])].toSorted()) {
    const pairs = paired(old.get(name) ?? [], now.get(name) ?? []);
    for (const [was, is] of pairs) {
      if (was === undefined) differences.push(`${is?.path}: only in the new directory`);
      else if (is === undefined) differences.push(`${was.path}: only in the old directory`);
      else {
        if (was.path !== is.path) notes.push(`${was.path} is now ${is.path}`);
        for (const difference of compared(was.meaning, is.meaning))
          (DIGEST.test(difference) ? notes : differences).push(`${is.path}: ${difference}`);
      }
    }
  }
  return { differences, notes: notes.toSorted() };
}

/**
 * Pairs files with the same name: those with the same meaning belong together.
 *
 * @param {readonly Read[]} before
 * @param {readonly Read[]} after
 * @returns {readonly (readonly [Read | undefined, Read | undefined])[]}
 */
function paired(before, after) {
  const [rest, others] = [[...before], [...after]];
  /** @type {[Read | undefined, Read | undefined][]} */
  const pairs = [];
  for (const fits of [
    (/** @type {Read} */ a, /** @type {Read} */ b) => a.path === b.path,
    (/** @type {Read} */ a, /** @type {Read} */ b) => compared(a.meaning, b.meaning).length === 0,
    () => true,
  ])
    for (const one of [...rest]) {
      const index = others.findIndex((other) => fits(one, other));
      if (index === -1) continue;
      pairs.push([one, others[index]]);
      others.splice(index, 1);
      rest.splice(rest.indexOf(one), 1);
    }
  /** @type {(one: Read) => boolean} */
  const isEmptyFolder = ({ path, meaning }) =>
    path.endsWith("/__init__.py") && Array.isArray(meaning) && meaning.length === 0;
  for (const one of rest) if (!isEmptyFolder(one)) pairs.push([one, undefined]);
  for (const one of others) if (!isEmptyFolder(one)) pairs.push([undefined, one]);
  return pairs;
}

/**
 * The meaning of each file, by the name that is used to find its counterpart.
 *
 * @param {Files} files
 */
function read(files) {
  const texts = Object.entries(files).filter(([path]) => !LEFT_OUT.test(path));
  const programs = texts.filter(([path]) => path.endsWith(".py"));
  const statements = statementsOf(programs.map(([, text]) => text));
  const linesOf = new Map(programs.map(([path], index) => [path, statements[index]]));
  /** @type {Map<string, Read[]>} */
  const found = new Map();
  for (const [path, text] of texts) {
    const name = nameOf(path);
    found.set(name, [...(found.get(name) ?? []), { path, meaning: linesOf.get(path) ?? meaningOf(path, text) }]);
  }
  return found;
}

/**
 * A path without the folder of a module, below the package.
 *
 * @param {string} path
 */
function nameOf(path) {
  const start = path.indexOf(PACKAGE);
  return start === -1 ? path : path.slice(0, start + PACKAGE.length) + path.slice(path.lastIndexOf("/") + 1);
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {unknown}
 */
function meaningOf(path, text) {
  const file = path.slice(path.lastIndexOf("/") + 1);
  if (file.endsWith(".json")) return parsedOr(text, JSON.parse);
  if (/\.ya?ml$/.test(file)) return parsedOr(text, (yaml) => parse(yaml, { merge: true }));
  if (/^Dockerfile|\.dockerfile$/i.test(file))
    return joined(text, /^\s*#(?!\s*(?:syntax|escape|check)\s*=)/).map((line) => tokens(line));
  if (/^(?:Makefile|.*\.mk)$/.test(file))
    return joined(text, /^#/).map((line) => (line.startsWith("\t") ? "\t" : "") + tokens(line));
  if (/\.conf$|^Caddyfile$|\.caddy$/.test(file)) return joined(text, /^\s*#/).map((line) => tokens(line, true));
  if (/^\.(?:env|gitignore|dockerignore)$|\.env$/.test(file)) return joined(text, /^\s*#/);
  return text.split("\n");
}

/**
 * @param {string} text
 * @param {(text: string) => unknown} parser
 */
function parsedOr(text, parser) {
  try {
    return parser(text);
  } catch (error) {
    return [`not readable: ${String(error)}`, ...text.split("\n")];
  }
}

/**
 * The lines that count, each with its continuations.
 *
 * @param {string} text
 * @param {RegExp} comment
 */
function joined(text, comment) {
  return text
    .split("\n")
    .filter((line) => !comment.test(line))
    .join("\n")
    .replaceAll(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

/**
 * A line with one space between its tokens.
 *
 * @param {string} line
 * @param {boolean} hasComment - Whether a token that begins with # begins a comment.
 */
function tokens(line, hasComment = false) {
  // Tokens without a space between them, such as a="b c", stay together.
  const found = [...line.matchAll(TOKEN)].map(({ 0: token, index }) => ({ token, index, end: index + token.length }));
  const end = hasComment
    ? found.findIndex(({ token, index }) => token.startsWith("#") && /^$|\s/.test(line.charAt(index - 1)))
    : -1;
  return found
    .slice(0, end === -1 ? undefined : end)
    .map(({ token, index }, place) => (place > 0 && found[place - 1]?.end !== index ? ` ${token}` : token))
    .join("");
}

/**
 * @param {readonly string[]} programs
 * @returns {readonly (readonly string[])[]}
 */
function statementsOf(programs) {
  if (programs.length === 0) return [];
  const input = programs.map((program) => `${JSON.stringify(program)}\n`).join("");
  const { status, error, stdout, stderr } = spawnSync("python3", ["-I", "-c", STATEMENTS], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`python3 could not read the programs: ${error?.message ?? stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line, index) => {
      const { error: problem, lines } = JSON.parse(line);
      return problem === undefined ? lines : [`not readable: ${problem}`, ...(programs[index] ?? "").split("\n")];
    });
}

/**
 * The differences between two meanings, each as a sentence.
 *
 * @param {unknown} before
 * @param {unknown} after
 * @param {string} at
 * @returns {readonly string[]}
 */
function compared(before, after, at = "") {
  if (typeof before === "string" && typeof after === "string" && withoutFolders(before) === withoutFolders(after))
    return [];
  if (Array.isArray(before) && Array.isArray(after)) return comparedLists(before, after, at);
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      compared(before[key], after[key], at === "" ? key : `${at}.${key}`),
    );
  if (Object.is(before, after)) return [];
  return [`${at === "" ? "" : `${at}: `}${shown(before)} → ${shown(after)}`];
}

/**
 * @param {readonly unknown[]} before
 * @param {readonly unknown[]} after
 * @param {string} at
 * @returns {readonly string[]}
 */
function comparedLists(before, after, at) {
  let start = 0;
  let end = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && compared(before[start], after[start]).length === 0) start++;
  while (end < shorter - start && compared(before.at(-1 - end), after.at(-1 - end)).length === 0) end++;
  const [was, is] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  if (was.length === is.length && [...was, ...is].some((one) => typeof one === "object"))
    return was.flatMap((one, index) => compared(one, is[index], `${at}[${start + index}]`));
  const place = at === "" ? "" : `${at}: `;
  return changes(was, is).map((change) => place + change);
}

/**
 * The items of only one of two lists, around those that they have in common.
 *
 * @param {readonly unknown[]} before
 * @param {readonly unknown[]} after
 */
function changes(before, after) {
  // How many items both lists have in common from each pair of positions to their ends.
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (/** @type {number} */ i, /** @type {number} */ j) => common[i]?.[j] ?? 0;
  const isSame = (/** @type {number} */ i, /** @type {number} */ j) => compared(before[i], after[j]).length === 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row !== undefined) row[j] = isSame(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const found = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && isSame(i, j)) [i, j] = [i + 1, j + 1];
    else if (j === after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1)))
      found.push(`- ${shown(before[i++])}`);
    else found.push(`+ ${shown(after[j++])}`);
  }
  return found;
}

/** @type {(value: unknown) => value is { readonly [key: string]: unknown }} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function shown(value) {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/**
 * Removes the folders from the names of the package's modules in a text.
 *
 * @param {string} text
 */
function withoutFolders(text) {
  return text
    .replaceAll(MODULE, (_, names) => `hubwright_hub.${names.slice(names.lastIndexOf(".") + 1)}`)
    .replaceAll(/\bhubwright_hub\/(?:[a-z_]+\/)+(?=[\w.-])/g, PACKAGE);
}

/**
 * Module names that a file which is not a module contains in only one of the directories. A change of folder is not a difference,
 * but people should know that the name changed.
 *
 * @param {Files} before
 * @param {Files} after
 * @returns {string[]}
 */
function namesMoved(before, after) {
  return Object.keys(after)
    .filter((path) => !path.includes(PACKAGE))
    .flatMap((path) => {
      const names = new Set(before[path]?.match(MODULE) ?? []);
      const changed = [...new Set(after[path]?.match(MODULE) ?? [])].filter((name) => !names.has(name));
      return path in before ? changed.map((name) => `${path} now says ${name}`) : [];
    });
}

/**
 * @param {string} directory
 * @returns {Files}
 */
function filesBelow(directory) {
  return Object.fromEntries(
    readdirSync(directory, { recursive: true, encoding: "utf8" })
      .filter((path) => !/(?:^|\/)__pycache__\//.test(path) && statSync(join(directory, path)).isFile())
      .map((path) => [path, readFileSync(join(directory, path), "utf8")]),
  );
}

/**
 * @param {string} before
 * @param {string} after
 */
function main(before, after) {
  const [old, now] = [filesBelow(before), filesBelow(after)];
  const { differences, notes } = compareGenerated(old, now);
  for (const line of notes) console.log(`note: ${line}`);
  for (const line of differences) console.log(line);
  console.log(
    `${Object.keys(old).length} files and ${Object.keys(now).length} files, ${notes.length} notes, ${differences.length} differences`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
}

if (isMain(import.meta)) {
  const [before, after, ...rest] = process.argv.slice(2);
  if (before === undefined || after === undefined || rest.length > 0) {
    console.error("Usage: node scripts/compare-generated.mjs OLD_DIR NEW_DIR");
    process.exitCode = 64;
  } else main(before, after);
}
