// The checks and every layer of tests: npm test, or some of them: npm test -- unit python
//
// Layers that compute and layers that wait for hubs run in parallel, each with its own log. A layer fails if a test
// fails, is skipped or pending, or if it has no tests at all; nothing is retried.
// --record writes the time of a run in which everything passed to docs/shown.
// --if-engine, for machines where dockerd itself cannot start, counts the tests that need an engine as skipped there.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";
import { checkoutNow } from "./show/checkout.mjs";
import { endAll, runLogged } from "./test/children.mjs";
import { ONE_FAILURE, NOTHING, sum } from "./test/counts.mjs";
import { preparation, prepareEngine, runOnEngine } from "./test/engine-setup.mjs";
import { inLanes } from "./test/lanes.mjs";
import { chooseLayers, LAYERS } from "./test/layers.mjs";
import { leftOutText } from "./test/left-out.mjs";
import { keepCaches, lookAtCaches, recordTime } from "./test/record.mjs";
import { runLayer } from "./test/run-layer.mjs";
import { countsOf, ended, slowest, table } from "./test/summary.mjs";

/**
 * @typedef {import("./test/run.mjs").Outcome} Outcome
 * @typedef {import("./test/summary.mjs").Row & Outcome} Row
 */

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const PYTHON = fileURLToPath(new URL("python.mjs", import.meta.url));

/** @type {Row[]} */
const done = [];
const chosen = chooseLayers(process.argv.slice(2));
/** In seconds since 1970. */
const started = ("since" in chosen ? chosen.since : undefined) ?? Date.now() / 1000;
if ("usage" in chosen) {
  console.error(chosen.usage);
  process.exitCode = 64;
} else {
  endChildrenWithThis();
  process.exitCode = (await runChosen(chosen)) === 0 ? 0 : 1;
}

/**
 * @param {import("./test/layers.mjs").Chosen} chosen
 * @returns {Promise<number>} how many tests failed.
 */
async function runChosen(chosen) {
  const [before, begunWith] = [checkoutNow(), lookAtCaches()];
  const { rows, hadImages } = await runAll(chosen);
  const counts = sum(rows.map((row) => row.counts));
  const isWhole = chosen.layers.length === LAYERS.length;
  if (isWhole && counts.failed === 0 && counts.skipped === 0) keepCaches();
  const run = { counts, seconds: secondsSince(started), begun: begunWith(hadImages), isWhole, before };
  return summarize(rows, chosen.record ? [recordTime(run)] : []);
}

/**
 * @param {import("./test/layers.mjs").Chosen} chosen
 * @returns {Promise<{ readonly rows: readonly Row[], readonly hadImages: boolean }>}
 */
async function runAll({ layers, ifEngine }) {
  const place = {
    logs: mkdtempSync(join(tmpdir(), "hubwright-test-logs-")),
    reports: mkdtempSync(join(tmpdir(), "hubwright-test-reports-")),
  };
  console.log(`Logs: ${place.logs}`);
  try {
    // Every layer uses it. If the build fails, that is a failure of its own, and the layers run anyway.
    const built = await timed("build", () => made(() => build({ ifStale: true })));
    const isNeeded = (/** @type {"engine" | "python"} */ need) => layers.some(({ needs }) => needs.includes(need));
    // Both take a minute on a new machine, and other layers can run in the meantime.
    const python = isNeeded("python") ? timed("python-setup", () => preparePython(place)) : undefined;
    const engine = isNeeded("engine") ? prepareEngine(place) : undefined;
    const engineSetUp = engine && timed("engine-setup", async () => preparation(await engine));
    const rest = await inLanes(layers, async ({ name, needs }) => {
      if (needs.includes("python")) await python;
      const state = needs.includes("engine") ? (await engine)?.state : undefined;
      return timed(name, () => (state ? runOnEngine(name, place, { state, ifEngine }) : runLayer(name, place)));
    });
    const setUp = (await Promise.all([python, engineSetUp])).flatMap((row) => row ?? []);
    return { rows: [built, ...setUp, ...rest], hadImages: (await engine)?.hadImages ?? false };
  } finally {
    rmSync(place.reports, { recursive: true, force: true });
  }
}

/**
 * @param {import("./test/run.mjs").Place} place
 * @returns {Promise<Outcome>}
 */
async function preparePython({ logs }) {
  const log = join(logs, "python-setup.log");
  const { exitCode } = await runLogged([process.execPath, PYTHON], { log, cwd: ROOT });
  return exitCode === 0 ? { counts: NOTHING, failedLogs: [] } : { counts: ONE_FAILURE, failedLogs: [log] };
}

/**
 * @param {string} name
 * @param {() => Promise<Outcome>} run
 * @returns {Promise<Row>}
 */
async function timed(name, run) {
  const begun = performance.now();
  say(`${name} started`);
  const outcome = await run().catch(failure);
  const row = { name, seconds: (performance.now() - begun) / 1000, ...outcome };
  say(ended(row));
  done.push(row);
  return row;
}

/**
 * @param {() => unknown} make
 * @returns {Promise<Outcome>}
 */
async function made(make) {
  await make();
  return { counts: NOTHING, failedLogs: [] };
}

/**
 * @param {unknown} problem
 * @returns {Outcome}
 */
function failure(problem) {
  return { counts: ONE_FAILURE, failedLogs: [], note: problem instanceof Error ? problem.message : String(problem) };
}

/**
 * Prints the full logs of failures, because in CI the log is all that is left of a run; then figures, and the counts last.
 *
 * @param {readonly Row[]} rows
 * @param {readonly string[]} [notes]
 * @returns {number} how many failed.
 */
function summarize(rows, notes = []) {
  for (const log of new Set(rows.flatMap(({ failedLogs }) => failedLogs)))
    console.log(`\n=== ${log}\n${readFileSync(log, "utf8").trimEnd()}`);
  const total = sum(rows.map(({ counts }) => counts));
  const longest = total.tests.length > 0 ? `The slowest tests:\n${slowest(rows)}\n\n` : "";
  const leftOut = leftOutText(
    rows.flatMap((row) => row.leftOut ?? []),
    new Date().toISOString().slice(0, 10),
  );
  console.log(
    `\n${table(rows)}\n\n${longest}${leftOut}${notes.map((note) => `${note}\n\n`).join("")}${countsOf(total)}`,
  );
  return total.failed;
}

/** @param {string} text */
function say(text) {
  console.log(`${secondsSince(started).toFixed(0).padStart(5)} s  ${text}`);
}

/** @param {number} moment - In seconds since 1970. */
function secondsSince(moment) {
  return Date.now() / 1000 - moment;
}

/** Stopping this run stops all of it, and prints how far it got: a test that was still running may hang. */
function endChildrenWithThis() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.once(signal, () => {
      const name = `ended by ${signal}`;
      summarize([...done, { name, seconds: 0, counts: ONE_FAILURE, failedLogs: endAll() }]);
      process.exit(128 + constants.signals[signal]);
    });
}
