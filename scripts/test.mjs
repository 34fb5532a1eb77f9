// The checks and every layer of tests: npm test, or some of them: npm test -- unit python
//
// Layers that compute and layers that wait for hubs run side by side, each with a log of its own. A layer fails when a test
// fails, is skipped or put off, or when it has no test at all; nothing is tried twice.
// --if-engine, for machines where dockerd itself cannot start, counts the tests that need an engine as skipped there.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { pythonEnvironment } from "./python.mjs";
import { endAll } from "./test/children.mjs";
import { ONE_FAILURE, NOTHING, sum } from "./test/counts.mjs";
import { layerOnEngine } from "./test/engine-setup.mjs";
import { inLanes } from "./test/lanes.mjs";
import { chooseLayers } from "./test/layers.mjs";
import { runLayer } from "./test/run-layer.mjs";
import { leftOutText } from "./test/left-out.mjs";
import { countsOf, ended, slowest, table } from "./test/summary.mjs";

/**
 * @typedef {import("./test/run.mjs").Outcome} Outcome
 * @typedef {import("./test/summary.mjs").Row & Outcome} Row
 */

const started = performance.now();
/** @type {Row[]} */
const done = [];
const chosen = chooseLayers(process.argv.slice(2));
if ("usage" in chosen) {
  console.error(chosen.usage);
  process.exitCode = 64;
} else {
  endChildrenWithThis();
  process.exitCode = summarize(await runAll(chosen)) === 0 ? 0 : 1;
}

/**
 * @param {import("./test/layers.mjs").Chosen} chosen
 * @returns {Promise<readonly Row[]>}
 */
async function runAll({ layers, ifEngine }) {
  const place = {
    logs: mkdtempSync(join(tmpdir(), "hubwright-test-logs-")),
    reports: mkdtempSync(join(tmpdir(), "hubwright-test-reports-")),
  };
  console.log(`Logs: ${place.logs}`);
  try {
    // Every layer uses these two. Where one cannot be had, that is a failure of its own, and the layers run all the same.
    const first = [
      await timed("build", () => made(() => build({ ifStale: true }))),
      // Tests that compare the two languages start this Python.
      await timed(".venv", () => made(() => (process.env["HUBWRIGHT_PYTHON"] = pythonEnvironment()))),
    ];
    const onEngine = layerOnEngine(place, { ifEngine });
    const rest = await inLanes(layers, ({ name, needsEngine }) =>
      timed(name, () => (needsEngine ? onEngine(name) : runLayer(name, place))),
    );
    return [...first, ...rest];
  } finally {
    rmSync(place.reports, { recursive: true, force: true });
  }
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
 * Prints what failed in full, because a log of CI is all that there is of a run; then figures, and the line of counts last.
 *
 * @param {readonly Row[]} rows
 * @returns {number} how many failed.
 */
function summarize(rows) {
  for (const log of new Set(rows.flatMap(({ failedLogs }) => failedLogs)))
    console.log(`\n=== ${log}\n${readFileSync(log, "utf8").trimEnd()}`);
  const total = sum(rows.map(({ counts }) => counts));
  const longest = total.tests.length > 0 ? `The slowest tests:\n${slowest(rows)}\n\n` : "";
  const leftOut = leftOutText(
    rows.flatMap((row) => row.leftOut ?? []),
    new Date().toISOString().slice(0, 10),
  );
  console.log(`\n${table(rows)}\n\n${longest}${leftOut}${countsOf(total)}`);
  return total.failed;
}

/** @param {string} text */
function say(text) {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${text}`);
}

/** Whoever ends this run ends all of it, and is told how far it came: what is at work then may hang. */
function endChildrenWithThis() {
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.once(signal, () => {
      const name = `ended by ${signal}`;
      summarize([...done, { name, seconds: 0, counts: ONE_FAILURE, failedLogs: endAll() }]);
      process.exit(128 + constants.signals[signal]);
    });
}
