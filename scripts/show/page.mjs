// docs/shown.md, made of the records in docs/shown.

/** @typedef {import("./record.mjs").ShowRecord} ShowRecord */

/**
 * The page, as Markdown.
 *
 * @param {readonly { readonly show: string, readonly record: ShowRecord | undefined }[]} shows
 */
export function pageOf(shows) {
  return `${HEAD}\n${shows.map(section).join("\n")}`;
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

/** @param {string} text */
function cell(text) {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ").replaceAll("<", "&lt;");
}

/** @param {number} seconds */
function inMinutes(seconds) {
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
