// Builds docs/shown.md from the records in docs/shown.

/**
 * @typedef {import("./record.mjs").ShowRecord} ShowRecord
 * @typedef {import("./record.mjs").TestTimes} TestTimes
 */

/**
 * The page, as Markdown.
 *
 * @param {readonly { readonly show: string, readonly record: ShowRecord | undefined }[]} shows
 * @param {TestTimes} times - Of npm test.
 */
export function pageOf(shows, times) {
  return `${HEAD}\n${shows.map(section).join("\n")}\n${testSection(times)}`;
}

const HEAD = `<!-- Made by scripts/show-page.mjs from docs/shown/*.json. Do not edit it. -->

# What has been shown

Every promise below was tested on real Docker engines, and every figure was measured by a run in which everything passed,
on a commit without local changes. \`npm run show NAME\` repeats it.
`;

/** @param {{ readonly show: string, readonly record: ShowRecord | undefined }} shown */
function section({ show, record }) {
  const title = `## npm run show ${show}\n`;
  if (record === undefined) return `${title}\nNo complete run is recorded.\n`;
  const { date, commit, seconds, tests, points } = record;
  const rows = points.map(({ says, figure }, index) => `| ${index + 1} | ${cell(says)} | ${cell(figure)} |\n`);
  return `${title}
Last run in which everything passed: ${date}, commit \`${commit.slice(0, 10)}\`, ${tests} tests in ${inMinutes(seconds)}.

| | promised | measured |
|---|---|---|
${rows.join("")}`;
}

const BEGUN = /** @type {const} */ ({
  nothing: "nothing: no Docker engine, no cache",
  caches: "the caches of an earlier run",
});

/** @param {TestTimes} times */
function testSection(times) {
  const rows = /** @type {const} */ (["nothing", "caches"]).map((begun) => {
    const run = times[begun];
    if (run === undefined) return `| ${BEGUN[begun]} | not recorded | | |\n`;
    const { date, commit, seconds, tests, processors } = run;
    return `| ${BEGUN[begun]} | ${date}, commit \`${commit.slice(0, 10)}\` | ${tests} | ${inMinutes(seconds)}, ${processors} processors |\n`;
  });
  return `## npm test

Every layer, as CI runs them. \`npm test -- --record\` writes this.

| began with | last run in which everything passed | tests | time |
|---|---|---|---|
${rows.join("")}`;
}

/** @param {string} text */
function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
}

/** @param {number} seconds */
function inMinutes(seconds) {
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
