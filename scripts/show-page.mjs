// Makes docs/shown.md from the records of shows: node scripts/show-page.mjs
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";
import { pageOf } from "./show/page.mjs";
import { PLACE, SHOWS } from "./show/record.mjs";

/** @typedef {import("./show/record.mjs").ShowRecord} ShowRecord */

const ROOT = new URL("../", import.meta.url);
export const PAGE = fileURLToPath(new URL(`${PLACE}.md`, ROOT));

/**
 * Where the record of a show is.
 *
 * @param {string} show
 */
export function recordPath(show) {
  return fileURLToPath(new URL(`${PLACE}/${show}.json`, ROOT));
}

/**
 * The record of the last run of a show in which everything passed.
 *
 * @param {string} show
 * @returns {ShowRecord | undefined}
 */
export function readRecord(show) {
  const path = recordPath(show);
  return existsSync(path) ? /** @type {ShowRecord} */ (JSON.parse(readFileSync(path, "utf8"))) : undefined;
}

/** The page as the records of now make it. */
export function currentPage() {
  return pageOf(SHOWS.map((show) => ({ show, record: readRecord(show) })));
}

if (isMain(import.meta)) writeFileSync(PAGE, currentPage());
