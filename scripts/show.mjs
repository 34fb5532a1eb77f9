// Shows that the software does what was promised, a line and a figure for each point: npm run show first-hub
//
// Everything is run anew, from nothing but this machine; it exits 1 when a point falls short or a test fails. The last line
// counts both: `N passed, N failed`.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

/** @typedef {import("../test/show/point.ts").Point} Point */
/** @typedef {import("../test/show/point.ts").Test} Test */

const ROOT = fileURLToPath(new URL("../", import.meta.url));

const [name = ""] = process.argv.slice(2);
const file = new URL(`../test/show/${name}.mjs`, import.meta.url);
if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
  console.error("Say what to show: npm run show first-hub");
  process.exit(64);
}

const started = performance.now();
const since = (/** @type {number} */ moment) => (performance.now() - moment) / 1000;
const say = (/** @type {string} */ text) => console.error(`[${since(started).toFixed(0).padStart(4)} s] ${text}`);
const scratch = mkdtempSync(join(tmpdir(), "hubwright-show-"));

say("building hubwright, starting the engine");
await build({ ifStale: true });
const { status } = spawnSync("bash", [join(ROOT, "test/engine/setup/engine.sh"), "start", "--image"], {
  stdio: ["ignore", "ignore", "inherit"],
});
if (status !== 0) process.exit(1);

// Only now: what it imports is the software itself.
const { POINTS, prepare } = await import(file.href);
const prepared = await prepare({ scratch, say });
let short = 0;
for (const [index, point] of POINTS.entries()) {
  const { ok, figure, seconds } = await outcome(point);
  if (!ok) short += 1;
  console.log(
    `${ok ? "ok   " : "SHORT"} ${String(index + 1).padStart(2)}. ${point.says}: ${figure} (${seconds.toFixed(0)} s)`,
  );
}
console.log(`${POINTS.length - short} of ${POINTS.length} points shown in ${since(started).toFixed(0)} s.`);
/** @type {readonly Test[]} */
const tests = prepared.runs.flat();
const passed = POINTS.length - short + tests.filter((test) => test.passed).length;
const failed = short + tests.filter((test) => !test.passed).length;
if (failed === 0) rmSync(scratch, { recursive: true, force: true });
else console.log(`What was run is in ${scratch}.`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** @param {Point} point */
async function outcome(point) {
  const begun = performance.now();
  try {
    if (point.show !== undefined) return { ok: true, figure: await point.show(prepared), seconds: since(begun) };
    return fromTests(point.tests, prepared.tests);
  } catch (problem) {
    return { ok: false, figure: problem instanceof Error ? problem.message : String(problem), seconds: since(begun) };
  }
}

/**
 * A point that tests show: their figures, or what is wrong. A pattern without a test shows nothing.
 *
 * @param {readonly RegExp[]} patterns
 * @param {readonly Test[]} tests
 */
function fromTests(patterns, tests) {
  const unmatched = patterns.filter((pattern) => !tests.some(({ title }) => pattern.test(title)));
  const matched = tests.filter(({ title }) => patterns.some((pattern) => pattern.test(title)));
  const failed = matched.filter(({ passed }) => !passed);
  const seconds = matched.reduce((sum, test) => sum + test.seconds, 0);
  const faults = [
    ...failed.map(({ title, error }) => `${title}: ${error}`),
    ...unmatched.map((pattern) => `no test ${pattern}`),
  ];
  if (faults.length > 0) return { ok: false, figure: faults.join("; "), seconds };
  const figures = matched.flatMap(({ figure }) => figure ?? []);
  return { ok: true, figure: [`${matched.length} of ${matched.length} tests`, ...figures].join("; "), seconds };
}
