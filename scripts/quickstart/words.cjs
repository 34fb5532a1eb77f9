"use strict";
// What quickstart prints before it starts.
const { inGB } = require("./checks.cjs");

/**
 * The problems, and the commands to run.
 *
 * @param {readonly import("./types.ts").Problem[]} problems
 */
function explain(problems) {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const items = problems.map(({ what, type }) => `\n- ${what}\n${type.map((line) => `    ${line}`).join("\n")}`);
  return `Found ${count}. Nothing was changed. Fix the following, then run this command again.\n${items.join("\n")}`;
}

/**
 * What was found, and what will happen next.
 *
 * @param {import("./types.ts").Facts} facts
 */
function describe({ nodeVersion, engine, disk, memory, port, isBuilt }) {
  /** @type {{ readonly [state: string]: string }} */
  const engines = {
    answers: `Docker engine ${engine.version || ""} at ${engine.address}`,
    stopped: "Docker (not running)",
    missing: "no Docker yet",
  };
  const found = [
    `Node ${nodeVersion}`,
    engines[engine.state],
    disk && `${inGB(disk.free)} free in ${disk.place}`,
    memory && `${inGB(memory)} of memory`,
    `port ${port.number} ${port.owner === undefined ? "free" : "used by this hub"}`,
  ];
  // A stopped engine cannot list its images; if there is a hub, its images probably exist too.
  const ahead =
    isBuilt || (engine.state === "stopped" && port.definition)
      ? ""
      : "\nThe first run builds three images: 3 to 15 minutes, about 0.5 GB to download and 2 GB on disk.";
  return `Found: ${found.filter(Boolean).join(", ")}.${ahead}`;
}

module.exports = { describe, explain };
