import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";

/** Whether a directory of this machine contains a hub, as far as we may read it. */
export function holdsHub(directory: string): boolean {
  return existsSync(join(directory, "secrets")) || existsSync(join(directory, "deploy"));
}

/** Whether two paths lead to one directory of this machine. */
export function isOneDirectory(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && realpathSync(a) === realpathSync(b);
}
