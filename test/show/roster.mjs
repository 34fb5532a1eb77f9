import { counts, runParts } from "./run-parts.mjs";
import { partsOf } from "./suites.mjs";

/** @typedef {import("./point.ts").Prepared & { readonly seconds: number }} Prepared */

/** Both versions must pass each of them. */
const inBoth = (/** @type {string} */ title) =>
  ["6\\.1", "5\\.5"].map((version) => new RegExp(`^${title}.* JupyterHub ${version} `));

/**
 * What the living roster must show, in order. Every pattern must be matched by a test, and every test that is matched must
 * have passed.
 *
 * @type {readonly import("./point.ts").Point<Prepared>[]}
 */
export const POINTS = [
  {
    says: "twenty edits of the list of a running hub, compared with separately written rules; access taken away in under 15 s",
    tests: inBoth("twenty edits of the userlist of one running hub,"),
  },
  {
    says: "2,000 malformed userlists: the hub answers within 1 s, nobody loses or gains access",
    tests: inBoth("two thousand malformed userlists,"),
  },
  {
    says: "staff of one group and everyone else's people and servers: each refused, each with a control",
    tests: inBoth("staff of one group,"),
  },
  {
    says: "10,000 people in 500 groups: 60 s, 15 s, 2 ms, no answer later than 1 s",
    tests: inBoth("ten thousand people in five hundred groups,"),
  },
  {
    says: "drop-boxes: kept apart, collected, closed at the deadline",
    tests: inBoth("drop-boxes,"),
  },
  {
    says: "settings: access of admins, images, limits, GPUs, the roster in admins' servers, idle culling",
    tests: [...inBoth("settings, on"), /^servers that nobody uses /],
  },
  {
    says: "errors in the list, who is waiting and what a restart adds: on the pages and by command",
    tests: inBoth("the roster on the pages of a hub of"),
  },
  { says: "the same on JupyterHub 5.5 and 6.1", show: generations },
];

/**
 * Runs everything that the points need.
 *
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<Prepared>} what each `show` is given.
 */
export async function prepare(stage) {
  stage.say("the roster's tests, on this machine's engine");
  const started = performance.now();
  const runs = (await runParts(partsOf("roster"), stage)).map(({ tests }) => tests);
  return { tests: runs.flat(), runs, seconds: (performance.now() - started) / 1000 };
}

/**
 * Checks that both versions ran the same number of tests, and that none failed.
 *
 * @param {Prepared} prepared
 */
function generations({ tests, seconds }) {
  const of = (/** @type {string} */ version) => tests.filter(({ title }) => title.includes(`JupyterHub ${version} `));
  const failed = tests.filter(({ passed }) => !passed);
  if (failed.length > 0) throw new Error(failed.map(({ title, error }) => `${title}: ${error}`).join("; "));
  const [now, before] = [of("6.1"), of("5.5")];
  if (now.length === 0 || now.length !== before.length)
    throw new Error(`${now.length} tests on 6.1, ${before.length} on 5.5`);
  return `${now.length} tests on each, ${counts(tests)} in ${seconds.toFixed(0)} s`;
}
