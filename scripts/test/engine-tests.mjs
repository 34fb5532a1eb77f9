// Runs the files of test/engine side by side, each as a process of its own.
import { appendFileSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { countMocha, mocha, testsIn, within } from "./commands.mjs";
import { sum } from "./counts.mjs";
import { BEFORE, engineJobs, ON_BOTH, PLACES } from "./engine-files.mjs";
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
  const shown = [
    await count("shown", countShown, place),
    await count("shown-before", (report) => countMocha(report, files().filter(leavesOut), ["--grep", BEFORE]), place),
  ];
  const more = sum(shown.map(({ counts }) => counts));
  const notes = [
    ...outcomes.flatMap(({ note }) => note ?? []),
    `${more.skipped} more in npm run show roster and server`,
  ];
  return {
    counts: sum([...outcomes.map(({ counts }) => counts), { ...more, skipped: 0 }]),
    failedLogs: [...outcomes, ...shown].flatMap(({ failedLogs }) => failedLogs),
    note: notes.join("; "),
  };
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

function files() {
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
  const { HUBWRIGHT_TEST_CACHE, XDG_CACHE_HOME } = process.env;
  // As the scripts in test/engine/setup have it.
  const cache = HUBWRIGHT_TEST_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "hubwright-test");
  mkdirSync(cache, { recursive: true });
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
