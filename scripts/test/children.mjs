// Processes of a test run. Each writes to its own log, so that their lines never mix.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** @typedef {{ readonly exitCode: number | null, readonly signal: string | null }} Ended */

/** The logs of what runs, by process. @type {Map<number, string>} */
const running = new Map();

/**
 * Runs a program to completion. A failure does not throw.
 *
 * @param {readonly [string, ...string[]]} words - The program and its arguments.
 * @param {{ readonly log: string, readonly cwd: string }} options - What it prints is added to the log.
 * @returns {Promise<Ended>}
 */
export function runLogged([program, ...words], { log, cwd }) {
  const file = openSync(log, "a");
  return new Promise((resolve, reject) => {
    // In its own process group, so that everything it starts can be killed with it.
    const child = spawn(program, words, { cwd, stdio: ["ignore", file, file], detached: true });
    closeSync(file);
    const { pid } = child;
    if (pid !== undefined) running.set(pid, log);
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => {
      if (pid !== undefined) running.delete(pid);
      resolve({ exitCode, signal });
    });
  });
}

/**
 * Kills every running program, with everything it has started.
 *
 * @returns {readonly string[]} their logs.
 */
export function endAll() {
  for (const pid of running.keys()) {
    try {
      process.kill(-pid, "SIGTERM");
    } catch (error) {
      // It has exited in the meantime.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
    }
  }
  return [...running.values()];
}
