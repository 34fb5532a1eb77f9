import { runParts } from "./run-parts.mjs";
import { partsOf } from "./suites.mjs";

/** @param {string} what - The beginning of a test's own title. */
function everyAccident(what) {
  return ["cut off before", "cut off after", "killed while"].map(
    (how) => new RegExp(`^hubwright up, ${how} .* ${what}`),
  );
}

/**
 * What must be true wherever `hubwright up` is interrupted. Every pattern must be matched by a test, and every test that is matched
 * must have passed.
 *
 * @type {readonly import("./point.ts").Point[]}
 */
export const POINTS = [
  {
    says: "the first up, interrupted at each Docker call, before and after, and killed at each: the next up converges",
    tests: everyAccident("the first up"),
  },
  {
    says: "an up that changes a hub, interrupted and killed in the same way: the next up converges",
    tests: everyAccident("an up that changes"),
  },
];

/**
 * @param {import("./point.ts").Stage} stage
 * @returns {Promise<import("./point.ts").Prepared>}
 */
export async function prepare(stage) {
  stage.say("hubwright up, cut off at each call, on this machine's engine");
  const runs = (await runParts(partsOf("cut-off"), stage)).map(({ tests }) => tests);
  return { tests: runs.flat(), runs };
}
