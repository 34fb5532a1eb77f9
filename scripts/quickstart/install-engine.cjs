"use strict";
// Installs Docker on a machine that does not have it, if that is possible: it needs root and apt.
const fs = require("fs");
const { spawn } = require("child_process");
const { findEngine, isInstalled } = require("./find-engine.cjs");
const { Failure } = require("./quietly.cjs");

const PACKAGES = ["docker.io", "debootstrap", "iptables", "ca-certificates"];
const DOCKERD_LOG = "/var/log/dockerd.log";

/** @typedef {import("./types.ts").Engine} Engine */
/** @typedef {import("./quietly.cjs").Quietly} Quietly */

/**
 * What will be done to get a running engine, in words; undefined if it already answers.
 *
 * @param {Engine} engine
 */
function planForEngine({ state }) {
  if (state === "missing") return `install ${PACKAGES.slice(0, 3).join(", ")} with apt-get, and start Docker`;
  return state === "stopped" ? "start Docker" : undefined;
}

/**
 * Installs and starts the engine, trying each way that this machine offers.
 *
 * @param {Engine} engine
 * @param {Quietly} quietly
 */
async function installEngine({ state }, quietly) {
  const apt = { DEBIAN_FRONTEND: "noninteractive" };
  if (state === "missing") {
    await quietly.run("Updating the apt package lists", "apt-get", ["update"], apt);
    await quietly.run("Installing Docker", "apt-get", ["install", "-y"].concat(PACKAGES), apt);
  }
  // apt may have started it.
  if (await answersWithin(3)) return;
  const started = await startService(quietly);
  if (started && (await answersWithin(30))) return;
  if (!isInstalled("dockerd", process.env))
    throw new Failure("Docker is installed, but dockerd is missing. Run: apt-get install --reinstall docker.io");
  quietly.print(`  Starting dockerd without a service; its log is ${DOCKERD_LOG}`);
  await mountControlGroups(quietly);
  startDockerd();
  if (await answersWithin(60)) return;
  const words = fs.readFileSync(DOCKERD_LOG, "utf8").trim().split("\n").slice(-10);
  throw new Failure(
    `Docker does not start. Last lines of ${DOCKERD_LOG}:\n${words.map((line) => `  ${line}`).join("\n")}`,
  );
}

/**
 * Starts it the way that this machine starts its services. @returns whether that went well.
 *
 * @param {Quietly} quietly
 */
async function startService(quietly) {
  const hasSystemd = fs.existsSync("/run/systemd/system");
  if (!hasSystemd && !fs.existsSync("/etc/init.d/docker")) return false;
  /** @type {[string, ...string[]]} */
  const [command, ...args] = hasSystemd ? ["systemctl", "start", "docker"] : ["service", "docker", "start"];
  return (await quietly.record([command].concat(args).join(" "), command, args)).status === 0;
}

/**
 * A machine without an init system may not have mounted them, and dockerd does not mount them either.
 *
 * @param {Quietly} quietly
 */
async function mountControlGroups(quietly) {
  const isMounted = fs
    .readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .some((line) => line.split(" ")[1] === "/sys/fs/cgroup");
  if (!isMounted) await quietly.record("mount /sys/fs/cgroup", "mount", ["-t", "cgroup2", "cgroup2", "/sys/fs/cgroup"]);
}

/** Starts it so that it outlives this script and its terminal. */
function startDockerd() {
  const log = fs.openSync(DOCKERD_LOG, "a");
  const PATH = `${process.env["PATH"]}:/usr/sbin:/sbin`;
  const dockerd = spawn("dockerd", [], {
    detached: true,
    stdio: ["ignore", log, log],
    env: Object.assign({}, process.env, { PATH }),
  });
  dockerd.on("error", (problem) => fs.appendFileSync(DOCKERD_LOG, `${problem.message}\n`));
  dockerd.unref();
  fs.closeSync(log);
}

/** @param {number} seconds */
async function answersWithin(seconds) {
  const end = Date.now() + seconds * 1000;
  do {
    if ((await findEngine(process.env)).state === "answers") return true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  } while (Date.now() < end);
  return false;
}

module.exports = { installEngine, planForEngine };
