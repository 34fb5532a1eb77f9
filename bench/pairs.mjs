// Times two commands in turn, A B A B …, so that a machine that gets slower gets slower for both.
import { spawnSync } from "node:child_process";

/** Runs both commands `runs` times after one run each that does not count; gives the medians in milliseconds and their ratio. */
export function comparePairs(ours, peer, { runs = 11, cwd, environment = {} } = {}) {
  const timed = (command) => {
    const [program, ...args] = command;
    const started = performance.now();
    const { status, stderr } = spawnSync(program, args, {
      cwd,
      encoding: "utf8",
      env: { ...process.env, ...environment },
    });
    const took = performance.now() - started;
    if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}: ${stderr}`);
    return took;
  };
  timed(ours);
  timed(peer);
  const pairs = Array.from({ length: runs }, () => [timed(ours), timed(peer)]);
  return summary(pairs);
}

/** The medians of pairs of times, and the median of their ratios. */
export function summary(pairs) {
  return {
    ours: median(pairs.map(([a]) => a)),
    peer: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}

/** Prints a line and tells whether the ratio is within its limit. */
export function report(what, peer, { ours, peer: other, ratio }, limit) {
  const isWithin = ratio <= limit;
  console.log(
    `${isWithin ? "ok    " : "FAILED"} ${what}: ${ratio.toFixed(2)}x ${peer} (${ours.toFixed(0)} ms against ${other.toFixed(0)} ms; limit ${limit}x)`,
  );
  return isWithin;
}
