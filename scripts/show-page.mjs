// Makes docs/shown.md from the records of shows: node scripts/show-page.mjs
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";
import { pageOf } from "./show/page.mjs";
import { PLACE, SHOWS } from "./show/record.mjs";

/**
 * @typedef {import("./show/record.mjs").ShowRecord} ShowRecord
 * @typedef {import("./show/record.mjs").TestTimes} TestTimes
 */

const ROOT = new URL("../", import.meta.url);
export const PAGE = fileURLToPath(new URL(`${PLACE}.md`, ROOT));
const TIMES = "npm-test";

/**
 * The record of the last run of a show in which everything passed.
 *
 * @param {string} show
 * @returns {ShowRecord | undefined}
 */
export function readRecord(show) {
  return /** @type {ShowRecord | undefined} */ (read(show));
}

/** @param {ShowRecord} record */
export function writeRecord(record) {
  write(record.show, record);
}

/** The last runs of npm test in which everything passed. @returns {TestTimes} */
export function readTimes() {
  return /** @type {TestTimes | undefined} */ (read(TIMES)) ?? {};
}

/** @param {TestTimes} times */
export function writeTimes(times) {
  write(TIMES, times);
}

/** The page for the current records. */
export function currentPage() {
  const shows = SHOWS.map((show) => ({ show, record: readRecord(show) }));
  return pageOf(shows, readTimes());
}

export function writePage() {
  writeFileSync(PAGE, currentPage());
}

/**
 * @param {string} name
 * @returns {unknown}
 */
function read(name) {
  const path = pathOf(name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function write(name, value) {
  const path = pathOf(name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}

/** @param {string} name */
function pathOf(name) {
  return fileURLToPath(new URL(`${PLACE}/${name}.json`, ROOT));
}

if (isMain(import.meta)) writePage();
