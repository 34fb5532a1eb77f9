import { closeSync, constants, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { parseLockHolder, stateOf, type HolderState, type LockHolder } from "./lock-holder.ts";
import { writeProblem, writing } from "./file-problems.ts";
import { processState, thisMachine } from "./process-state.ts";
import { nameOfRun, newRun, type Run } from "./run.ts";
import { systemCode } from "./system-code.ts";
import { writeFileOnce, writeFileWhole } from "./write-file.ts";

/**
 * Locks a hub's directory while something is changed, so that two commands do not change it at once.
 * A lock whose process is gone, after a crash or a reboot, is taken over.
 *
 * @param place - The directory, with the run that a second command is told about.
 * @throws HubwrightError with the code `hub-locked` while another run has the lock.
 */
export async function withLock<T>(
  place: string | { readonly directory: string; readonly run?: Run | undefined },
  work: () => Promise<T>,
): Promise<T> {
  const { directory, run = newRun("change") } = typeof place === "string" ? { directory: place } : place;
  const path = join(directory, ".hubwright", "lock");
  const own = lockOf(run);
  const other = take(path, own);
  if (other !== undefined) throw lockedProblem(path, other);
  try {
    return await work();
  } finally {
    release(path, own);
  }
}

interface Other {
  readonly holder: LockHolder;
  readonly state: HolderState;
}

function lockOf(run: Run): string {
  const started = processState(process.pid)?.started;
  const own: LockHolder = {
    process: process.pid,
    run,
    ...(started === undefined ? {} : { started }),
    machine: thisMachine(),
  };
  return `${JSON.stringify(own)}\n`;
}

/**
 * Takes a lock, or returns who has it.
 *
 * A free lock is taken by a hard link, which only one process can make. A lock whose holder is gone is never removed:
 * another process that saw the same holder may have replaced it in the meantime. It is overwritten, and only by the
 * process that holds a second lock, for the takeover, and has checked the first one again since. A process that is killed
 * during a takeover leaves the second lock behind; it is taken over in the same way.
 */
function take(path: string, own: string): Other | undefined {
  for (;;) {
    if (writeFileOnce(path, own, { isLasting: false })) return undefined;
    const other = holderOf(path);
    // Released a moment ago.
    if (other === undefined) continue;
    if (other.state !== "gone") return other;
    const takeover = `${path}.takeover`;
    const busy = take(takeover, own);
    if (busy !== undefined) return busy;
    try {
      if (holderOf(path)?.state === "gone") {
        writeFileWhole(path, own);
        return undefined;
      }
    } finally {
      release(takeover, own);
    }
  }
}

/** Removes a lock if it is ours. If someone removed ours by hand, another run may have taken its place. */
function release(path: string, own: string): void {
  if (read(path) === own) writing(path, () => rmSync(path, { force: true }));
}

function holderOf(path: string): Other | undefined {
  const text = read(path);
  if (text === undefined) return undefined;
  const holder = parseLockHolder(text);
  return { holder, state: stateOf(holder, thisMachine(), processState) };
}

function read(path: string): string | undefined {
  try {
    // A broken symbolic link would read like a lock that was just released, again and again.
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      return readFileSync(file, "utf8");
    } finally {
      closeSync(file);
    }
  } catch (error) {
    const code = systemCode(error);
    // On NFS the second one, where another machine removed it after we had opened it.
    if (code === "ENOENT" || code === "ESTALE") return undefined;
    throw writeProblem(path, error);
  }
}

function lockedProblem(path: string, { holder, state }: Other): HubwrightError {
  const { run, machine } = holder;
  const name = run === undefined ? "" : `: ${nameOfRun(run)}`;
  const isHere = state === "running";
  const where = isHere ? "" : machine?.id === thisMachine().id ? " in another container" : ` on ${machine?.name}`;
  return HubwrightError.of(
    "hub-locked",
    `Another hubwright is working on this hub${name} (process ${holder.process}${where}).`,
    isHere
      ? "Wait until it is done, then run the command again."
      : `Wait until it is done, then run the command again. If it is no longer running, remove the file ${path} first.`,
  );
}
