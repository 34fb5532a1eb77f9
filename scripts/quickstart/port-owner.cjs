"use strict";
// Finds out who uses a port of this machine.
const fs = require("fs");
const net = require("net");

/** @typedef {import("./types.ts").Container} Container */
/** @typedef {import("./types.ts").Owner} Owner */

/**
 * Returns who uses a port, or undefined if it is free.
 *
 * @param {number} port
 * @param {readonly Container[]} containers
 * @param {string} directory - The directory of our hub: if our own proxy uses the port, `isOurs` is true.
 * @returns {Promise<Owner | undefined>}
 */
async function portOwner(port, containers, directory) {
  const container = containers.find(({ Ports }) => (Ports || []).some(({ PublicPort }) => PublicPort === port));
  if (container !== undefined) return ownerOf(container, directory);
  if (await isFree(port)) return undefined;
  return { name: programOn(port) || "another program", isOurs: false };
}

/**
 * @param {Container} container
 * @param {string} directory
 * @returns {Owner}
 */
function ownerOf({ Names, Labels }, directory) {
  const hub = (Labels || {})["hubwright.hub"];
  const place = ((Labels || {})["com.docker.compose.project.working_dir"] || "").replace(/\/deploy$/, "");
  if (hub !== undefined)
    return { name: place === "" ? `the hub ${hub}` : `the hub ${hub} in ${place}`, isOurs: place === directory };
  const [name = ""] = Names;
  return { name: `the container ${name.replace(/^\//, "")}`, isOurs: false };
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    // Docker, not this script, opens a port that only root may use.
    server.once("error", (/** @type {NodeJS.ErrnoException} */ problem) => resolve(problem.code !== "EADDRINUSE"));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

/**
 * The next free port.
 *
 * @param {number} after
 * @param {readonly Container[]} containers
 */
async function nextFreePort(after, containers) {
  for (let port = after + 1; port < after + 1000; port += 1) {
    if ((await portOwner(port, containers, "")) === undefined) return port;
  }
  return after + 1000;
}

/**
 * The program that listens on a port, as far as this user can see it.
 *
 * @param {number} port
 */
function programOn(port) {
  const inode = listeningInode(port);
  if (inode === undefined) return undefined;
  for (const pid of fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (socketsOf(pid).indexOf(`socket:[${inode}]`) < 0) continue;
    return `${read(`/proc/${pid}/comm`).trim()} (process ${pid})`;
  }
  return undefined;
}

/** @param {number} port */
function listeningInode(port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  for (const line of (read("/proc/net/tcp") + read("/proc/net/tcp6")).split("\n")) {
    const fields = line.trim().split(/\s+/);
    const [, local = "", , state] = fields;
    if (fields.length > 9 && local.endsWith(suffix) && state === "0A") return fields[9];
  }
  return undefined;
}

/** @param {string} pid */
function socketsOf(pid) {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).map((fd) => readLink(`/proc/${pid}/fd/${fd}`));
  } catch (problem) {
    // Another user's program, or one that has just exited.
    return [];
  }
}

/** @param {string} file */
function readLink(file) {
  try {
    return fs.readlinkSync(file);
  } catch (problem) {
    return "";
  }
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (problem) {
    return "";
  }
}

module.exports = { portOwner, nextFreePort };
