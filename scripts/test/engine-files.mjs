// How the files of test/engine share the engines of a machine, in npm test and in the shows.
import { basename } from "node:path";

/**
 * @typedef {"first" | "second"} EngineName
 * @typedef {object} Part Tests of one file, which one process runs.
 * @property {string} file - Its path from the root.
 * @property {string} [grep] - Only the tests whose titles match, as mocha takes it.
 * @property {boolean} [invert] - All tests except these.
 * @property {string} [label] - Distinguishes its log from those of the file's other parts.
 * @property {EngineName} [engine] - The first one if it is left out.
 *
 * @typedef {import("./schedule.mjs").Job & Part & { readonly engine: EngineName }} EngineJob
 *   What has the second engine to itself starts it itself.
 */

/** How many files run on each engine at a time, while files are left for the other one. */
export const PLACES = { first: 2, second: 1 };

/** Files that nothing may run beside, with the reason. @type {{ readonly [file: string]: string }} */
export const ALONE = {
  "inside.test.ts": "ten servers end at once within the time that is promised",
  "malformed.test.ts": "measures how soon a hub answers",
  "stubborn.test.ts": "ten servers end at once within the time that is promised",
  "ten-thousand.test.ts": "measures how soon a hub answers",
};

/** Files that start the second engine themselves, and have it first, with the reason. @type {{ readonly [file: string]: string }} */
export const START_SECOND_ENGINE = {
  "engine-restart.test.ts": "restarts and kills it",
  "remote.test.ts": "starts it with TLS and sshd",
};

/** The files that take longest, longest first: they start first, so that nothing has to wait for one of them at the end. */
export const LONGEST = [
  "random-changes.test.ts",
  "constant-calls.test.ts",
  "settings.test.ts",
  "postgres.test.ts",
  "doctor-spawn.test.ts",
  "twenty-edits.test.ts",
  "drop-box.test.ts",
  "doctor.test.ts",
  "turns.test.ts",
  "two-hubs.test.ts",
  "seed-people.test.ts",
  "staff.test.ts",
  "rename-hub.test.ts",
];

/** Patterns for mocha: the titles of tests on the current JupyterHub and on the previous one. */
export const NOW = "JupyterHub 6\\.1 ";
export const BEFORE = "JupyterHub 5\\.5 ";

/** The titles of those of the twenty edits and fifty random sequences that npm test runs, and no show does. */
export const FEW_EDITS = "^five edits ";
export const FEW_SEQUENCES = ": 5 sequences$";

/** Files whose tests run in npm test on both versions. For other files, only the shows run the tests on the previous JupyterHub. */
export const ON_BOTH = ["seed-people.test.ts"];

/**
 * What npm test runs in addition to each file directly in test/engine on the first engine: parts of files that belong to a show, and tests that
 * must also pass on the second engine. The second engine's lane is the shorter one, so it runs all of this.
 *
 * @type {readonly Part[]}
 */
export const BESIDES = [
  { file: "test/engine/docker-engine.test.ts", engine: "second" },
  { file: "test/engine/seed-people.test.ts", engine: "second", grep: NOW },
  { file: "test/engine/server/random-changes.test.ts", engine: "second", grep: FEW_SEQUENCES },
  { file: "test/engine/server/turns.test.ts", engine: "second", grep: "compose v2: (?!and )" },
  { file: "test/engine/roster/twenty-edits.test.ts", engine: "second", grep: FEW_EDITS },
  { file: "test/engine/roster/staff.test.ts", engine: "second", grep: BEFORE },
];

/**
 * The parts of files that npm test runs.
 *
 * @param {readonly string[]} files - The files of test/engine itself.
 * @returns {readonly Part[]}
 */
export function partsOf(files) {
  const whole = files.map((file) =>
    ON_BOTH.includes(basename(file)) ? { file } : { file, grep: BEFORE, invert: true },
  );
  return [...whole, ...BESIDES];
}

/**
 * The order of parts, and where each runs.
 *
 * @param {readonly Part[]} parts
 * @returns {readonly EngineJob[]}
 */
export function engineJobs(parts) {
  const rank = (/** @type {Part} */ { file }) => {
    const index = LONGEST.indexOf(basename(file));
    if (basename(file) in START_SECOND_ENGINE) return -1;
    return index < 0 ? LONGEST.length : index;
  };
  return parts
    .toSorted((a, b) => rank(a) - rank(b) || (a.file < b.file ? -1 : 1))
    .map((part) => {
      const name = basename(part.file);
      const hasEngine = name in START_SECOND_ENGINE;
      const engine = hasEngine ? "second" : (part.engine ?? "first");
      const words = ["engine", basename(name, ".test.ts"), part.label, engine === "second" && !hasEngine && "second"];
      return { ...part, engine, hasEngine, name: words.filter(Boolean).join("-"), isAlone: name in ALONE };
    });
}

/**
 * How mocha runs a part.
 *
 * @param {Part} part
 */
export function optionsOf({ grep, invert = false }) {
  // --exit: a connection that an engine does not close must not keep the run from ending.
  return ["--exit", ...(grep === undefined ? [] : ["--grep", grep]), ...(invert ? ["--invert"] : [])];
}

/**
 * Whether one of the parts contains a test.
 *
 * @param {readonly Part[]} parts
 * @param {{ readonly file: string, readonly title: string }} test
 */
export function isAmong(parts, { file, title }) {
  return parts.some(
    (part) =>
      part.file === file && (part.grep === undefined || new RegExp(part.grep).test(title) !== (part.invert ?? false)),
  );
}
