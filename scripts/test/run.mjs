// Runs one test process, and reads its results.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runLogged } from "./children.mjs";
import { judge } from "./counts.mjs";

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {import("./commands.mjs").Command} Command
 * @typedef {{ readonly counts: Counts, readonly note?: string, readonly failedLogs: readonly string[],
 *   readonly leftOut?: readonly import("./left-out.mjs").LeftOut[] }} Outcome
 * @typedef {object} Place
 * @property {string} logs - The directory of the logs.
 * @property {string} reports - The directory of the runners' reports.
 */

/**
 * @param {string} name - Of its log.
 * @param {(report: string) => Command} command
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function run(name, command, { logs, reports }) {
  const [log, report] = [join(logs, `${name}.log`), join(reports, name)];
  const { words, cwd, read } = command(report);
  const { exitCode, signal } = await runLogged(words, { log, cwd });
  const counts = judge(exitCode, existsSync(report) ? read(readFileSync(report, "utf8")) : undefined);
  return {
    counts,
    failedLogs: counts.failed > 0 ? [log] : [],
    ...(signal === null ? {} : { note: `ended by ${signal}` }),
  };
}

/**
 * Counts tests as skipped, by a command that finds them without running them.
 *
 * @param {string} name - Of its log.
 * @param {(report: string) => Command} command
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function count(name, command, { logs, reports }) {
  const [log, report] = [join(logs, `${name}.log`), join(reports, name)];
  const { words, cwd, read } = command(report);
  const { exitCode } = await runLogged(words, { log, cwd });
  const counts = read(readFileSync(existsSync(report) ? report : log, "utf8"));
  const isGood = exitCode === 0 && counts.skipped > 0;
  return isGood ? { counts, failedLogs: [] } : { counts: { ...counts, failed: 1 }, failedLogs: [log] };
}
