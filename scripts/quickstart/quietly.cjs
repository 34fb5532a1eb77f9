"use strict";
// Runs long commands whose output goes to a file; only failures appear on the screen.
const fs = require("fs");
const path = require("path");
const { spawn } = require("child_process");

/** @typedef {{ readonly [name: string]: string }} Environment */

/** A failure whose message is ready for the user. */
class Failure extends Error {}

/** Runs programs that share one log. */
class Quietly {
  /**
   * @param {string} log - The path of a file.
   * @param {{ readonly print: (text: string) => void, readonly cwd: string }} options
   */
  constructor(log, { print, cwd }) {
    this.log = log;
    this.print = print;
    this.cwd = cwd;
  }

  /**
   * Runs a program to completion, and prints what it does before and how long it took after.
   *
   * @param {string} what
   * @param {string} command
   * @param {readonly string[]} args
   * @param {Environment} [env]
   */
  async run(what, command, args, env) {
    const started = Date.now();
    this.print(`${what} …`);
    const output = await this.record([command].concat(args).join(" "), command, args, env);
    if (output.status !== 0) {
      throw new Failure(
        `${what} failed. Last log lines (full log: ${path.relative(process.cwd(), this.log)}):\n${lastLines(output.text)}`,
      );
    }
    this.print(`  done in ${Math.round((Date.now() - started) / 1000)} s`);
  }

  /**
   * Runs a program, and adds its output to the log.
   *
   * @param {string} title
   * @param {string} command
   * @param {readonly string[]} args
   * @param {Environment} [env]
   * @returns {Promise<{ status: number | null, text: string }>}
   */
  record(title, command, args, env) {
    fs.appendFileSync(this.log, `\n$ ${title}\n`);
    return new Promise((resolve) => {
      let text = "";
      const child = spawn(command, args, {
        cwd: this.cwd,
        env: Object.assign({}, process.env, env),
        stdio: ["ignore", "pipe", "pipe"],
      });
      const take = (/** @type {Buffer} */ piece) => {
        text += piece;
        fs.appendFileSync(this.log, piece);
      };
      child.stdout.on("data", take);
      child.stderr.on("data", take);
      child.on("error", (problem) => resolve({ status: 1, text: problem.message }));
      child.on("close", (status) => resolve({ status, text }));
    });
  }
}

/** @param {string} text */
function lastLines(text) {
  return text
    .replace(/\s+$/, "")
    .split("\n")
    .slice(-20)
    .map((line) => `  ${line}`)
    .join("\n");
}

module.exports = { Failure, Quietly };
