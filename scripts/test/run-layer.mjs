// Runs one layer of tests.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./children.mjs";
import * as commands from "./commands.mjs";
import { judge, sum } from "./counts.mjs";

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {import("./commands.mjs").Command} Command
 * @typedef {{ readonly counts: Counts, readonly note?: string, readonly failedLogs: readonly string[] }} Outcome
 * @typedef {object} Place
 * @property {string} logs - The directory of the logs.
 * @property {string} reports - The directory of what the runners count.
 */

/** Tests that take many minutes, which npm run show roster and server run. They are counted here, so that none is forgotten. */
const SHOWN = ["test/engine/roster", "test/engine/server"];

/** @type {{ readonly [layer: string]: (report: string) => Command }} */
const COMMANDS = {
  check: (report) => commands.check(report),
  unit: (report) => commands.mocha(report, commands.testsIn("test/unit", "examples")),
  python: (report) => commands.pytest(report, "not engine"),
  contracts: (report) => commands.mocha(report, commands.testsIn("test/contracts")),
  golden: (report) => commands.mocha(report, commands.testsIn("test/golden")),
  package: (report) => commands.mocha(report, commands.testsIn("test/package")),
  "python-engine": (report) => commands.pytest(report, "engine"),
  engine: (report) => commands.mocha(report, engineTests()),
};

/**
 * @param {string} name
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function runLayer(name, place) {
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`There is no layer named ${name}.`);
  const outcome = await run(name, command, place);
  if (name !== "engine") return outcome;
  const shown = await count("shown", countShown, place);
  const more = `${shown.counts.skipped} more in npm run show roster and server`;
  return {
    counts: sum([outcome.counts, { ...shown.counts, skipped: 0 }]),
    failedLogs: [...outcome.failedLogs, ...shown.failedLogs],
    note: outcome.note === undefined ? more : `${outcome.note}; ${more}`,
  };
}

/**
 * Counts the tests of a layer that needs an engine, without running them.
 *
 * @param {string} name
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function skipLayer(name, place) {
  if (name === "python-engine") return count(name, () => commands.countPytest("engine"), place);
  const [own, shown] = [
    await count(name, (report) => commands.countMocha(report, engineTests()), place),
    await count("shown", countShown, place),
  ];
  return { counts: sum([own.counts, shown.counts]), failedLogs: [...own.failedLogs, ...shown.failedLogs] };
}

function engineTests() {
  return commands.testsIn("test/engine").filter((file) => !SHOWN.some((directory) => file.startsWith(`${directory}/`)));
}

/** @param {string} report */
function countShown(report) {
  return commands.countMocha(report, commands.testsIn(...SHOWN));
}

/**
 * @param {string} name
 * @param {(report: string) => Command} command
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
async function run(name, command, { logs, reports }) {
  const [log, report] = [join(logs, `${name}.log`), join(reports, name)];
  const { words, cwd, read } = command(report);
  const { exitCode, signal } = await runLogged(process.execPath, words, { log, cwd });
  const counts = judge(exitCode, existsSync(report) ? read(readFileSync(report, "utf8")) : undefined);
  return {
    counts,
    failedLogs: counts.failed > 0 ? [log] : [],
    ...(signal === null ? {} : { note: `ended by ${signal}` }),
  };
}

/**
 * @param {string} name
 * @param {(report: string) => Command} command
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
async function count(name, command, { logs, reports }) {
  const [log, report] = [join(logs, `${name}-count.log`), join(reports, `${name}-count`)];
  const { words, cwd, read } = command(report);
  const { exitCode } = await runLogged(process.execPath, words, { log, cwd });
  const counts = read(readFileSync(existsSync(report) ? report : log, "utf8"));
  const isGood = exitCode === 0 && counts.skipped > 0;
  return isGood ? { counts, failedLogs: [] } : { counts: { ...counts, failed: 1 }, failedLogs: [log] };
}
