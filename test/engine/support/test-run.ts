import { readFileSync, readlinkSync } from "node:fs";
import type { EngineView } from "./engine-view.ts";
import { isLeftover, prefixOf } from "./run-id.ts";

const NAMESPACE = namespaceHere();
const PREFIX = prefixOf({ pid: process.pid, startedAt: startOf(process.pid) ?? 0, namespace: NAMESPACE });

/** Engines on which this process has removed what others left. */
const swept = new WeakMap<object, Promise<void>>();

/**
 * A name on an engine that no other process uses, so that tests can run at the same time, and next to hubs in use.
 *
 * @param what - Tells this process's names apart: letters, digits and hyphens, at most 19.
 */
export function hubName(what: string): string {
  return `${PREFIX}-${what}`;
}

/** Whether a name is of a process of tests that has ended. */
export function isOfEndedRun(name: string): boolean {
  return isLeftover(name, NAMESPACE, startOf);
}

/** Removes what killed test processes left on an engine. Objects of running processes are kept. */
export function removeLeftovers(view: EngineView, engine: object): Promise<void> {
  const begun = swept.get(engine) ?? view.removeNamed(isOfEndedRun);
  swept.set(engine, begun);
  return begun;
}

/** Without /proc, we can only see whether a process is running. */
function startOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may have spaces and brackets in it; the fields after it begin with the third.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  } catch {
    return process.platform !== "linux" && isRunning(pid) ? 0 : undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is running, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function namespaceHere(): number {
  try {
    return Number(/\d+/.exec(readlinkSync("/proc/self/ns/pid"))?.[0] ?? 0);
  } catch {
    return 0;
  }
}
