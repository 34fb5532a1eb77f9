// Times two commands in turn, A B A B …, so that a machine that gets slower gets slower for both.
import { spawnSync } from "node:child_process";

/**
 * How a benchmark runs: in full, or each part once without checking the times; and the name of its hub.
 * @typedef {{ readonly once: boolean, readonly hub: string, readonly port: string }} Mode
 */

/**
 * A program and its arguments.
 * @typedef {readonly [string, ...string[]]} Command
 */

/**
 * The medians in milliseconds, and the median of the ratios.
 * @typedef {{ readonly ours: number, readonly peer: number, readonly ratio: number }} Summary
 */

/**
 * Runs both commands `runs` times after one run each that does not count.
 *
 * @param {Command} ours
 * @param {Command} peer
 * @param {{ readonly runs: number, readonly cwd: string }} options
 * @returns {Summary}
 */
export function comparePairs(ours, peer, { runs, cwd }) {
  /** @param {Command} command */
  const timed = (command) => {
    const [program, ...args] = command;
    const started = performance.now();
    const { status, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
    const took = performance.now() - started;
    if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`);
    return took;
  };
  timed(ours);
  timed(peer);
  /** @returns {[number, number]} */
  const pair = () => [timed(ours), timed(peer)];
  return summary(Array.from({ length: runs }, pair));
}

/**
 * @param {readonly (readonly [number, number])[]} pairs - Of times: ours and the peer's.
 * @returns {Summary}
 */
export function summary(pairs) {
  return {
    ours: median(pairs.map(([a]) => a)),
    peer: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (/** @type {number} */ index) => sorted[index] ?? Number.NaN;
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2;
}

/**
 * Prints a line and returns whether the ratio is within its limit. If everything ran only once, no limit applies.
 *
 * @param {string} what
 * @param {string} peer
 * @param {Summary} times
 * @param {{ readonly limit: number, readonly once: boolean }} judgment
 */
export function report(what, peer, { ours, peer: other, ratio }, { limit, once }) {
  const isWithin = once || ratio <= limit;
  const verdict = once ? "once  " : isWithin ? "ok    " : "FAILED";
  const times = `${ours.toFixed(0)} ms against ${other.toFixed(0)} ms; limit ${limit}x`;
  console.log(`${verdict} ${what}: ${ratio.toFixed(2)}x ${peer} (${times})`);
  return isWithin;
}
