import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeFileOnce } from "../../../src/workspace/write-file.ts";

/** The lock as it was in earlier versions, whose takeover lets two in: what a test of the lock must be able to see. */
export async function withLock(directory: string, work: () => Promise<void>): Promise<void> {
  const path = join(directory, ".hubwright", "lock");
  take(path, true);
  try {
    await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, mayTakeOver: boolean): void {
  if (writeFileOnce(path, JSON.stringify({ process: process.pid }), { isLasting: false })) return;
  if (mayTakeOver && !isRunning(holderOf(path))) {
    rmSync(path, { force: true });
    take(path, false);
    return;
  }
  throw new Error("Another hubwright is working on this hub.");
}

function holderOf(path: string): number {
  try {
    const held = JSON.parse(readFileSync(path, "utf8")) as number | { readonly process: number };
    return typeof held === "number" ? held : held.process;
  } catch {
    return 0;
  }
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
