import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemCode, WorkspaceError } from "./problem.ts";
import { writeFileOnce } from "./write-file.ts";

/**
 * Holds a hub's directory while something is changed, so that two commands do not change it at once.
 * A lock whose process is gone, after a crash or a reboot, is taken over.
 */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const path = join(directory, ".hubwright", "lock");
  take(path, true);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, mayTakeOver: boolean): void {
  if (writeFileOnce(path, String(process.pid), { isLasting: false })) return;
  const holder = Number(readHolder(path));
  if (mayTakeOver && !isRunning(holder)) {
    rmSync(path, { force: true });
    take(path, false);
    return;
  }
  throw new WorkspaceError(
    `Another hubwright is at work on this hub (process ${holder}).`,
    "Wait until it is done, then run the command again.",
  );
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === "EPERM";
  }
}
