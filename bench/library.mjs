// Importing the library, as every tool and test does that uses it, compared with a Node that does nothing.
import { fileURLToPath } from "node:url";
import { comparePairs, report } from "./pairs.mjs";

const LIMIT = 1.6;
const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** @param {import("./pairs.mjs").Mode} mode */
export async function benchLibrary({ once }) {
  const node = (/** @type {string} */ code) =>
    /** @type {import("./pairs.mjs").Command} */ ([process.execPath, "--input-type=module", "-e", code]);
  const times = comparePairs(node('import "hubwright"'), node("0"), { runs: once ? 1 : 41, cwd: ROOT });
  return [report('import "hubwright"', "bare node", times, { limit: LIMIT, once })];
}
