import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Which lock contenders use: ours, or that of earlier versions. */
export type LockVersion = "current" | "earlier";

/** A process that tries to lock a directory when it is told to; see contender.ts. */
export interface Contender {
  readonly pid: number;
  /** Begins to take the lock. Resolves with `"in"`, `"held up"` or `"refused: …"`. */
  readonly enter: (directory: string, holdUpBefore?: number) => Promise<string>;
  /** Lets one continue that is held up or in. Resolves with the next answer; after `"in"` it is `"out after …"`, with the calls that it made. */
  readonly goOn: () => Promise<string>;
  /** Ends it with SIGKILL. */
  readonly kill: () => Promise<void>;
}

/** Starts contenders for the tests of a suite, and ends them after it. */
export function contenders(): (version: LockVersion) => Contender {
  let directory = "";
  const children = new Set<ChildProcess>();
  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "hubwright-test-"));
    // A bundle starts in a tenth of the time that the sources take.
    await build({
      entryPoints: [fileURLToPath(new URL("contender.ts", import.meta.url))],
      outfile: join(directory, "contender.mjs"),
      bundle: true,
      format: "esm",
      platform: "node",
      logLevel: "error",
    });
  });
  after(async () => {
    await Promise.all([...children].map((child) => end(child)));
    rmSync(directory, { recursive: true, force: true });
  });
  return (version) => {
    const child = spawn(process.execPath, [join(directory, "contender.mjs"), version], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    children.add(child);
    const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
    const tell = async (line: string) => {
      child.stdin.write(`${line}\n`);
      const { value, done } = await answers.next();
      if (done === true) throw new Error("The contender ended without an answer.");
      return value;
    };
    return {
      pid: child.pid ?? 0,
      enter: (place, holdUpBefore = 0) => tell(JSON.stringify({ directory: place, holdUpBefore })),
      goOn: () => tell("go on"),
      kill: async () => {
        children.delete(child);
        await end(child);
      },
    };
  };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
