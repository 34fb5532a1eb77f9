// The engine that tests need, found or started by the first layer that asks.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runLogged } from "./children.mjs";
import { ONE_FAILURE } from "./counts.mjs";
import { runLayer, skipLayer } from "./run-layer.mjs";

/**
 * @typedef {import("./run.mjs").Outcome} Outcome
 * @typedef {import("./run.mjs").Place} Place
 */

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENGINE = join(ROOT, "test/engine/setup/engine.sh");

/**
 * @param {Place} place
 * @param {{ readonly ifEngine: boolean }} options - Whether tests may be left out where the engine does not start.
 * @returns {(layer: string) => Promise<Outcome>} runs a layer that needs an engine.
 */
export function layerOnEngine(place, { ifEngine }) {
  const log = join(place.logs, "engine-setup.log");
  /** @param {"start" | "image"} step */
  const setUp = async (step) => (await runLogged(["bash", ENGINE, step], { log, cwd: ROOT })).exitCode === 0;
  /** @type {Promise<"ready" | "does not start" | "has no image"> | undefined} */
  let engine;
  const prepare = async () => {
    if (!(await setUp("start"))) return "does not start";
    return (await setUp("image")) ? "ready" : "has no image";
  };
  // The log holds dockerd's own words.
  return async (layer) => {
    const state = await (engine ??= prepare());
    if (state === "ready") return runLayer(layer, place);
    const note = `the engine ${state}`;
    if (state === "has no image" || !ifEngine) return { counts: ONE_FAILURE, failedLogs: [log], note };
    const { counts, failedLogs } = await skipLayer(layer, place);
    return { counts, failedLogs: [log, ...failedLogs], note };
  };
}
