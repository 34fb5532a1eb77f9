// A project of somebody else that uses the package as it was built here.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TYPOS } from "../../package/policy-typos.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const EXAMPLE = join(ROOT, "examples/policy-tests");
const INSTALLED = ["chai", "mocha", "tsx"];

/**
 * How long the example's tests of a policy take, and how long the whole process of mocha.
 *
 * @param {string} scratch
 */
export function timePolicyTests(scratch) {
  const project = join(scratch, "policy");
  mkdirSync(join(project, "node_modules"), { recursive: true });
  for (const name of INSTALLED) symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  symlinkSync(ROOT, join(project, "node_modules/hubwright"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  cpSync(EXAMPLE, join(project, "tests"), { recursive: true });
  const words = ["--import", "tsx", "node_modules/mocha/bin/mocha.js", "--reporter", "json", "tests/policy.test.ts"];
  const started = performance.now();
  const { stdout, stderr } = run(process.execPath, words, project);
  const took = performance.now() - started;
  /** @type {{ stats: { passes: number, failures: number, duration: number } }} */
  const { stats } = JSON.parse(stdout);
  if (stats.passes === 0 || stats.failures > 0) throw new Error(`${stdout}\n${stderr}`);
  const lines = readFileSync(join(EXAMPLE, "policy.test.ts"), "utf8").trimEnd().split("\n").length;
  return { lines, tests: stats.passes, milliseconds: stats.duration, ofProcess: took };
}

/** Too large to be a dependency. The newest version for Node 20. */
const VITEST = "vitest@4.1.12";

/** What changes in the example's files for vitest: with the functions, and with vitest's own chai. */
const FOR_VITEST = [
  { file: "policy.node.ts", changes: [['from "node:test"', 'from "vitest"']] },
  {
    file: "policy.test.ts",
    changes: [
      ['import { expect, use } from "chai"', 'import { chai, describe, expect, it } from "vitest"'],
      ["use(accessAssertions)", "chai.use(accessAssertions)"],
    ],
  },
];

/**
 * Runs the example's tests of a policy with vitest, which a project installs: they must pass, and fail where a person is misspelled.
 *
 * @param {string} scratch
 */
export function policyTestsWithVitest(scratch) {
  const project = join(scratch, "vitest");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", VITEST], project);
  symlinkSync(ROOT, join(project, "node_modules/hubwright"));

  const [typo] = TYPOS;
  if (typo === undefined) throw new Error("There are no typos.");
  for (const [index, { file, changes }] of FOR_VITEST.entries()) {
    writeForVitest(join(project, `right-${index}`), file, changes);
    writeForVitest(join(project, `typo-${index}`), file, [...changes, [typo.from, typo.to]]);
  }

  const right = vitest(project, "right");
  if (right.status !== 0 || right.failures.length > 0) throw new Error(right.failures.join("\n"));
  const wrong = vitest(project, "typo");
  const isBecauseOfIt = wrong.failures.every((message) => message.includes(typo.says));
  if (wrong.status !== 1 || wrong.failures.length !== FOR_VITEST.length || !isBecauseOfIt)
    throw new Error(`vitest ended with ${wrong.status}: ${wrong.failures.join("\n")}`);
  return { version: VITEST, passed: right.passed, failed: wrong.failures.length };
}

/**
 * The example with one file of tests, under the name that vitest looks for.
 *
 * @param {string} directory
 * @param {string} file
 * @param {readonly (readonly string[])[]} changes
 */
function writeForVitest(directory, file, changes) {
  cpSync(EXAMPLE, directory, { recursive: true });
  let text = readFileSync(join(EXAMPLE, file), "utf8");
  for (const [from = "", to = ""] of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no ${from}.`);
    text = text.replace(from, () => to);
  }
  writeFileSync(join(directory, "policy.test.ts"), text);
}

/**
 * @param {string} project
 * @param {string} directories - What their names start with.
 */
function vitest(project, directories) {
  const words = ["node_modules/vitest/vitest.mjs", "run", "--reporter=json", `${directories}-`];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: project, encoding: "utf8" });
  if (!stdout.startsWith("{")) throw new Error(`vitest ended with ${status}: ${stdout}${stderr}`);
  /** @type {{ numPassedTests: number, testResults: readonly { assertionResults: readonly { status: string, failureMessages: readonly string[] }[] }[] }} */
  const { numPassedTests, testResults } = JSON.parse(stdout);
  const failed = testResults.flatMap((file) => file.assertionResults).filter((test) => test.status !== "passed");
  return { status, passed: numPassedTests, failures: failed.map((test) => test.failureMessages.join("\n")) };
}

/**
 * Installs the packed package in an empty project.
 *
 * @param {string} scratch
 */
export function installSize(scratch) {
  const project = join(scratch, "installed");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true }));
  run("npm", ["pack", "--ignore-scripts", "--pack-destination", project], ROOT);
  const tarball = readdirSync(project).find((name) => name.endsWith(".tgz")) ?? "";
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", `./${tarball}`], project);
  const modules = join(project, "node_modules");
  const packages = packagesIn(modules).map((path) => ({ name: path.slice(modules.length + 1), bytes: bytesIn(path) }));
  const largest = packages.toSorted((a, b) => b.bytes - a.bytes).slice(0, 5);
  return {
    packages: packages.length,
    bytes: bytesIn(modules),
    largest: largest.map(({ name, bytes }) => `${name} ${megabytes(bytes)}`),
  };
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/**
 * @param {string} directory - A node_modules.
 * @returns {readonly string[]}
 */
function packagesIn(directory) {
  return readdirSync(directory)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => {
      const path = join(directory, name);
      if (name.startsWith("@")) return readdirSync(path).map((inner) => join(path, inner));
      return [path];
    });
}

/** @param {string} directory */
function bytesIn(directory) {
  let bytes = 0;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name)).size;
  return bytes;
}

/**
 * @param {string} program
 * @param {readonly string[]} words
 * @param {string} cwd
 */
function run(program, words, cwd) {
  const ended = spawnSync(program, words, { cwd, encoding: "utf8" });
  if (ended.status !== 0) throw new Error(`${program} ${words.join(" ")}: ${ended.stdout}${ended.stderr}`);
  return ended;
}
