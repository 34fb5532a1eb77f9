// What npm test prints about layers.

/**
 * @typedef {import("./counts.mjs").Counts} Counts
 * @typedef {{ readonly name: string, readonly seconds: number, readonly counts: Counts, readonly note?: string }} Row A finished
 *   layer.
 */

/**
 * The line for a finished layer.
 *
 * @param {Row} row
 */
export function ended({ name, seconds, counts, note }) {
  // A build has no tests.
  const tests = counts.passed + counts.failed + counts.skipped === 0 ? "" : `${countsOf(counts)}, `;
  return `${name}: ${tests}${seconds.toFixed(0)} s${note === undefined ? "" : ` (${note})`}`;
}

/**
 * Every layer with its counts and its seconds.
 *
 * @param {readonly Row[]} rows
 */
export function table(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length), "layer".length);
  const line = (/** @type {readonly string[]} */ [name = "", ...cells]) =>
    `${name.padEnd(width)}${cells.map((cell) => cell.padStart(9)).join("")}`;
  return [
    line(["layer", "passed", "failed", "skipped", "seconds"]),
    ...rows.map(({ name, seconds, counts: { passed, failed, skipped }, note }) =>
      `${line([name, ...[passed, failed, skipped].map(String), seconds.toFixed(1)])}  ${note ?? ""}`.trimEnd(),
    ),
  ].join("\n");
}

/**
 * The tests that took longest, over all layers.
 *
 * @param {readonly Row[]} rows
 * @param {number} [count]
 */
export function slowest(rows, count = 10) {
  return rows
    .flatMap(({ name, counts }) => counts.tests.map((test) => ({ layer: name, ...test })))
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ layer, title, seconds }) => `${seconds.toFixed(1).padStart(7)} s  ${layer}: ${title}`)
    .join("\n");
}

/**
 * The last line of a run: `N passed, N failed`, and the number of skipped tests if there are any.
 *
 * @param {Counts} counts
 */
export function countsOf({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
