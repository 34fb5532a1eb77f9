"use strict";
// The command that forwards a port of this machine to the user's own machine.
const fs = require("fs");

/**
 * The `ssh -L` command for a user who is connected over ssh; undefined for everyone else.
 *
 * @param {number} port
 * @param {import("./types.ts").Environment} env
 * @param {number} parent - The process that started this one.
 * @param {string} self - The current user.
 */
function sshLine(port, env, parent, self) {
  const connection = env["SSH_CONNECTION"] || connectionOfParents(parent);
  if (!connection) return undefined;
  const [, , address, sshPort] = connection.split(" ");
  const user = env["SUDO_USER"] || self;
  const other = sshPort === "22" ? "" : `-p ${sshPort} `;
  return `ssh ${other}-L ${port}:127.0.0.1:${port} ${user}@${address}`;
}

/**
 * sudo removes SSH_CONNECTION, but the shell that called sudo still has it.
 *
 * @param {number} first
 */
function connectionOfParents(first) {
  let pid = first;
  for (let depth = 0; depth < 20 && pid > 1; depth += 1) {
    try {
      const found = fs
        .readFileSync(`/proc/${pid}/environ`, "utf8")
        .split("\0")
        .find((entry) => entry.startsWith("SSH_CONNECTION="));
      if (found !== undefined) return found.slice("SSH_CONNECTION=".length);
      const [, above] = /^PPid:\s*(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8")) || [];
      pid = Number(above);
    } catch (problem) {
      return undefined;
    }
  }
  return undefined;
}

module.exports = { sshLine };
