import { basename } from "node:path";
import { START_SECOND_ENGINE } from "../../scripts/test/engine-files.mjs";
import { ENGINE, startSecondEngine } from "../engine/support/engine-under-test.ts";
import { EngineView } from "../engine/support/engine-view.ts";
import { showQuickstart } from "./quickstart.mjs";
import { counts, runParts } from "./run-parts.mjs";
import { partsOf } from "./suites.mjs";

/** @typedef {import("./point.ts").Test} Test */
/**
 * @typedef {import("./point.ts").Prepared & { quickstart: () => string, first: readonly Test[], second: readonly Test[] }} Prepared
 */

/** Tests that do not depend on the version of the engine: tests of commands, of the hub itself, of the tests. */
const ONCE = [
  "bad-input.test.ts",
  "bench.test.ts",
  "compose-hash.test.ts",
  "empty-directory.test.ts",
  "leftovers.test.ts",
  "service-tokens.test.ts",
  "strangers.test.ts",
];

/**
 * What the first hub must show, in order. Each point is shown by something of its own, or by engine tests: every pattern
 * must be matched by a test, and every test that is matched must have passed.
 *
 * @type {readonly import("./point.ts").Point<Prepared>[]}
 */
export const POINTS = [
  { says: "npm run quickstart on a fresh clone, twice", show: ({ quickstart }) => quickstart() },
  {
    says: "the seed's four people sign in, share and are kept apart; others write nothing; down and up lose nothing",
    tests: [
      /^the four people .* 6\.1 lets each of them in/,
      /^the four people .* 6\.1 refuses a wrong password/,
      /^the four people .* 6\.1 lets tbutler change/,
      /^the four people .* 6\.1 shows everyone the folders/,
      /^the four people .* 6\.1 gives every group folder to 1000:100/,
      /^the four people .* 6\.1 lets others write nothing/,
      /^the four people .* 6\.1 shows the login list only to admins/,
      /^the four people .* 6\.1 keeps its keys out/,
      /^the four people .* 6\.1 adds a new person and a new group/,
      /^the four people .* 6\.1 has nothing to do/,
      /^the four people .* 6\.1 keeps every file and every password/,
    ],
  },
  {
    says: "a file saved in any folder of the file browser is kept, or refused",
    tests: [/^the four people .* 6\.1 keeps what hub-admin saves/, /^folders of every kind of policy /],
  },
  {
    says: "Shut Down Hub, a restart of dockerd, docker compose down -v",
    tests: [/^work goes on /, /^a restart of dockerd /],
  },
  {
    says: "people created with a service's token and on the admin page",
    tests: [/^people who were added by an admin or a service/],
  },
  {
    says: "an empty directory: init, check, generate; hub.yaml the same bytes",
    tests: [/^an empty directory .* (becomes|generates)/],
  },
  {
    says: "deploy/ with docker compose 2.40 and docker-compose 1.29",
    tests: [/^the deployment directory, without hubwright /],
  },
  { says: "JupyterHub 6.1 and 5.5, on two versions of Docker", show: generations },
  {
    says: "hubwright access mpilosov; hubwright check on one mistake for each code",
    tests: [/ shows with hubwright access /, /^a userlist with one mistake for each code /],
  },
  {
    says: "bad input: exit 1 with what, where and the next step; an interrupted run can be finished",
    tests: [/^bad input is told /, /^hubwright up, cut off and repeated /],
  },
];

/**
 * Runs everything that the points need.
 *
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<Prepared>} what each `show` is given.
 */
export async function prepare(stage) {
  const { scratch, say } = stage;
  const parts = partsOf("first-hub");
  const again = parts
    .filter((part) => !startsSecondEngine(part) && !ONCE.includes(basename(part.file)))
    .map((part) => ({ ...part, engine: /** @type {const} */ ("second") }));
  /** @type {() => string} */
  let quickstart = () => "";
  // First, as for a new user: nothing that the tests build exists yet.
  say(
    "npm run quickstart on a fresh clone, twice; beside it, engine tests on the second engine, which is made if it is not there",
  );
  const runs = await runParts([...parts, ...again], stage, async () => {
    quickstart = await kept(() => showQuickstart(scratch));
    say("engine tests on this machine's engine");
  });
  const isSecond = (/** @type {import("./run-parts.mjs").Run} */ { job }) => job.engine === "second" && !job.hasEngine;
  const first = runs.filter((run) => !isSecond(run)).flatMap(({ tests }) => tests);
  const second = runs.filter(isSecond).flatMap(({ tests }) => tests);
  return { quickstart, tests: first, runs: [first, second], first, second };
}

/** @param {import("../../scripts/test/engine-files.mjs").Part} part */
function startsSecondEngine({ file }) {
  return basename(file) in START_SECOND_ENGINE;
}

/**
 * Starts something now, and returns a function that gives its result later.
 *
 * @template T
 * @param {() => T | Promise<T>} work
 * @returns {Promise<() => T>}
 */
async function kept(work) {
  try {
    const result = await work();
    return () => result;
  } catch (problem) {
    return () => {
      throw problem;
    };
  }
}

/** @param {Prepared} prepared */
async function generations({ first, second }) {
  /** @type {string[]} */
  const figures = [];
  for (const { engine, tests } of [
    { engine: ENGINE, tests: first },
    { engine: startSecondEngine(), tests: second },
  ]) {
    const { Version, ApiVersion } = await new EngineView(engine).docker.version();
    const builder = Number(ApiVersion.split(".")[1]) >= 43 ? "BuildKit" : "classic builder";
    const failed = tests.filter(({ passed }) => !passed);
    if (failed.length > 0)
      throw new Error(`Docker ${Version}: ${failed.map(({ title, error }) => `${title}: ${error}`).join("; ")}`);
    const hubs = tests
      .filter(({ title }) => title.includes("runs the version of JupyterHub"))
      .map(({ figure }) => figure);
    if (hubs.length !== 2)
      throw new Error(`Docker ${Version}: JupyterHub ${hubs.join(" and ") || "none"}, not two versions`);
    figures.push(`Docker ${Version} (${builder}): JupyterHub ${hubs.join(" and ")}, ${counts(tests)}`);
  }
  return figures.join("; ");
}
