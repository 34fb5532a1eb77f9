import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A process that keeps rewriting one file in place, a few bytes at a time, so that every reader sees it half written. */
export class Writer {
  readonly #child: ChildProcess;

  constructor(path: string, text: string) {
    this.#child = spawn(process.execPath, ["-e", PROGRAM, path, text], { stdio: "ignore" });
  }

  /** Ends it, the file being as it was at that moment. */
  async stop(): Promise<void> {
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}

const PROGRAM = `
const { closeSync, openSync, writeSync } = require("node:fs");
const [path, text] = process.argv.slice(1);
const pause = new Int32Array(new SharedArrayBuffer(4));
for (;;) {
  const file = openSync(path, "w");
  for (let at = 0; at < text.length; at += 64) {
    writeSync(file, text.slice(at, at + 64));
    Atomics.wait(pause, 0, 0, 2);
  }
  closeSync(file);
  Atomics.wait(pause, 0, 0, 20);
}
`;
