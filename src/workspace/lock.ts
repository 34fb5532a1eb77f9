import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { systemCode, WorkspaceError } from "./problem.ts";
import { nameOfRun, newRun, type Run } from "./run.ts";
import { writeFileOnce } from "./write-file.ts";

/** Who holds a lock. A lock of an earlier version names its process alone. */
interface Holder {
  readonly process: number;
  readonly run?: Run;
}

/**
 * Holds a hub's directory while something is changed, so that two commands do not change it at once.
 * A lock whose process is gone, after a crash or a reboot, is taken over.
 *
 * @param place - The directory, with the run that the lock shall tell a second command of.
 */
export async function withLock<T>(
  place: string | { readonly directory: string; readonly run?: Run | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const { directory, run = newRun("change") } = typeof place === "string" ? { directory: place } : place;
  const path = join(directory, ".hubwright", "lock");
  take(path, run, true);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string, run: Run, mayTakeOver: boolean): void {
  const own: Holder = { process: process.pid, run };
  if (writeFileOnce(path, `${JSON.stringify(own)}\n`, { isLasting: false })) return;
  const holder = readHolder(path);
  if (mayTakeOver && !isRunning(holder.process)) {
    rmSync(path, { force: true });
    take(path, run, false);
    return;
  }
  const name = holder.run === undefined ? "" : `: ${nameOfRun(holder.run)}`;
  throw new WorkspaceError(
    `Another hubwright is at work on this hub${name} (process ${holder.process}).`,
    "Wait until it is done, then run the command again.",
    { code: "hub-locked" },
  );
}

function readHolder(path: string): Holder {
  try {
    const held: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof held === "number") return { process: held };
    const { process: pid, run } = held as { readonly process?: unknown; readonly run?: unknown };
    return { process: Number(pid), ...(isRun(run) ? { run } : {}) };
  } catch {
    // Removed a moment ago, or no lock of ours.
    return { process: 0 };
  }
}

function isRun(value: unknown): value is Run {
  if (typeof value !== "object" || value === null) return false;
  const { id, command, since } = value as Partial<Run>;
  return [id, command, since].every((field) => typeof field === "string");
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
