// All static checks: npm run check, or one of them: npm run check -- lint
//
// --report=FILE writes the number of passed and failed checks and the time of each to a file, for npm test.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { embedHubPackage } from "./embed-hub-package.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const BIN = `${ROOT}node_modules/.bin/`;

/**
 * A program to run, and what has to be done first.
 * @typedef {{ command: string, args: readonly string[], before?: () => Promise<void> }} Check
 */

/** @type {(name: string, ...args: readonly string[]) => Check} */
const tool = (name, ...args) => ({ command: `${BIN}${name}`, args });
/** @type {(...args: readonly string[]) => Check} */
const python = (...args) => ({ command: process.execPath, args: [`${ROOT}scripts/python.mjs`, ...args] });

/** @type {(path: string, ...args: readonly string[]) => Check} */
const script = (path, ...args) => ({ command: process.execPath, args: [`${ROOT}${path}`, ...args] });

/** @type {{ readonly [name: string]: Check }} */
const CHECKS = {
  types: tool("tsc", "--noEmit"),
  lint: tool("oxlint", "--deny-warnings"),
  format: tool("oxfmt", "--check"),
  arrows: tool("depcruise", "--config", ".dependency-cruiser.mjs", "src"),
  map: script("scripts/draw-folders.mjs", "--check"),
  dead: tool("knip"),
  words: script("scripts/check-words.mjs"),
  problems: script("scripts/check-problems.mjs"),
  "python-lint": python("ruff", "check"),
  "python-format": python("ruff", "format", "--check"),
  "python-types": python("mypy"),
  // These check what would be published, so it is built first.
  api: script("scripts/api-reports.mjs", "--check"),
  package: { before: () => build({ ifStale: true }), ...tool("publint", "--strict") },
  "package-types": tool("attw", "--pack", ".", "--profile", "esm-only", "--quiet"),
};

/**
 * Checks that run only if they are asked for. `docs` takes longer than most others together, and what it would find first, a name
 * without a docstring or a link that leads nowhere, `api` finds too.
 * @type {{ readonly [name: string]: Check }}
 */
const ON_REQUEST = { docs: tool("typedoc") };
const ALL = { ...CHECKS, ...ON_REQUEST };

const REPORT = "--report=";
const words = process.argv.slice(2);
const report = words.find((word) => word.startsWith(REPORT))?.slice(REPORT.length);
const asked = words.filter((word) => !word.startsWith(REPORT));
const unknown = asked.filter((name) => !(name in ALL));
if (unknown.length > 0) {
  console.error(`There is no check named ${unknown.join(", ")}. The checks are: ${Object.keys(ALL).join(", ")}.`);
  process.exit(64);
}

embedHubPackage();
const names = asked.length > 0 ? asked : Object.keys(CHECKS);
const failed = [];
/** @type {{ readonly title: string, readonly seconds: number }[]} */
const tests = [];
// All of them, even if the first ones fail: a person who fixes one wants to know about the others.
for (const [name, check] of Object.entries(ALL)) {
  if (!names.includes(name)) continue;
  const started = performance.now();
  const { ok, output } = await outcome(check);
  const seconds = (performance.now() - started) / 1000;
  tests.push({ title: name, seconds });
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) {
    console.log(output);
    failed.push(name);
  }
}
console.log(
  failed.length === 0
    ? "All checks passed."
    : `Failed: ${failed.join(", ")}. To fix what a tool can fix, run: npm run fix`,
);
if (report !== undefined)
  writeFileSync(report, JSON.stringify({ passed: names.length - failed.length, failed: failed.length, tests }));
process.exitCode = failed.length === 0 ? 0 : 1;

/** @param {Check} check */
async function outcome({ before, command, args }) {
  try {
    await before?.();
  } catch (problem) {
    return { ok: false, output: String(problem) };
  }
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  return { ok: status === 0, output: error?.message ?? `${stdout}${stderr}`.trimEnd() };
}
