import type { Machine, ProcessState } from "./process-state.ts";
import type { Run } from "./run.ts";

/**
 * Who holds a lock, as its file says. Earlier versions wrote the process and the run, or the PID alone, and read no
 * more than that.
 */
export interface LockHolder {
  /** The PID; 0 if the file does not have one. */
  readonly process: number;
  readonly run?: Run;
  /** When the process started, to tell it from a later one with the same PID. */
  readonly started?: string;
  readonly machine?: Machine;
}

/** What can be known of a holder: `"out-of-sight"` is on another machine or in another container, and may be running. */
export type HolderState = "running" | "gone" | "out-of-sight";

/** Reads a lock file. One that cannot be understood, such as an empty one after a power cut, has process 0. */
export function parseLockHolder(text: string): LockHolder {
  const held = parse(text);
  if (typeof held === "number") return { process: held };
  if (!isObject(held)) return { process: 0 };
  const { process: pid, run, started, machine } = held;
  return {
    process: typeof pid === "number" ? pid : 0,
    ...(hasTexts(run, "id", "command", "since") ? { run: run as Run } : {}),
    ...(typeof started === "string" ? { started } : {}),
    ...(hasTexts(machine, "name", "id") ? { machine: machine as Machine } : {}),
  };
}

/** Whether the holder of a lock is still running, as seen from a machine. */
export function stateOf(
  holder: LockHolder,
  here: Machine,
  processState: (pid: number) => ProcessState | undefined,
): HolderState {
  if (holder.process === 0) return "gone";
  const { machine } = holder;
  if (machine !== undefined) {
    if (machine.id !== here.id) return "out-of-sight";
    if (differ(machine.boot, here.boot)) return "gone";
    if (differ(machine.pids, here.pids)) return "out-of-sight";
  }
  const found = processState(holder.process);
  if (found === undefined) return "gone";
  if (holder.started !== undefined && found.started !== undefined) {
    return found.started === holder.started ? "running" : "gone";
  }
  // An earlier version did not write when it started. Its PID may belong to another program now.
  return found.command === undefined || JAVASCRIPT.test(found.command) ? "running" : "gone";
}

/** The command of a process that may be hubwright, or a program that uses it as a library. */
const JAVASCRIPT = /node|MainThread|\bbun\b|deno|hubwright/i;

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

function hasTexts(value: unknown, ...keys: readonly string[]): boolean {
  return isObject(value) && keys.every((key) => typeof value[key] === "string");
}
