import { spawn } from "node:child_process";
import { PassThrough, type Readable } from "node:stream";
import { LineCutter } from "../engine/line-cutter.ts";
import { HubwrightError } from "../model/problem/hubwright-error.ts";

/** Runs programs of this machine. */
export interface RunProgram {
  /**
   * Runs one to its end.
   *
   * @returns its exit code, 127 when there is no such program. Its lines go to `on`. `signal` kills it.
   */
  (command: readonly string[], on: (line: string) => void, signal?: AbortSignal): Promise<number>;
  /** Runs one for its output. The stream fails, instead of ending early, when the program does. */
  readonly output: (command: readonly string[]) => Readable;
}

async function toItsEnd(
  [program = "", ...args]: readonly string[],
  on: (line: string) => void,
  signal?: AbortSignal,
): Promise<number> {
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    // unshare, which runs debootstrap, turns every milder signal away.
    ...(signal && { signal, killSignal: "SIGKILL" }),
  });
  for (const stream of [child.stdout, child.stderr]) tellLines(stream, on);
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" ? resolve(127) : reject(error.name === "AbortError" ? error : notRun(program, error)),
    );
    child.once("close", (code) => resolve(code ?? 1));
  });
}

function tellLines(stream: Readable, on: (line: string) => void): void {
  const cutter = new LineCutter();
  stream.setEncoding("utf8").on("data", (text: string) => {
    for (const line of cutter.take(text)) on(line);
  });
  stream.once("end", () => {
    if (cutter.rest !== "") on(cutter.rest);
  });
}

function output([program = "", ...args]: readonly string[]): Readable {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const result = new PassThrough();
  let complaint = "";
  tellLines(child.stderr, (line) => {
    complaint = line;
  });
  // The stream may end only after success: otherwise half an archive would look complete.
  child.stdout.pipe(result, { end: false });
  child.once("error", (error) => result.destroy(notRun(program, error)));
  child.once("close", (code) => {
    if (code === 0) result.end();
    else result.destroy(HubwrightError.of("program-failed", `${program} failed: ${complaint}`, AGAIN));
  });
  result.once("close", () => child.kill());
  return result;
}

const AGAIN = "Fix the problem shown above, then run the command again.";

function notRun(program: string, error: NodeJS.ErrnoException): HubwrightError {
  return error.code === "ENOENT"
    ? HubwrightError.of(
        "program-missing",
        `${program} is not installed on this machine.`,
        "Install it, then run the command again.",
        { cause: error },
      )
    : HubwrightError.of("program-failed", `${program} cannot be run: ${error.message}.`, AGAIN, { cause: error });
}

/** Runs programs for real. */
export const runProgram: RunProgram = Object.assign(toItsEnd, { output });
