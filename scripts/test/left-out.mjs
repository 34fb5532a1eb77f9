// What npm test leaves to the shows, so that nobody mistakes a green run for a complete one.
import { lastGreen } from "../show/record.mjs";
import { isAmong } from "./engine-files.mjs";

/**
 * @typedef {import("../show/record.mjs").ShowRecord} ShowRecord
 * @typedef {import("./engine-files.mjs").Part} Part
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
 * @param {readonly Part[]} parts - What npm test runs.
 * @param {readonly { readonly show: string, readonly parts: readonly Part[], readonly record: ShowRecord | undefined }[]} shows
 * @returns {{ readonly leftOut: readonly LeftOut[], readonly nowhere: readonly string[] }} with the titles of tests that no show
 *   runs either.
 */
export function leftOutOf(tests, parts, shows) {
  const found = tests
    .map(({ file = "", title }) => ({ file, title }))
    .filter((test) => !isAmong(parts, test))
    .map((test) => ({ ...test, show: shows.find((one) => isAmong(one.parts, test))?.show }));
  return {
    leftOut: shows.map(({ show, record }) => ({
      show,
      tests: found.filter((test) => test.show === show).length,
      record,
    })),
    nowhere: found.flatMap(({ show, title }) => (show === undefined ? [title] : [])),
  };
}
