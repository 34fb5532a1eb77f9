import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A command's exit code and output. */
export interface Ended {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both, in the order in which they came. */
  readonly output: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: { readonly [name: string]: string | undefined };
  /** Gets the process, for example to stop it halfway. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
  /** Gets its output as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a program to completion. A failure does not throw: tests check the exit code. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const { cwd, env = {}, onStart, onOutput } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const printed = { stdout: "", stderr: "", output: "" };
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => {
        printed[stream] += text;
        printed.output += text;
        onOutput?.(text);
      });
    }
    child.on("error", reject);
    child.on("close", (exitCode, signal) => resolve({ exitCode, signal, ...printed }));
    onStart?.((signal) => child.kill(signal));
  });
}

/** Runs a program that must succeed. @returns what it printed to its standard output. */
export async function mustRun(program: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
  const { exitCode, signal, stdout, output } = await runCommand(program, args, options);
  if (exitCode === 0) return stdout;
  throw new Error(`${[program, ...args].join(" ")} ended with ${exitCode ?? signal}:\n${output}`);
}

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The words that start hubwright, before those of the command: the built one, or its source where nothing is built. */
export const HUBWRIGHT: readonly [string, ...string[]] = existsSync(path("../../../dist/bin/hubwright.js"))
  ? [process.execPath, path("../../../dist/bin/hubwright.js")]
  : [process.execPath, "--import", import.meta.resolve("tsx"), path("../../../src/cli/bin.ts")];

/** Runs a hubwright command as a person would type it. */
export function hubwright(words: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  const [program, ...args] = HUBWRIGHT;
  // A person who runs the tests with npm must not look like one who typed npx.
  const env = { NO_COLOR: "1", npm_command: undefined, HUBWRIGHT_DEBUG: undefined, ...options.env };
  return runCommand(program, [...args, ...words], { ...options, env });
}
