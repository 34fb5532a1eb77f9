"use strict";
// What must be true before anything starts. Each check gets the facts and returns a problem with the commands to run, or nothing.

const GB = 1e9;
/** The three images, plus what a build needs while it runs. */
const DISK_FOR_BUILD = 4 * GB;
const DISK_TO_RUN = 0.5 * GB;
/** A machine sold with 2 GB reports a little less. */
const MEMORY = 1.8 * GB;

/** @typedef {import("./types.ts").Facts} Facts */
/** @typedef {import("./types.ts").Problem} Problem */

/**
 * @param {Facts} facts
 * @returns {Problem | undefined}
 */
function checkNode({ nodeVersion, aptNode, hasApt }) {
  if (isAtLeast(nodeVersion, [20, 19])) return undefined;
  const what = `Node is ${nodeVersion}; hubwright needs 20.19 or newer.`;
  if (hasApt && isAtLeast(aptNode || "0", [20, 19])) return { what, type: ["sudo apt-get install -y nodejs npm"] };
  if (!hasApt) return { what, type: ["# install Node 22 from https://nodejs.org/en/download"] };
  return {
    what,
    type: ["curl -fsSL https://deb.nodesource.com/setup_22.x | sudo bash -", "sudo apt-get install -y nodejs"],
  };
}

/**
 * @param {Facts} facts
 * @returns {Problem | undefined}
 */
function checkEngine({ engine, isRoot, hasApt, user }) {
  const { state, address, version } = engine;
  if (state === "answers") {
    if (version === undefined || isAtLeast(version, [20, 10])) return undefined;
    return {
      what: `The Docker engine is ${version}; hubwright needs 20.10 or newer.`,
      type: ["# see https://docs.docker.com/engine/install/"],
    };
  }
  if (state === "silent")
    return {
      what: `DOCKER_HOST or the Docker context points to ${address}, but no Docker engine answers there.`,
      type: ["docker version"],
    };
  if (state === "no-rights")
    return {
      what: `Docker is running, but ${user} is not allowed to use it.`,
      type: [`sudo usermod -aG docker ${user}`, "newgrp docker"],
    };
  if (isRoot && (hasApt || state === "stopped")) return undefined;
  if (state === "stopped")
    return {
      what: "Docker is not running, and only root can start it.",
      type: ["sudo systemctl start docker"],
    };
  const what = isRoot ? "Docker is not installed." : "Docker is not installed, and only root can install it.";
  if (!hasApt) return { what, type: ["# see https://docs.docker.com/engine/install/"] };
  return {
    what,
    type: [
      "sudo apt-get update",
      "sudo apt-get install -y docker.io debootstrap iptables",
      `sudo usermod -aG docker ${user}`,
      "newgrp docker",
    ],
  };
}

/**
 * @param {Facts} facts
 * @returns {Problem | undefined}
 */
function checkDisk({ disk, isBuilt }) {
  const needed = isBuilt ? DISK_TO_RUN : DISK_FOR_BUILD;
  if (disk === undefined || disk.free >= needed) return undefined;
  return {
    what: `Docker's disk (${disk.place}) has ${inGB(disk.free)} free; about ${inGB(needed)} are needed.`,
    type: ["docker system df"],
  };
}

/**
 * @param {Facts} facts
 * @returns {Problem | undefined}
 */
function checkMemory({ memory }) {
  if (memory === undefined || memory >= MEMORY) return undefined;
  return {
    what: `This machine has ${inGB(memory)} of memory; a hub with its first notebooks needs 2 GB.`,
    type: ["# give it more memory, or use another machine"],
  };
}

/**
 * @param {Facts} facts
 * @returns {Problem | undefined}
 */
function checkPort({ port, name }) {
  if (port.owner === undefined || port.owner.isOurs) return undefined;
  const named = name === "math" ? "" : `--name ${name} `;
  const advice = port.definition
    ? `# set port: ${port.free} in ${port.definition}`
    : `npm run quickstart -- ${named}--port ${port.free}`;
  return { what: `Port ${port.number} is taken by ${port.owner.name}.`, type: [advice] };
}

/**
 * @param {Facts} facts
 * @returns {Problem | undefined}
 */
function checkDirectory({ foreign, user }) {
  if (foreign === undefined) return undefined;
  return { what: `${user} cannot write to ${foreign}.`, type: [`sudo chown -R ${user} ${foreign}`] };
}

const CHECKS = [checkNode, checkEngine, checkDisk, checkMemory, checkPort, checkDirectory];

/**
 * Every problem, not just the first.
 *
 * @param {Facts} facts
 */
function problemsOf(facts) {
  return CHECKS.map((check) => check(facts)).filter((problem) => problem !== undefined);
}

/**
 * Compares a version such as `20.10.24+dfsg1` with the parts of another.
 *
 * @param {string} version
 * @param {readonly [number, number]} wanted
 */
function isAtLeast(version, [major, minor]) {
  const [is = 0, then = 0] = version.split(".").map((part) => parseInt(part, 10));
  return is > major || (is === major && (then || 0) >= minor);
}

/** @param {number} bytes */
function inGB(bytes) {
  return `${(bytes / GB).toFixed(1)} GB`;
}

module.exports = { checkNode, checkEngine, checkDisk, checkMemory, checkPort, checkDirectory, problemsOf, inGB };
