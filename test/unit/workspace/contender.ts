// A process that tries to lock a directory whenever it is told to, and can be held up before any of its calls to the
// file system: there another process may do whatever it likes. Orders come in and answers go out, one a line.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { withLock } from "../../../src/workspace/lock.ts";
import { withLock as withEarlierLock } from "./earlier-lock.ts";

const { readSync, writeSync } = fs;
const lock = process.argv[2] === "earlier" ? withEarlierLock : withLock;
const byte = Buffer.alloc(1);
let calls: string[] = [];
let holdUpBefore = 0;

function hear(): string {
  let line = "";
  while (readSync(0, byte) === 1) {
    const character = byte.toString();
    if (character === "\n") return line;
    line += character;
  }
  // The test is over.
  process.exit();
}

function say(word: string): void {
  writeSync(1, `${word}\n`);
}

const functions = fs as unknown as { [name: string]: unknown };
for (const [name, original] of Object.entries(functions)) {
  if (!name.endsWith("Sync") || typeof original !== "function") continue;
  functions[name] = (...values: readonly unknown[]): unknown => {
    calls.push(name);
    if (calls.length === holdUpBefore) {
      say("held up");
      hear();
    }
    return original(...values) as unknown;
  };
}
syncBuiltinESMExports();

for (;;) {
  const order = JSON.parse(hear()) as { readonly directory: string; readonly holdUpBefore: number };
  calls = [];
  ({ holdUpBefore } = order);
  try {
    await lock(order.directory, async () => {
      say("in");
      hear();
    });
    say(`out after ${calls.join(" ")}`);
  } catch (error) {
    say(`refused: ${(error as Error).message}`);
  }
}
