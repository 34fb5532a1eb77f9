// Runs one layer of tests.
import { check, countPytest, mocha, pytest, testsIn } from "./commands.mjs";
import { countEngineTests, runEngineTests } from "./engine-tests.mjs";
import { count, run } from "./run.mjs";

/**
 * @typedef {import("./run.mjs").Outcome} Outcome
 * @typedef {import("./run.mjs").Place} Place
 */

/** Layers that are one process. @type {{ readonly [layer: string]: (report: string) => import("./commands.mjs").Command }} */
const COMMANDS = {
  check,
  unit: (report) => mocha(report, testsIn("test/unit", "examples")),
  python: (report) => pytest(report, "not engine"),
  contracts: (report) => mocha(report, testsIn("test/contracts")),
  golden: (report) => mocha(report, testsIn("test/golden")),
  package: (report) => mocha(report, testsIn("test/package")),
  "python-engine": (report) => pytest(report, "engine"),
};

/**
 * @param {string} layer
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function runLayer(layer, place) {
  const command = COMMANDS[layer];
  return command === undefined ? runEngineTests(place) : run(layer, command, place);
}

/**
 * Counts the tests of a layer that needs an engine, without running them.
 *
 * @param {string} layer
 * @param {Place} place
 * @returns {Promise<Outcome>}
 */
export async function skipLayer(layer, place) {
  return layer === "engine" ? countEngineTests(place) : count(layer, () => countPytest("engine"), place);
}
