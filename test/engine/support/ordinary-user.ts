import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CommandOptions, type Ended, HUBWRIGHT, runCommand } from "./command.ts";

/** Nobody: on every Linux, owner of nothing, in no group. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
let installed: string | undefined;

/** Runs hubwright as a user other than root. If the tests do not run as root, that is the current user. */
export function asOrdinaryUser(words: readonly string[], options: CommandOptions): Promise<Ended> {
  const ids = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  const own = [...HUBWRIGHT, ...words];
  const [program = "", ...args] = isRoot ? ["setpriv", ...ids, "--", process.execPath, install(), ...words] : own;
  const env = { NO_COLOR: "1", npm_command: undefined, HUBWRIGHT_DEBUG: undefined, ...options.env };
  return runCommand(program, args, { ...options, env });
}

/** Gives a directory to that person. */
export function giveToOrdinaryUser(directory: string): void {
  if (isRoot) chownSync(directory, NOBODY, NOBODY);
}

/** Copies the build to a place that everyone can read: the checkout may be inside a directory of root's. @returns its program. */
function install(): string {
  if (installed === undefined) {
    const place = mkdtempSync(join(tmpdir(), "hubwright-installed-"));
    process.once("exit", () => rmSync(place, { recursive: true, force: true }));
    chmodSync(place, 0o755);
    const root = fileURLToPath(new URL("../../../", import.meta.url));
    const loader = dirname(fileURLToPath(import.meta.resolve("jiti/package.json")));
    cpSync(join(root, "dist"), join(place, "dist"), { recursive: true });
    cpSync(join(root, "package.json"), join(place, "package.json"));
    // The one package that is not part of what was built.
    cpSync(loader, join(place, "node_modules/jiti"), { recursive: true, dereference: true });
    installed = join(place, "dist/bin/hubwright.js");
  }
  return installed;
}
