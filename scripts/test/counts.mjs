// The results of a test run.

/**
 * @typedef {{ readonly title: string, readonly seconds: number, readonly file?: string }} Timed A test or a hook, with the path of
 *   its file from the root where mocha ran it.
 * @typedef {object} Counts
 * @property {number} passed - Tests that passed.
 * @property {number} failed - Tests that failed or are pending, and runs that crashed.
 * @property {number} skipped - Tests that were skipped because there is no engine.
 * @property {readonly Timed[]} tests - How long each took.
 */

/** @type {Counts} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0, tests: [] };

/** @type {Counts} */
export const ONE_FAILURE = { ...NOTHING, failed: 1 };

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sum(all) {
  return all.reduce(
    (total, { passed, failed, skipped, tests }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      tests: [...total.tests, ...tests],
    }),
    NOTHING,
  );
}

/**
 * The counts of a process that ran tests. If it crashed, or failed although every test passed, that counts as one more failure.
 *
 * @param {number | null} exitCode - null if a signal ended it.
 * @param {Counts | undefined} counts - Its report; undefined if it did not get that far.
 * @returns {Counts}
 */
export function judge(exitCode, counts) {
  if (counts === undefined) return ONE_FAILURE;
  if (counts.passed + counts.failed === 0) return { ...counts, failed: 1 };
  return exitCode === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * Reads the reports of scripts/mocha-reporter.mjs and scripts/check.mjs.
 *
 * @param {string} text
 * @returns {Counts}
 */
export function fromJson(text) {
  return { ...NOTHING, .../** @type {Partial<Counts>} */ (JSON.parse(text)) };
}

/**
 * Reads pytest's JUnit file.
 *
 * @param {string} xml
 * @returns {Counts}
 */
export function fromJunit(xml) {
  const [suite] = /<testsuite [^>]*>/.exec(xml) ?? [""];
  const count = (/** @type {string} */ name) => Number(attribute(suite, name) ?? 0);
  // pytest also counts an expected failure as skipped; neither has passed.
  const failed = count("failures") + count("errors") + count("skipped");
  const tests = [...xml.matchAll(/<testcase [^>]*>/g)].map(([testcase]) => ({
    title: `${attribute(testcase, "classname") ?? ""} ${attribute(testcase, "name") ?? ""}`,
    seconds: Number(attribute(testcase, "time") ?? 0),
  }));
  return { ...NOTHING, passed: count("tests") - failed, failed, tests };
}

/**
 * @param {string} tag
 * @param {string} name
 */
function attribute(tag, name) {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll(/&(quot|lt|gt|apos|amp|#\d+);/g, (_, entity) => unescaped(entity));
}

/** @param {string} entity */
function unescaped(entity) {
  const named = { quot: '"', lt: "<", gt: ">", apos: "'", amp: "&" };
  if (entity in named) return named[/** @type {keyof typeof named} */ (entity)];
  return String.fromCodePoint(Number(entity.slice(1)));
}

/**
 * Reads how many tests `pytest --collect-only -q` found: `25/371 tests collected (346 deselected) in 0.40s`.
 *
 * @param {string} output
 */
export function collected(output) {
  return Number(/^(\d+)(?:\/\d+)? tests? collected/m.exec(output)?.[1] ?? 0);
}
