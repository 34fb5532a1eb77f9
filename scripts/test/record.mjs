// How long npm test took, kept in docs/shown for docs/shown.md: npm test -- --record
import { existsSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { checkoutNow } from "../show/checkout.mjs";
import { whyNotRecorded } from "../show/record.mjs";
import { readTimes, writePage, writeTimes } from "../show-page.mjs";
import { testCache } from "./cache.mjs";

/**
 * @typedef {import("../show/record.mjs").Begun} Begun
 * @typedef {import("./counts.mjs").Counts} Counts
 */

/** Written by a run in which everything passed: the next run finds complete caches. */
const COMPLETE = "complete-run";

/**
 * Checks the caches before a run fills them.
 *
 * @returns {(hadImages: boolean) => Begun | undefined} to be asked once it is known whether the engine had images.
 */
export function lookAtCaches() {
  const cache = testCache();
  const isWhole = existsSync(join(cache, COMPLETE));
  const isEmpty = !isWhole && !existsSync(join(cache, "trixie-slim.tar"));
  return (hadImages) => begunWith({ isEmpty, isWhole, hadImages });
}

/** Records that the caches are complete. */
export function keepCaches() {
  writeFileSync(join(testCache(), COMPLETE), "");
}

/**
 * @param {{ readonly isEmpty: boolean, readonly isWhole: boolean, readonly hadImages: boolean }} found
 * @returns {Begun | undefined} undefined where only a part of what is kept was there.
 */
export function begunWith({ isEmpty, isWhole, hadImages }) {
  if (isEmpty && !hadImages) return "nothing";
  return isWhole && hadImages ? "caches" : undefined;
}

/**
 * Records a run of everything in which everything passed.
 *
 * @param {object} run
 * @param {Counts} run.counts
 * @param {number} run.seconds
 * @param {Begun | undefined} run.begun
 * @param {boolean} run.isWhole - Whether every layer was run.
 * @param {import("../show/checkout.mjs").Checkout} run.before - What was checked out when it began.
 * @returns {string} a message that says what happened.
 */
export function recordTime({ counts, seconds, begun, isWhole, before }) {
  const after = checkoutNow();
  const { passed, failed, skipped } = counts;
  const why =
    whyNot({ begun, isWhole, skipped }) ??
    whyNotRecorded({
      failed,
      before: before.status,
      after: after.status,
      isSameCommit: before.commit !== "" && after.commit === before.commit,
    });
  if (why !== undefined || begun === undefined) return `Not recorded in docs/shown, because ${why}.`;
  const date = new Date().toISOString().slice(0, 10);
  const run = {
    date,
    commit: after.commit,
    seconds: Math.round(seconds),
    tests: passed,
    processors: availableParallelism(),
  };
  writeTimes({ ...readTimes(), [begun]: run });
  writePage();
  return "Recorded in docs/shown/npm-test.json and docs/shown.md.";
}

/** @param {{ readonly begun: Begun | undefined, readonly isWhole: boolean, readonly skipped: number }} run */
function whyNot({ begun, isWhole, skipped }) {
  if (!isWhole) return "only some of the layers were run";
  if (skipped > 0) return "tests were skipped";
  return begun === undefined ? "a part of what is kept between runs was missing" : undefined;
}
