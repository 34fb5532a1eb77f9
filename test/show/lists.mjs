import { join } from "node:path";
import { computed } from "./computed.mjs";
import { logged } from "./logged.mjs";
import { runParts } from "./run-parts.mjs";
import { partsOf } from "./suites.mjs";

/** @typedef {import("./point.ts").Prepared & { python: () => string, bench: () => string }} Prepared */

const LISTS = "2000";

/** @type {readonly [string, ...string[]]} */
const PYTHON = [process.execPath, "scripts/python.mjs", "pytest", "--quiet", "tests/test_contracts.py"];
/** @type {readonly [string, ...string[]]} */
const BENCH = [process.execPath, "bench/run.mjs", "tables"];

/**
 * How lists and tables from real life are read. Every pattern must be matched by a test, and every test that
 * is matched must have passed.
 *
 * @type {readonly import("./point.ts").Point<Prepared>[]}
 */
export const POINTS = [
  {
    says: "every list from real life: who keeps access, who gets in, what it reports",
    tests: [/^the contract .* lists as people really have them/],
  },
  { says: "every mistake is distinguished from an intended change", tests: [/^the contract .* slips of the hand/] },
  { says: "the same lists and mistakes in Python, as the hub runs it", show: ({ python }) => python() },
  {
    says: "every table: Canvas, Moodle, Blackboard, Brightspace, GitHub Classroom, nbgrader and spreadsheets",
    tests: [/^a table of people/],
  },
  {
    says: "2,000 random lists, each reshaped in twelve ways: nobody loses anything, nobody whose time has ended gets in, in both languages",
    tests: [/^random lists, each reshaped/],
  },
  {
    says: "sixty of them on one running hub, where people sign in",
    tests: [/^lists that another program has spoiled/],
  },
  { says: "twenty imports on a running hub do what they say", tests: [/^imports of tables/] },
  { says: "100,000 rows in at most twice the time of csv-parse alone", show: ({ bench }) => bench() },
];

/**
 * Runs everything that the points need.
 *
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<Prepared>} what each `show` is given.
 */
export async function prepare(stage) {
  stage.say("a table of 100,000 rows, against csv-parse alone");
  const measured = await logged(BENCH, { log: join(stage.scratch, "bench.log") });
  stage.say("the contract of both languages");
  const contract = await logged(PYTHON, { log: join(stage.scratch, "python.log") });
  const cases = await computed(stage, ["test/contracts/contracts.test.ts", "test/unit/model/read-table.test.ts"]);
  stage.say(`${LISTS} random lists, each in twelve ways`);
  const random = await computed(stage, ["test/contracts/reshaped-lists.test.ts"], { HUBWRIGHT_TEST_LISTS: LISTS });
  stage.say("lists and imports on running hubs, on this machine's engine");
  const engine = (await runParts(partsOf("lists"), stage)).map(({ tests }) => tests);
  const runs = [cases, random, ...engine];
  return { tests: runs.flat(), runs, python: () => counted(contract), bench: () => ratio(measured) };
}

/** @param {{ exitCode: number | null, output: string }} ended */
function counted({ exitCode, output }) {
  const [, passed] = /^(\d+) passed/m.exec(output) ?? [];
  if (exitCode !== 0 || passed === undefined) throw new Error(output.slice(-2000));
  return `${passed} tests of them passed`;
}

/** @param {{ exitCode: number | null, output: string }} ended */
function ratio({ exitCode, output }) {
  const [, figure] = /rows: ([\d.]+x csv-parse alone)/.exec(output) ?? [];
  if (exitCode !== 0 || figure === undefined) throw new Error(output.slice(-2000));
  return figure;
}
