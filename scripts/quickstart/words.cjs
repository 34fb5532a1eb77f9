"use strict";
// What quickstart says before it begins.
const { inGB } = require("./checks.cjs");

/**
 * What is in the way, and what to type.
 *
 * @param {readonly import("./types.ts").Problem[]} problems
 */
function explain(problems) {
  const [count, verb] = problems.length === 1 ? ["One thing", "stands"] : [`${problems.length} things`, "stand"];
  const items = problems.map(({ what, type }) => `\n- ${what}\n${type.map((line) => `    ${line}`).join("\n")}`);
  return `${count} ${verb} in the way. Nothing has been done yet; mend this, then run it again.\n${items.join("\n")}`;
}

/**
 * What was found, and what is ahead.
 *
 * @param {import("./types.ts").Facts} facts
 */
function describe({ nodeVersion, engine, disk, memory, port, isBuilt }) {
  /** @type {{ readonly [state: string]: string }} */
  const engines = {
    answers: `Docker engine ${engine.version || ""} at ${engine.address}`,
    stopped: "a Docker engine that does not run",
    missing: "no Docker engine yet",
  };
  const found = [
    `Node ${nodeVersion}`,
    engines[engine.state],
    disk && `${inGB(disk.free)} free in ${disk.place}`,
    memory && `${inGB(memory)} of memory`,
    `port ${port.number} ${port.owner === undefined ? "free" : "is this hub's"}`,
  ];
  // An engine that does not run cannot say what it holds; where there is a hub, its images are probably there too.
  const ahead =
    isBuilt || (engine.state === "stopped" && port.definition)
      ? ""
      : "\nThe first run builds three images: 3 to 15 minutes, about 0.5 GB to download and 2 GB on disk.";
  return `Found: ${found.filter(Boolean).join(", ")}.${ahead}`;
}

module.exports = { describe, explain };
