import { chownSync } from "node:fs";
import { type CommandOptions, type Ended, HUBWRIGHT, runCommand } from "./command.ts";

/** Nobody: on every Linux, owner of nothing, in no group. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/** Runs hubwright as somebody who is not root. Whoever runs the tests without being root is somebody already. */
export function asOrdinaryUser(words: readonly string[], options: CommandOptions): Promise<Ended> {
  const command = [...HUBWRIGHT, ...words];
  const ids = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"];
  const [program = "", ...args] = isRoot ? ["setpriv", ...ids, "--", ...command] : command;
  const env = { NO_COLOR: "1", npm_command: undefined, HUBWRIGHT_DEBUG: undefined, ...options.env };
  return runCommand(program, args, { ...options, env });
}

/** Gives a directory to that person. */
export function giveToOrdinaryUser(directory: string): void {
  if (isRoot) chownSync(directory, NOBODY, NOBODY);
}
