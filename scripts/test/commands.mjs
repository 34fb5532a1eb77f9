// How the checks, mocha and pytest are started, and how their results are read.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { collected, fromJson, fromJunit, NOTHING } from "./counts.mjs";

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {object} Command
 * @property {readonly [string, ...string[]]} words - The program and its arguments.
 * @property {string} cwd - Where it runs.
 * @property {(report: string) => Counts} read - Reads the report that it wrote to the given path.
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PYTHON = join(ROOT, "scripts/python.mjs");
const PYTHON_TESTS = join(ROOT, "python-templates");

/**
 * npm run check: each check counts as a test.
 *
 * @param {string} report
 * @returns {Command}
 */
export function check(report) {
  return {
    words: [process.execPath, join(ROOT, "scripts/check.mjs"), `--report=${report}`],
    cwd: ROOT,
    read: fromJson,
  };
}

/**
 * @param {string} report
 * @param {readonly string[]} files
 * @param {readonly string[]} [options]
 * @param {string} [reporter] - Its path from the root. It writes the report to the file in its option `report`.
 * @returns {Command}
 */
export function mocha(report, files, options = [], reporter = "scripts/mocha-reporter.mjs") {
  /** @type {Command["words"]} */
  const words = [
    process.execPath,
    join(ROOT, "node_modules/mocha/bin/mocha.js"),
    // Not .mocharc.json: its files, the unit tests, would run with every layer.
    "--no-config",
    "--import=tsx",
    "--extension=ts",
    "--forbid-only",
    "--forbid-pending",
    // A busy machine must not fail a test, so the limit is far above the time that a test takes.
    "--timeout=20000",
    "--reporter",
    join(ROOT, reporter),
    "--reporter-option",
    `report=${report}`,
    ...options,
    ...files,
  ];
  return { words, cwd: ROOT, read: fromJson };
}

/**
 * A command started by another program, such as flock.
 *
 * @param {readonly [string, ...string[]]} before - That program with its arguments.
 * @param {Command} command
 * @returns {Command}
 */
export function within([program, ...words], command) {
  return { ...command, words: [program, ...words, ...command.words] };
}

/**
 * Lists tests and counts them as skipped, without running them.
 *
 * @param {string} report
 * @param {readonly string[]} files
 * @returns {Command}
 */
export function countMocha(report, files) {
  const read = (/** @type {string} */ text) => {
    const { passed, failed, tests } = fromJson(text);
    return { ...NOTHING, skipped: passed, failed, tests };
  };
  return { ...mocha(report, files, ["--dry-run", "--exit"]), read };
}

/**
 * The Python tests with a marker.
 *
 * @param {string} report
 * @param {string} marker
 * @returns {Command}
 */
export function pytest(report, marker) {
  const words = ["pytest", "-m", marker, "-q", "-ra", `--junitxml=${report}`];
  return { words: [process.execPath, PYTHON, ...words], cwd: PYTHON_TESTS, read: fromJunit };
}

/**
 * Counts them as skipped without running them; what it prints is its report.
 *
 * @param {string} marker
 * @returns {Command}
 */
export function countPytest(marker) {
  const words = ["pytest", "-m", marker, "-q", "--collect-only"];
  const read = (/** @type {string} */ output) => ({ ...NOTHING, skipped: collected(output) });
  return { words: [process.execPath, PYTHON, ...words], cwd: PYTHON_TESTS, read };
}

/**
 * The test files of directories, at any depth.
 *
 * @param {readonly string[]} directories
 */
export function testsIn(...directories) {
  return directories.flatMap((directory) =>
    readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
      .map((path) => join(directory, path))
      .sort(),
  );
}
