// Runs the files of test/engine side by side, each as a process of its own.
import { appendFileSync } from "node:fs";
import { basename, join } from "node:path";
import { testCache } from "./cache.mjs";
import { countMocha, mocha, testsIn, within } from "./commands.mjs";
import { sum } from "./counts.mjs";
import { filesOf } from "../../test/show/suites.mjs";
import { readRecord } from "../show-page.mjs";
import { SHOWS } from "../show/record.mjs";
import { BEFORE, engineJobs, ON_BOTH, PLACES } from "./engine-files.mjs";
import { showOf } from "./left-out.mjs";
import { count, run } from "./run.mjs";
import { inPlaces } from "./schedule.mjs";
import { ended } from "./summary.mjs";

/**
 * @typedef {import("./run.mjs").Outcome} Outcome
 * @typedef {import("./run.mjs").Place} Place
 * @typedef {import("./commands.mjs").Command} Command
 */

/** Tests that take many minutes, which npm run show roster and server run. They are counted here, so that none is forgotten. */
const SHOWN = ["test/engine/roster", "test/engine/server"];

/**
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function runEngineTests(place) {
  const lock = locks();
  const outcomes = await inPlaces(engineJobs(files()), PLACES, async (job) => {
    const started = performance.now();
    // --exit: a connection that an engine does not close must not keep the run from ending.
    const options = ["--exit", ...(leavesOut(job.file) ? ["--grep", BEFORE, "--invert"] : [])];
    const outcome = await run(job.name, (report) => lock(job, mocha(report, [job.file], options)), place);
    const line = ended({ name: job.file, seconds: (performance.now() - started) / 1000, ...outcome });
    appendFileSync(join(place.logs, "engine.log"), `${line}\n`);
    return outcome;
  });
  const shown = await countLeftOut(place);
  const notes = outcomes.flatMap(({ note }) => note ?? []);
  return {
    counts: sum([...outcomes, ...shown.outcomes].map(({ counts }) => ({ ...counts, skipped: 0 }))),
    failedLogs: [...outcomes, ...shown.outcomes].flatMap(({ failedLogs }) => failedLogs),
    leftOut: shown.leftOut,
    ...(notes.length > 0 && { note: notes.join("; ") }),
  };
}

/**
 * How many tests each show runs that npm test does not.
 *
 * @param {Place} place
 */
async function countLeftOut(place) {
  const shows = SHOWS.map((show) => ({ show, files: filesOf(show) }));
  /** @type {Outcome[]} */
  const outcomes = [];
  /** @type {import("./left-out.mjs").LeftOut[]} */
  const leftOut = [];
  for (const show of SHOWS) {
    const isOfShow = (/** @type {string} */ file) => showOf(file, shows) === show;
    const groups = [
      { name: `shown-${show}`, files: testsIn(...SHOWN).filter(isOfShow), options: [] },
      { name: `shown-${show}-before`, files: files().filter(leavesOut).filter(isOfShow), options: ["--grep", BEFORE] },
    ];
    let tests = 0;
    for (const group of groups.filter((one) => one.files.length > 0)) {
      // A show may run nothing on the JupyterHub before.
      const command = (/** @type {string} */ report) => countMocha(report, group.files, group.options);
      const outcome = await count(group.name, command, place, { atLeast: 0 });
      outcomes.push(outcome);
      tests += outcome.counts.skipped;
    }
    leftOut.push({ show, tests, record: readRecord(show) });
  }
  return { outcomes, leftOut };
}

/**
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function countEngineTests(place) {
  const outcomes = [
    await count("engine-count", (report) => countMocha(report, files()), place),
    await count("shown", countShown, place),
  ];
  return {
    counts: sum(outcomes.map(({ counts }) => counts)),
    failedLogs: outcomes.flatMap(({ failedLogs }) => failedLogs),
  };
}

/** The files of engine tests that npm test runs. */
export function files() {
  return testsIn("test/engine").filter((file) => !SHOWN.some((directory) => file.startsWith(`${directory}/`)));
}

/** @param {string} file */
function leavesOut(file) {
  return !ON_BOTH.includes(basename(file));
}

/** @param {string} report */
function countShown(report) {
  return countMocha(report, testsIn(...SHOWN));
}

/**
 * Two runs on one machine share its engines: what runs alone waits for the other run's files, too. The kernel gives these locks
 * back whatever ends their holder.
 */
function locks() {
  const cache = testCache();
  // --close: what a test leaves running must not hold the lock for its whole life.
  const flock = (/** @type {string} */ how, /** @type {string} */ file, /** @type {Command} */ command) =>
    within(["flock", "--close", how, join(cache, file)], command);
  return (
    /** @type {import("./engine-files.mjs").EngineJob} */ { engine, isAlone },
    /** @type {Command} */ command,
  ) => {
    const locked = flock(isAlone ? "--exclusive" : "--shared", "engine-tests.lock", command);
    return engine === "second" ? flock("--exclusive", "second-engine-tests.lock", locked) : locked;
  };
}
