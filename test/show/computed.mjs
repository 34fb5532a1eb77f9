import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mocha } from "../../scripts/test/commands.mjs";
import { logged } from "./logged.mjs";

/** @typedef {import("./point.ts").Test} Test */

/**
 * Tests that need no engine.
 *
 * @param {import("./point.ts").Stage} stage
 * @param {readonly [string, ...string[]]} files
 * @param {{ readonly [name: string]: string }} [env]
 * @returns {Promise<readonly Test[]>}
 */
export async function computed({ scratch }, files, env = {}) {
  const report = join(scratch, `${files[0].replaceAll("/", "-")}.json`);
  const { words } = mocha(report, files, [], "test/show/reporter.mjs");
  const { exitCode } = await logged(words, { env, log: `${report}.log` });
  const tests = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : [];
  if (exitCode === 0 && tests.length > 0) return tests;
  const error = `mocha ended with ${exitCode}`;
  return [...tests, { title: files.join(" "), passed: false, seconds: 0, error }];
}
