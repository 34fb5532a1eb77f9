"use strict";
// The command line of this clone, and the hub that it started.
const http = require("http");
const path = require("path");
const { spawn } = require("child_process");
const { Failure } = require("./quietly.cjs");

const ROOT = path.resolve(__dirname, "../..");

/**
 * Runs the command line that was just built. The commands it suggests start with npx, because this is a clone.
 *
 * @param {readonly string[]} words
 * @returns {Promise<number | null>} the exit code.
 */
function hubwright(words) {
  const env = Object.assign({}, process.env, { npm_command: "exec" });
  const child = spawn(process.execPath, [path.join(ROOT, "dist/bin/hubwright.js")].concat(words), {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  // Ctrl-C reaches both; the command stops in order and says so.
  const leaveItToTheCommand = () => {};
  process.on("SIGINT", leaveItToTheCommand);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status) => {
      process.removeListener("SIGINT", leaveItToTheCommand);
      resolve(status);
    });
  });
}

/**
 * Waits for the sign-in page, as a browser on this machine would see it.
 *
 * @param {string} url
 */
async function waitUntilItAnswers(url) {
  const end = Date.now() + 60000;
  while ((await statusOf(url)) !== 200) {
    if (Date.now() > end)
      throw new Failure(`The hub is up, but ${url} does not answer. To see the hub's log, run: npx hubwright logs`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/**
 * @param {string} url
 * @returns {Promise<number | undefined>}
 */
function statusOf(url) {
  return new Promise((resolve) => {
    const asked = http.get(url, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.setTimeout(10000, () => asked.abort());
    asked.on("error", () => resolve(0));
  });
}

module.exports = { hubwright, waitUntilItAnswers };
