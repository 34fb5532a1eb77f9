import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OXFMT = fileURLToPath(new URL("../../node_modules/.bin/oxfmt", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../.oxfmtrc.json", import.meta.url));

/**
 * Files as the project's formatter writes them.
 *
 * @param {{ readonly [path: string]: string }} files
 * @returns {{ readonly [path: string]: string }}
 */
export function formatted(files) {
  const directory = mkdtempSync(join(tmpdir(), "hubwright-traits-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const { status, stderr } = spawnSync(OXFMT, ["--config", CONFIG, directory], { encoding: "utf8", cwd: directory });
    if (status !== 0) throw new Error(`The files cannot be formatted.\n${stderr}`);
    return Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(directory, path), "utf8")]));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
