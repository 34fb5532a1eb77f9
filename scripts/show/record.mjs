// What a show records in docs/shown: figures of a run that anyone can repeat on the same commit.

/**
 * @typedef {{ readonly says: string, readonly figure: string }} ShownPoint
 * @typedef {object} ShowRecord
 * @property {string} show - The word after `npm run show`.
 * @property {string} date - The day of the run, as `2026-11-29`.
 * @property {string} commit - What was run, in full.
 * @property {number} seconds - How long all of it took.
 * @property {number} tests - How many tests passed.
 * @property {readonly ShownPoint[]} points - What is promised, and what was measured.
 */

/**
 * @typedef {"nothing" | "caches"} Begun What a run of npm test began with: no engine and no cache, or all that runs leave.
 * @typedef {{ readonly date: string, readonly commit: string, readonly seconds: number, readonly tests: number,
 *   readonly processors: number }} TimedRun A run of everything in which everything passed.
 * @typedef {{ readonly [begun in Begun]?: TimedRun }} TestTimes
 */

/** Every show, in the order in which `npm run show -- --all` runs them. */
export const SHOWS = /** @type {const} */ (["first-hub", "roster", "access", "lists", "server", "cut-off", "sdk"]);

/** The directory of the records. Writing one must not keep the next show from being recorded. */
export const PLACE = "docs/shown";

/**
 * Why a run is not recorded; undefined if it is.
 *
 * @param {object} run
 * @param {number} run.failed - How many points fell short, and how many tests failed.
 * @param {string} run.before - What `git status --porcelain` printed when it began.
 * @param {string} run.after - The same when it ended.
 * @param {boolean} run.isSameCommit - Whether HEAD stayed where it was.
 */
export function whyNotRecorded({ failed, before, after, isSameCommit }) {
  if (failed > 0) return "something failed";
  if (changed(before) || changed(after)) return "there are uncommitted changes";
  if (!isSameCommit) return "another commit was checked out meanwhile";
  return undefined;
}

/** @param {string} status */
function changed(status) {
  return status.split("\n").some((line) => line !== "" && !line.slice(3).startsWith(PLACE));
}

/**
 * How long ago a show was last green, in words.
 *
 * @param {ShowRecord | undefined} record
 * @param {string} today - As `2026-11-29`.
 */
export function lastGreen(record, today) {
  if (record === undefined) return "never recorded as green";
  const days = Math.round((Date.parse(today) - Date.parse(record.date)) / 86_400_000);
  const ago = days <= 0 ? "today" : days === 1 ? "yesterday" : `${days} days ago`;
  return `green ${ago}, on ${record.commit.slice(0, 7)}`;
}
