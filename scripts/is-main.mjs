import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Whether a script was started by its path, and not imported by another one.
 *
 * @param {ImportMeta} module
 */
export function isMain({ url }) {
  const [, started] = process.argv;
  return started !== undefined && realpathSync(started) === fileURLToPath(url);
}
