// Processes of a run of tests. Each writes to a log of its own, so that the lines of two never mix.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";

/** @typedef {{ readonly exitCode: number | null, readonly signal: string | null }} Ended */

/** The logs of what runs, by process. @type {Map<number, string>} */
const running = new Map();

/**
 * Runs a program to its end. A bad end is no exception.
 *
 * @param {readonly [string, ...string[]]} words - The program and its arguments.
 * @param {{ readonly log: string, readonly cwd: string }} options - What it prints is added to the log.
 * @returns {Promise<Ended>}
 */
export function runLogged([program, ...words], { log, cwd }) {
  const file = openSync(log, "a");
  return new Promise((resolve, reject) => {
    // In a group of its own, which can be ended with all that it starts.
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
 * Ends every program that runs, with what it has started.
 *
 * @returns {readonly string[]} their logs.
 */
export function endAll() {
  for (const pid of running.keys()) {
    try {
      process.kill(-pid, "SIGTERM");
    } catch (error) {
      // It has ended in the meantime.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
    }
  }
  return [...running.values()];
}
