import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Runs a program; its output goes to a log and is returned with its exit code.
 *
 * @param {readonly [string, ...string[]]} command
 * @param {object} options
 * @param {{ readonly [name: string]: string | undefined }} [options.env]
 * @param {string} [options.cwd]
 * @param {string} options.log
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
export function logged([program, ...args], { env = {}, cwd = ROOT, log }) {
  return new Promise((resolve, reject) => {
    const file = createWriteStream(log, { flags: "a" });
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        file.write(text);
      });
    }
    child.on("error", reject);
    child.on("close", (exitCode) => file.end(() => resolve({ exitCode, output })));
  });
}
