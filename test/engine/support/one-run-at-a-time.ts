import { createHash } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineUnderTest } from "./engine-under-test.ts";

/** The engines that this process has for itself, by the files that say so. */
const held = new Set<string>();

/** The process that runs tests in several ones at once, none of which has another's hubs; each is told of it. */
const RUN = "HUBWRIGHT_TEST_RUN";

/** What the environment of a process must say which runs a part of this one's tests: what this one has, it may use. */
export function asPartOfThis(): { readonly [name: string]: string } {
  return { [RUN]: String(process.pid) };
}

/**
 * Keeps an engine for this process until it ends: hubs of tests have fixed names, and two runs would remove each other's.
 *
 * @throws an Error that names the other process, where one that still lives has the engine.
 */
export function haveForOneself(engine: EngineUnderTest): void {
  const { socket } = engine;
  const { dockerHost = "the engine of this machine" } =
    socket === undefined ? engine : { dockerHost: `unix://${socket}` };
  const digest = createHash("sha256").update(dockerHost).digest("hex").slice(0, 16);
  const path = join(tmpdir(), `hubwright-engine-tests-${digest}.pid`);
  if (held.has(path) || isOfRun(path)) return;
  take(path, dockerHost);
  held.add(path);
  process.once("exit", () => rmSync(path, { force: true }));
}

function isOfRun(path: string): boolean {
  const run = process.env[RUN];
  return run !== undefined && ownerOf(path) === Number(run);
}

function take(path: string, engine: string): void {
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    // A file left by a process that was killed is taken over.
    if (!linked(mine, path) && !isAlive(ownerOf(path))) {
      rmSync(path, { force: true });
      if (linked(mine, path)) return;
    }
    const owner = ownerOf(path);
    if (owner !== process.pid)
      throw new Error(`Process ${owner} runs engine tests on ${engine} now. Wait until it has ended, or end it.`);
  } finally {
    rmSync(mine);
  }
}

/** Whether the name is ours now; false where it exists. */
function linked(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The process that a file names; 0 where there is none. */
function ownerOf(path: string): number {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
