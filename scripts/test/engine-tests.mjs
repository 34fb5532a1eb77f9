// Runs the files of test/engine in parallel, each in its own process.
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { partsOf as showParts } from "../../test/show/suites.mjs";
import { readRecord } from "../show-page.mjs";
import { SHOWS } from "../show/record.mjs";
import { countMocha, mocha, testsIn } from "./commands.mjs";
import { NOTHING, sum } from "./counts.mjs";
import { engineJobs, optionsOf, partsOf, PLACES } from "./engine-files.mjs";
import { locks } from "./engine-locks.mjs";
import { leftOutOf } from "./left-out.mjs";
import { count, run } from "./run.mjs";
import { inPlaces } from "./schedule.mjs";
import { ended } from "./summary.mjs";

/**
 * @typedef {import("./run.mjs").Outcome} Outcome
 * @typedef {import("./run.mjs").Place} Place
 */

/** Tests that take many minutes, which the shows run. They are counted here so that none is forgotten. */
const SHOWN = [
  "test/engine/access",
  "test/engine/lists",
  "test/engine/roster",
  "test/engine/sdk",
  "test/engine/server",
];

/**
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function runEngineTests(place) {
  const lock = locks();
  const runJob = async (/** @type {import("./engine-files.mjs").EngineJob} */ job) => {
    const started = performance.now();
    const command = (/** @type {string} */ report) => lock(job, mocha(report, [job.file], optionsOf(job)));
    const outcome = await run(job.name, command, place);
    const line = ended({ name: job.name, seconds: (performance.now() - started) / 1000, ...outcome });
    appendFileSync(join(place.logs, "engine.log"), `${line}\n`);
    return outcome;
  };
  const [listed, outcomes] = await Promise.all([listTests(place), inPlaces(engineJobs(parts()), PLACES, runJob)]);
  const { leftOut, nowhere } = leftOutOf(
    listed.tests,
    parts(),
    SHOWS.map((show) => ({ show, parts: showParts(show), record: readRecord(show) })),
  );
  const notes = [
    ...outcomes.flatMap(({ note }) => note ?? []),
    ...nowhere.map((title) => `neither npm test nor a show runs: ${title}`),
  ];
  const all = [...outcomes, listed.outcome, { counts: { ...NOTHING, failed: nowhere.length }, failedLogs: [] }];
  return {
    counts: sum(all.map(({ counts }) => ({ ...counts, skipped: 0 }))),
    failedLogs: all.flatMap(({ failedLogs }) => failedLogs),
    leftOut,
    ...(notes.length > 0 && { note: notes.join("; ") }),
  };
}

/**
 * Counts every engine test as skipped.
 *
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function countEngineTests(place) {
  return (await listTests(place)).outcome;
}

/** The files of test/engine itself, which npm test runs. */
export function files() {
  return testsIn("test/engine").filter((file) => !SHOWN.some((directory) => file.startsWith(`${directory}/`)));
}

/** What npm test runs. */
export function parts() {
  return partsOf(files());
}

/**
 * Lists every engine test, without running it.
 *
 * @param {Place} place
 */
async function listTests(place) {
  const outcome = await count("engine-list", (report) => countMocha(report, testsIn("test/engine")), place);
  const { tests } = outcome.counts;
  return { tests, outcome: { ...outcome, counts: { ...outcome.counts, tests: [] } } };
}
