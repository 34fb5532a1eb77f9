// Shows that the software does what was promised, with a line and a figure for each point: npm run show first-hub
//
// Everything runs on this machine alone; it exits with 1 if a point falls short or a test fails. The last two lines
// count points and tests. A run in which everything passed, on a commit without changes, is recorded in docs/shown.
// npm run show -- --all runs every show, one after another.
import { mkdtempSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { writePage, writeRecord } from "./show-page.mjs";
import { checkoutNow } from "./show/checkout.mjs";
import { SHOWS, whyNotRecorded } from "./show/record.mjs";
import { endAll } from "./test/children.mjs";

/** @typedef {import("../test/show/point.ts").Point} Point */
/** @typedef {import("../test/show/point.ts").Test} Test */

const ROOT = fileURLToPath(new URL("../", import.meta.url));

const [name = ""] = process.argv.slice(2);
if (name === "--all") process.exit(showAll());
const file = new URL(`../test/show/${name}.mjs`, import.meta.url);
if (!SHOWS.some((show) => show === name)) {
  console.error(
    `Name a show: ${SHOWS.map((show) => `npm run show ${show}`).join(", ")}; or all: npm run show -- --all`,
  );
  process.exit(64);
}

const before = checkoutNow();
const started = performance.now();
const since = (/** @type {number} */ moment) => (performance.now() - moment) / 1000;
const say = (/** @type {string} */ text) => console.error(`[${since(started).toFixed(0).padStart(4)} s] ${text}`);
const scratch = mkdtempSync(join(tmpdir(), "hubwright-show-"));

// Stopping this show stops the tests that it runs.
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
  process.once(signal, () => {
    endAll();
    process.exit(128 + constants.signals[signal]);
  });

say("building hubwright, starting the engine");
await build({ ifStale: true });
const { status } = spawnSync("bash", [join(ROOT, "test/engine/setup/engine.sh"), "start", "--image"], {
  stdio: ["ignore", "ignore", "inherit"],
});
if (status !== 0) process.exit(1);

// Imported only now, because it imports the software itself.
const { POINTS, prepare } = await import(file.href);
const prepared = await prepare({ scratch, say });
/** @type {import("./show/record.mjs").ShownPoint[]} */
const shown = [];
for (const [index, point] of POINTS.entries()) {
  const { ok, figure, seconds } = await outcome(point);
  if (ok) shown.push({ says: point.says, figure });
  console.log(
    `${ok ? "ok   " : "SHORT"} ${String(index + 1).padStart(2)}. ${point.says}: ${figure} (${seconds.toFixed(0)} s)`,
  );
}
/** @type {readonly Test[]} */
const tests = prepared.runs.flat();
const passed = tests.filter((test) => test.passed).length;
const short = POINTS.length - shown.length;
const failed = short + tests.length - passed;
record();
if (failed === 0) rmSync(scratch, { recursive: true, force: true });
else console.log(`The logs are in ${scratch}.`);
console.log(`${shown.length} of ${POINTS.length} points shown in ${since(started).toFixed(0)} s.`);
console.log(`${passed} passed, ${tests.length - passed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Every show in a process of its own. @returns the exit code. */
function showAll() {
  const exitCodes = SHOWS.map((show) => {
    console.log(`\n=== npm run show ${show}`);
    return spawnSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), show], {
      stdio: "inherit",
    }).status;
  });
  console.log(`\n${exitCodes.filter((code) => code === 0).length} of ${SHOWS.length} shows passed.`);
  return exitCodes.every((code) => code === 0) ? 0 : 1;
}

function record() {
  const { status, commit } = before;
  const after = checkoutNow();
  const isSameCommit = commit !== "" && after.commit === commit;
  const why = whyNotRecorded({ failed, before: status, after: after.status, isSameCommit });
  if (why !== undefined) {
    console.log(`Not recorded in docs/shown, because ${why}.`);
    return;
  }
  const date = new Date().toISOString().slice(0, 10);
  writeRecord({ show: name, date, commit, seconds: Math.round(since(started)), tests: passed, points: shown });
  writePage();
  console.log(`Recorded in docs/shown/${name}.json and docs/shown.md.`);
}

/** @param {Point} point */
async function outcome(point) {
  const begun = performance.now();
  try {
    if (point.show !== undefined) return { ok: true, figure: await point.show(prepared), seconds: since(begun) };
    return fromTests(point.tests, prepared.tests);
  } catch (problem) {
    return { ok: false, figure: problem instanceof Error ? problem.message : String(problem), seconds: since(begun) };
  }
}

/**
 * A point that tests show: their figures, or what failed. A pattern that matches no test is a failure.
 *
 * @param {readonly RegExp[]} patterns
 * @param {readonly Test[]} tests
 */
function fromTests(patterns, tests) {
  const unmatched = patterns.filter((pattern) => !tests.some(({ title }) => pattern.test(title)));
  const matched = tests.filter(({ title }) => patterns.some((pattern) => pattern.test(title)));
  const failed = matched.filter(({ passed }) => !passed);
  const seconds = matched.reduce((sum, test) => sum + test.seconds, 0);
  const faults = [
    ...failed.map(({ title, error }) => `${title}: ${error}`),
    ...unmatched.map((pattern) => `no test ${pattern}`),
  ];
  if (faults.length > 0) return { ok: false, figure: faults.join("; "), seconds };
  const figures = matched.flatMap(({ figure }) => figure ?? []);
  return { ok: true, figure: [`${matched.length} of ${matched.length} tests`, ...figures].join("; "), seconds };
}
