// The engine that tests need, found or started while the first layers compute.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { testCache } from "./cache.mjs";
import { runLogged } from "./children.mjs";
import { NOTHING, ONE_FAILURE } from "./counts.mjs";
import { runLayer, skipLayer } from "./run-layer.mjs";

/**
 * @typedef {import("./run.mjs").Outcome} Outcome
 * @typedef {import("./run.mjs").Place} Place
 * @typedef {"ready" | "does not start" | "has no image"} EngineState
 * @typedef {{ readonly state: EngineState, readonly hadImages: boolean }} Prepared What has been found, and whether an earlier run
 *   had left images there.
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENGINE = join(ROOT, "test/engine/setup/engine.sh");
const IMAGES = join(ROOT, "test/engine/setup/images.ts");

/**
 * Finds or starts the engine, and gives it the image that all others are built from.
 *
 * @param {Place} place
 * @returns {Promise<Prepared>}
 */
export async function prepareEngine(place) {
  /** @param {"start" | "image"} step */
  const setUp = (step) =>
    runLogged(["bash", ENGINE, step], { log: logIn(place), cwd: ROOT }).then(
      ({ exitCode }) => exitCode === 0,
      // A machine without bash.
      () => false,
    );
  if (!(await setUp("start"))) return { state: "does not start", hadImages: false };
  const hadImages = spawnSync("docker", ["image", "ls", "--quiet"], { encoding: "utf8" }).stdout !== "";
  if (!(await setUp("image"))) return { state: "has no image", hadImages };
  await buildCommonImages(place);
  return { state: "ready", hadImages };
}

/**
 * Builds what the images of all hubs have in common. If that fails, the tests build it and report what is wrong.
 *
 * @param {Place} place
 */
async function buildCommonImages(place) {
  /** @type {readonly [string, ...string[]]} */
  const images = [process.execPath, "--import=tsx", IMAGES];
  const options = { log: logIn(place), cwd: ROOT };
  // Another run on this engine may be building from images that would be removed.
  const unlessBusy = ["--nonblock", "--conflict-exit-code", "0", "--exclusive", join(testCache(), "engine-tests.lock")];
  await runLogged(["flock", ...unlessBusy, ...images, "--remove-old"], options);
  await runLogged(images, options);
}

/**
 * The result of the preparation itself, as a row of the summary: it has no tests, but it takes time.
 *
 * @param {Prepared} prepared
 * @returns {Outcome}
 */
export function preparation({ state }) {
  return { counts: NOTHING, failedLogs: [], ...(state !== "ready" && { note: `the engine ${state}` }) };
}

/**
 * Runs a layer on the engine, or says why not.
 *
 * @param {string} layer
 * @param {Place} place
 * @param {{ readonly state: EngineState, readonly ifEngine: boolean }} options - Whether tests may be left out where the engine
 *   does not start.
 * @returns {Promise<Outcome>}
 */
export async function runOnEngine(layer, place, { state, ifEngine }) {
  if (state === "ready") return runLayer(layer, place);
  const [log, note] = [logIn(place), `the engine ${state}`];
  // The log has dockerd's own messages.
  if (state === "has no image" || !ifEngine) return { counts: ONE_FAILURE, failedLogs: [log], note };
  const { counts, failedLogs } = await skipLayer(layer, place);
  return { counts, failedLogs: [log, ...failedLogs], note };
}

/** @param {Place} place */
function logIn({ logs }) {
  return join(logs, "engine-setup.log");
}
