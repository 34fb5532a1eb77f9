// How mocha and pytest are started, and what they counted.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const MOCHA = join(ROOT, "node_modules/mocha/bin/mocha.js");

/** @typedef {{ passed: number, failed: number }} Counts */
/** @typedef {((counts: string) => Counts) & { readonly files?: readonly string[] }} Runner */

/**
 * A run of mocha over the tests of directories. @returns a function that runs it, given where to leave its counts.
 *
 * @param {...string} directories
 */
export function mocha(...directories) {
  return mochaOf(directories.flatMap((directory) => testsIn(directory)));
}

/**
 * The same without the tests of some directories inside one of them.
 *
 * @param {readonly string[]} leftOut
 * @param {...string} directories
 */
export function mochaWithout(leftOut, ...directories) {
  const all = directories.flatMap((directory) => testsIn(directory));
  return mochaOf(all.filter((file) => !leftOut.some((directory) => file.startsWith(`${directory}/`))));
}

/**
 * @param {readonly string[]} files
 * @returns {Runner}
 */
function mochaOf(files) {
  /** @type {Runner} */
  const runner = (counts) => {
    if (files.length === 0) return { passed: 0, failed: 0 };
    const { status } = start(process.execPath, [MOCHA, ...mochaOptions(counts), ...files]);
    return counted(status, counts, (text) => JSON.parse(text));
  };
  return Object.assign(runner, { files });
}

/**
 * A run of pytest over the tests with a marker.
 *
 * @param {string} marker
 * @returns {Runner}
 */
export function pytest(marker) {
  return (counts) => {
    const tests = join(ROOT, "python-templates");
    const options = ["-m", marker, "-q", "-ra", `--junitxml=${counts}`];
    const { status } = start(process.execPath, [join(ROOT, "scripts/python.mjs"), "pytest", ...options], {
      cwd: tests,
    });
    // Exit 5: no test has this marker.
    return counted(status === 5 ? 0 : status, counts, readJunit);
  };
}

/**
 * How many tests the mocha runs among these runners would do; a file that cannot be loaded counts as a failure.
 *
 * @param {readonly Runner[]} runners
 * @param {string} scratch
 */
export function countMocha(runners, scratch) {
  const files = runners.flatMap(({ files = [] }) => files);
  if (files.length === 0) return { skipped: 0, failed: 0 };
  const counts = join(scratch, "dry");
  const { status, stderr } = spawnSync(process.execPath, [MOCHA, "--dry-run", ...mochaOptions(counts), ...files], {
    cwd: ROOT,
    encoding: "utf8",
  });
  const { passed, failed } = counted(status, counts, (text) => JSON.parse(text));
  if (failed > 0) console.error(stderr);
  return { skipped: passed, failed };
}

/** @param {string} counts */
function mochaOptions(counts) {
  const reporter = ["--reporter", join(ROOT, "scripts/mocha-reporter.mjs"), "--reporter-option", `counts=${counts}`];
  // A busy machine is no failure, so the limit is far from what a test takes.
  // Not .mocharc.json: its files, the unit tests, would be run with every layer.
  return [
    "--no-config",
    "--import=tsx",
    "--extension=ts",
    "--forbid-only",
    "--forbid-pending",
    "--timeout=20000",
    ...reporter,
  ];
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly cwd?: string }} options
 */
function start(command, args, options = {}) {
  return spawnSync(command, args, { cwd: ROOT, stdio: ["ignore", "inherit", "inherit"], ...options });
}

/**
 * The counts of a run, in which a run that broke off or ended badly for no test's sake has one failure more.
 *
 * @param {number | null} status
 * @param {string} file
 * @param {(text: string) => Counts} read
 */
function counted(status, file, read) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const counts = read(readFileSync(file, "utf8"));
  return status === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** @param {string} xml */
function readJunit(xml) {
  const [suite] = /<testsuite [^>]*>/.exec(xml) ?? [""];
  const count = (/** @type {string} */ name) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  // Pytest calls an expected failure a skip, too; neither has passed.
  const failed = count("failures") + count("errors") + count("skipped");
  return { passed: count("tests") - failed, failed };
}

/**
 * The test files of a directory, at any depth.
 *
 * @param {string} directory
 */
function testsIn(directory) {
  if (!existsSync(join(ROOT, directory))) return [];
  return readdirSync(join(ROOT, directory), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts") && !path.includes("node_modules"))
    .map((path) => join(directory, path))
    .sort();
}
