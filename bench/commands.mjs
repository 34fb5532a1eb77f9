// The commands that people and CI run all day, as whole processes, compared with a Node that does nothing.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { comparePairs, report } from "./pairs.mjs";

export const HUBWRIGHT = fileURLToPath(new URL("../dist/bin/hubwright.js", import.meta.url));
const LIMIT = 2.5;

/** @param {import("./pairs.mjs").Mode} mode */
export async function benchCommands({ once, hub, port }) {
  const directory = mkdtempSync(join(tmpdir(), "hubwright-bench-"));
  try {
    hubwright(directory, "init", hub, "--port", port);
    hubwright(directory, "generate");
    return [["check"], ["generate", "--check"]].map((command) =>
      report(
        `hubwright ${command.join(" ")}`,
        "bare node",
        comparePairs([process.execPath, HUBWRIGHT, ...command], [process.execPath, "-e", "0"], {
          runs: once ? 1 : 21,
          cwd: directory,
        }),
        { limit: LIMIT, once },
      ),
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Runs a command that is not part of the measurement.
 *
 * @param {string} directory
 * @param {...string} args
 */
export function hubwright(directory, ...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [HUBWRIGHT, ...args], {
    cwd: directory,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`hubwright ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
