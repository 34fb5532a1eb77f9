// Runs engine tests for a show, as npm test does.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "../../scripts/test/children.mjs";
import { mocha } from "../../scripts/test/commands.mjs";
import { engineJobs, optionsOf, PLACES } from "../../scripts/test/engine-files.mjs";
import { locks } from "../../scripts/test/engine-locks.mjs";
import { inPlaces } from "../../scripts/test/schedule.mjs";

/**
 * @typedef {import("./point.ts").Test} Test
 * @typedef {import("../../scripts/test/engine-files.mjs").EngineJob} EngineJob
 * @typedef {{ readonly job: EngineJob, readonly tests: readonly Test[] }} Run The results of the tests of one process.
 */

/**
 * Runs parts of files, each in its own process with its own log.
 *
 * @param {readonly import("../../scripts/test/engine-files.mjs").Part[]} parts
 * @param {import("./point.ts").Stage} stage
 * @param {() => Promise<void>} [before] - Runs before every file of the first engine, while the second one is already working.
 * @returns {Promise<readonly Run[]>}
 */
export async function runParts(parts, { scratch, say }, before) {
  const lock = locks();
  const runJob = async (/** @type {EngineJob} */ job) => {
    const started = performance.now();
    const report = join(scratch, `${job.name}.json`);
    const { words, cwd } = lock(job, mocha(report, [job.file], optionsOf(job), "test/show/reporter.mjs"));
    const { exitCode } = await runLogged(words, { log: join(scratch, `${job.name}.log`), cwd });
    const seconds = (performance.now() - started) / 1000;
    const tests = whole(job.name, exitCode, existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : []);
    say(`${job.name}: ${counts(tests)} in ${seconds.toFixed(0)} s`);
    return { job, tests };
  };
  const first = before && { name: "before", engine: "first", hasEngine: true, isAlone: false, before };
  const jobs = [...(first ? [first] : []), ...engineJobs(parts)];
  const runs = await inPlaces(jobs, PLACES, async (job) => ("before" in job ? void (await job.before()) : runJob(job)));
  return runs.filter((run) => run !== undefined);
}

/**
 * The tests of a process, plus a failed one if the process failed although none of them did: a run that crashed may have lost
 * some.
 *
 * @param {string} title
 * @param {number | null} exitCode
 * @param {readonly Test[]} tests
 * @returns {readonly Test[]}
 */
function whole(title, exitCode, tests) {
  if (exitCode === 0 && tests.length > 0) return tests;
  if (tests.some(({ passed }) => !passed)) return tests;
  const error = tests.length === 0 ? "no test ran" : `mocha ended with ${exitCode}, although no test failed`;
  return [...tests, { title, passed: false, seconds: 0, error }];
}

/**
 * The number of tests, in words.
 *
 * @param {readonly Test[]} tests
 */
export function counts(tests) {
  const passed = tests.filter((test) => test.passed).length;
  return `${passed} passed, ${tests.length - passed} failed`;
}
