// How the files of test/engine share the engines of a machine.
import { basename } from "node:path";

/**
 * @typedef {import("./schedule.mjs").Job & { readonly file: string }} EngineJob
 */

/** How many files run on each engine at a time. */
export const PLACES = { first: 2, second: 1 };

/** Files that nothing may run beside, with the reason. @type {{ readonly [file: string]: string }} */
export const ALONE = {
  "change.test.ts": "measures for how long a kernel pauses",
  "web-server.test.ts": "configures a web server for every hub on the engine",
  "work-goes-on.test.ts": "measures for how long a kernel pauses",
};

/** Files that need the second engine for themselves, with the reason. @type {{ readonly [file: string]: string }} */
export const ON_SECOND_ENGINE = {
  "engine-restart.test.ts": "restarts and kills it",
  "remote.test.ts": "starts it with TLS and sshd",
};

/** The files that take longest, longest first: begun first, none of them is what everything waits for at the end. */
export const LONGEST = [
  "settings.test.ts",
  "postgres.test.ts",
  "doctor-spawn.test.ts",
  "drop-box.test.ts",
  "doctor.test.ts",
  "seed-people.test.ts",
  "rename-hub.test.ts",
];

/** The titles of tests on the JupyterHub before the current one, as mocha takes it. */
export const BEFORE = "JupyterHub 5\\.5 ";

/** Files whose tests run on it in npm test, too. Those of the others are left to the shows. */
export const ON_BOTH = ["seed-people.test.ts"];

/**
 * The order and the place of files of engine tests.
 *
 * @param {readonly string[]} files - Paths.
 * @returns {readonly EngineJob[]}
 */
export function engineJobs(files) {
  const rank = (/** @type {string} */ file) => {
    const index = LONGEST.indexOf(basename(file));
    return index < 0 ? LONGEST.length : index;
  };
  return files
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((file) => ({
      file,
      name: `engine-${basename(file, ".test.ts")}`,
      engine: basename(file) in ON_SECOND_ENGINE ? "second" : "first",
      isAlone: basename(file) in ALONE,
    }));
}
