"use strict";
// Finds the Docker engine without any package: this code runs before anything is installed.
const crypto = require("crypto");
const fs = require("fs");
const http = require("http");
const os = require("os");
const path = require("path");
const { spawnSync } = require("child_process");

/** @typedef {import("./types.ts").Engine} Engine */
/** @typedef {import("./types.ts").Environment} Environment */

/**
 * Finds the engine that Docker's own command would talk to.
 *
 * @param {Environment} env
 * @returns {Promise<Engine>}
 */
async function findEngine(env) {
  const named = env["DOCKER_HOST"] || hostOfContext(env);
  if (named !== undefined && !named.startsWith("unix://")) return askCommand(named, env);
  const sockets = named === undefined ? usualSockets(env) : [named.slice("unix://".length)];
  /** @type {Engine} */
  let found = { state: "missing" };
  for (const socket of sockets) {
    const engine = await askSocket(socket);
    if (engine.state === "answers") return engine;
    if (found.state === "missing") found = engine;
  }
  if (found.state === "no-rights") return found;
  if (env["DOCKER_HOST"]) return { state: "silent", address: env["DOCKER_HOST"] };
  return found.state === "stopped" || isInstalled("dockerd", env) ? { state: "stopped" } : found;
}

/** @param {Environment} env */
function usualSockets(env) {
  const runtime = env["XDG_RUNTIME_DIR"] ? [path.join(env["XDG_RUNTIME_DIR"], "docker.sock")] : [];
  const own = ["run", "desktop"].map((kind) => path.join(os.homedir(), ".docker", kind, "docker.sock"));
  return ["/var/run/docker.sock"].concat(runtime, own);
}

/**
 * The address of a context chosen by `docker context use`; undefined for the default one.
 *
 * @param {Environment} env
 * @returns {string | undefined}
 */
function hostOfContext(env) {
  const home = env["DOCKER_CONFIG"] || path.join(os.homedir(), ".docker");
  const chosen = env["DOCKER_CONTEXT"] || readJson(path.join(home, "config.json")).currentContext;
  if (!chosen || chosen === "default") return undefined;
  const directory = crypto.createHash("sha256").update(chosen).digest("hex");
  const endpoints = readJson(path.join(home, "contexts/meta", directory, "meta.json")).Endpoints;
  return endpoints && endpoints.docker ? endpoints.docker.Host : undefined;
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (problem) {
    return {};
  }
}

/**
 * @param {string} socket
 * @returns {Promise<Engine>}
 */
async function askSocket(socket) {
  try {
    const info = await getJson(socket, "/info");
    const containers = await getJson(socket, "/containers/json?all=1");
    /** @type {readonly { readonly RepoTags?: string[] | null }[]} */
    const images = await getJson(socket, "/images/json");
    return {
      state: "answers",
      address: `unix://${socket}`,
      isLocal: true,
      version: info.ServerVersion,
      directory: info.DockerRootDir,
      containers,
      tags: images.reduce((tags, image) => tags.concat(image.RepoTags || []), /** @type {string[]} */ ([])),
    };
  } catch (problem) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (problem);
    if (code === "ENOENT") return { state: "missing" };
    if (code === "EACCES" || code === "EPERM") return { state: "no-rights", address: `unix://${socket}` };
    return { state: "stopped", address: `unix://${socket}` };
  }
}

/**
 * @param {string} socketPath
 * @param {string} where
 * @returns {Promise<any>} what the engine says, unchecked.
 */
function getJson(socketPath, where) {
  return new Promise((resolve, reject) => {
    const asked = http.get({ socketPath, path: where, headers: { Host: "docker" } }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece) => (text += piece));
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode !== 200) reject(new Error(text));
        else resolve(JSON.parse(text));
      });
    });
    asked.setTimeout(10000, () => asked.abort());
    asked.on("error", reject);
  });
}

/**
 * Asks an engine over TCP or ssh through Docker's own command, which has the keys.
 *
 * @param {string} address
 * @param {Environment} env
 * @returns {Engine}
 */
function askCommand(address, env) {
  /** @type {Omit<Engine, "state">} */
  const far = { address, isLocal: false, containers: [], tags: [] };
  const asked = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], {
    encoding: "utf8",
    timeout: 20000,
    env,
  });
  // Without that command we cannot know; `hubwright up` will report a problem.
  const { code } = /** @type {NodeJS.ErrnoException} */ (asked.error || {});
  if (code === "ENOENT") return Object.assign({ state: /** @type {const} */ ("answers") }, far);
  if (asked.status !== 0) return { state: "silent", address };
  return Object.assign({ state: /** @type {const} */ ("answers"), version: asked.stdout.trim() }, far);
}

/**
 * Whether a program is installed, even if the user's PATH does not have the system directories.
 *
 * @param {string} program
 * @param {Environment} env
 */
function isInstalled(program, env) {
  const directories = (env["PATH"] || "").split(":").concat("/usr/sbin", "/usr/local/sbin", "/sbin");
  return directories.some((directory) => fs.existsSync(path.join(directory, program)));
}

module.exports = { findEngine, isInstalled };
