"use strict";
// The definition and the user list of the first hub, created once and never changed again.
const fs = require("fs");
const path = require("path");

const EXAMPLE = ["mpilosov admin shared team-1", "halljord team-1", "tbutler admin team-1"];

/**
 * The definition in a directory, in any format; undefined if there is none.
 *
 * @param {string} directory
 */
function definitionIn(directory) {
  return ["hub.ts", "hub.mts", "hub.js", "hub.mjs", "hub.yaml", "hub.yml", "hub.json"]
    .map((name) => path.join(directory, name))
    .find((file) => fs.existsSync(file));
}

/**
 * The name, port and address in a definition, as far as they can be read without running it.
 *
 * @param {string} definition
 * @returns {{ name?: string | undefined, port?: number | undefined, listen?: string | undefined }}
 */
function valuesIn(definition) {
  const text = fs.readFileSync(definition, "utf8");
  const valueOf = (/** @type {string} */ field) => {
    const found = new RegExp(`^\\s*["']?${field}["']?\\s*:\\s*["']?([\\w.:-]+)`, "m").exec(text);
    return found === null ? undefined : found[1];
  };
  return { name: valueOf("name"), port: Number(valueOf("port")) || undefined, listen: valueOf("listen") };
}

/**
 * Adds the people of the example to the list that `init` has just created: as comments, or as real entries.
 *
 * @param {string} userlist
 * @param {{ readonly inEarnest: boolean }} options
 */
function addExample(userlist, { inEarnest }) {
  const intro = inEarnest
    ? "# An example: two people who share a folder, and one more admin."
    : "# An example. Remove the # before a name and save the file, and that person can sign in:";
  const lines = EXAMPLE.map((line) => (inEarnest ? line : `# ${line}`));
  const before = fs.readFileSync(userlist, "utf8");
  fs.appendFileSync(userlist, `${before.endsWith("\n") || before === "" ? "" : "\n"}\n${intro}\n${lines.join("\n")}\n`);
}

module.exports = { addExample, definitionIn, valuesIn };
