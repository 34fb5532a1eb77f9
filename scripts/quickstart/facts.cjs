"use strict";
// The facts for the checks: everything about this machine, in one value.
const fs = require("fs");
const os = require("os");
const path = require("path");
const { spawnSync } = require("child_process");
const { findEngine } = require("./find-engine.cjs");
const { nextFreePort, portOwner } = require("./port-owner.cjs");

/**
 * Collects the facts about this machine.
 *
 * @param {object} place
 * @param {string} place.root
 * @param {string} place.directory
 * @param {string} place.name
 * @param {number} place.port
 * @param {string | undefined} place.definition - The hub.ts that sets the port, if there is one already.
 * @returns {Promise<import("./types.ts").Facts>}
 */
async function gatherFacts({ root, directory, name, port, definition }) {
  const engine = await findEngine(process.env);
  const containers = engine.containers || [];
  const owner = engine.isLocal === false ? undefined : await portOwner(port, containers, directory);
  const isBuilt = (engine.tags || []).indexOf(`${name}-notebook:latest`) >= 0;
  const aptNode = candidateOf("nodejs");
  return {
    name,
    nodeVersion: process.versions.node,
    hasApt: aptNode !== undefined,
    aptNode,
    isRoot: process.getuid !== undefined && process.getuid() === 0,
    user: userName(),
    engine,
    isBuilt,
    disk: engine.isLocal === false ? undefined : freeSpace(engine.directory || "/var/lib/docker"),
    memory: engine.isLocal === false ? undefined : os.totalmem(),
    port: { number: port, owner, definition, free: owner === undefined ? port : await nextFreePort(port, containers) },
    foreign: [root, path.join(root, "hubs"), directory, path.join(root, "node_modules")].find(
      (place) => !isWritable(place),
    ),
  };
}

/** The current user's name, or the number if the system has no name for it, as in many containers. */
function userName() {
  try {
    return os.userInfo().username;
  } catch (problem) {
    return String(process.getuid && process.getuid());
  }
}

/**
 * The version that apt would install: undefined if there is no apt, "" if it has no such package.
 *
 * @param {string} name
 */
function candidateOf(name) {
  const asked = spawnSync("apt-cache", ["policy", name], {
    encoding: "utf8",
    env: Object.assign({}, process.env, { LC_ALL: "C" }),
  });
  if (asked.error) return undefined;
  const found = /Candidate: (?:\d+:)?(\d[\d.]*)/.exec(asked.stdout);
  return found === null ? "" : found[1];
}

/**
 * The free bytes on the disk where a directory is or will be. Asks `df` because Node itself can report this only since version 18.15.
 *
 * @param {string} wanted
 */
function freeSpace(wanted) {
  let place = wanted;
  while (!fs.existsSync(place)) place = path.dirname(place);
  const { stdout } = spawnSync("df", ["-Pk", place], { encoding: "utf8" });
  const [last = ""] = (stdout || "").trim().split("\n").slice(-1);
  const fields = last.split(/\s+/);
  const free = Number(fields[fields.length - 3]) * 1024;
  return Number.isFinite(free) ? { place: wanted, free } : undefined;
}

/**
 * Whether this user can write to a path. A path that does not exist yet is fine.
 *
 * @param {string} place
 */
function isWritable(place) {
  try {
    fs.accessSync(place, fs.constants.W_OK);
    return true;
  } catch (problem) {
    return /** @type {NodeJS.ErrnoException} */ (problem).code === "ENOENT";
  }
}

module.exports = { gatherFacts };
