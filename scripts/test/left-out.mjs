// What npm test leaves to the shows, so that nobody takes a green run for all there is.
import { lastGreen } from "../show/record.mjs";
import { isAmong } from "./engine-files.mjs";

/**
 * @typedef {import("../show/record.mjs").ShowRecord} ShowRecord
 * @typedef {object} LeftOut
 * @property {string} show - Where the tests are run.
 * @property {number} tests - How many.
 * @property {ShowRecord | undefined} record - The last run of that show in which everything passed.
 */

/**
 * What npm test ends with before its counts.
 *
 * @param {readonly LeftOut[]} leftOut
 * @param {string} today - As `2026-11-29`.
 */
export function leftOutText(leftOut, today) {
  const some = leftOut.filter(({ tests }) => tests > 0);
  if (some.length === 0) return "";
  const total = some.reduce((sum, { tests }) => sum + tests, 0);
  const lines = some.map(({ show, tests, record }) => `  npm run show ${show}: ${tests}, ${lastGreen(record, today)}`);
  return `Left to the shows: ${total} tests.\n${lines.join("\n")}\n\n`;
}

/**
 * How many engine tests each show runs that npm test does not run on any engine. One of several shows is counted in the first.
 *
 * @param {readonly import("./counts.mjs").Timed[]} tests - All that there are.
 * @param {readonly import("./engine-files.mjs").Part[]} parts - What npm test runs.
 * @param {readonly { readonly show: string, readonly files: readonly string[], readonly record: ShowRecord | undefined }[]} shows
 * @returns {readonly LeftOut[]}
 */
export function leftOutOf(tests, parts, shows) {
  const leftOut = tests.filter(({ file = "", title }) => !isAmong(parts, { file, title }));
  const showOf = (/** @type {string | undefined} */ file) =>
    shows.find(({ files }) => files.some((one) => one === file))?.show;
  return shows.map(({ show, record }) => ({
    show,
    tests: leftOut.filter(({ file }) => showOf(file) === show).length,
    record,
  }));
}
