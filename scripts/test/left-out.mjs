// What npm test leaves to the shows, so that nobody takes a green run for all there is.
import { basename } from "node:path";
import { lastGreen } from "../show/record.mjs";

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
 * The first show that runs a file; undefined if none does.
 *
 * @param {string} file
 * @param {readonly { readonly show: string, readonly files: readonly string[] }[]} shows
 */
export function showOf(file, shows) {
  return shows.find(({ files }) => files.some((other) => basename(other) === basename(file)))?.show;
}
