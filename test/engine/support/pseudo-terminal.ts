import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type * as Xterm from "@xterm/headless";

// A CommonJS module whose names depend on how it is imported.
const xterm = createRequire(import.meta.url)("@xterm/headless") as typeof Xterm;
const SCRIPT = fileURLToPath(new URL("pseudo-terminal.py", import.meta.url));

/** A person at a screen: what they see, and what they type. */
export interface Sitting {
  /** The screen with what has scrolled off above it, line by line, without empty lines at the end. */
  screen(): Promise<readonly string[]>;
  /** Whether the cursor can be seen. */
  hasCursor(): Promise<boolean>;
  /** Types keys; `"\u0003"` is Ctrl-C. */
  type(keys: string): void;
  /** Waits until something is on the screen. */
  until(words: RegExp): Promise<void>;
  /** What the program ended with. */
  readonly ended: Promise<number | null>;
  /** Closes the terminal, which ends a program that still runs. */
  leave(): void;
}

/** Programs that have not shown what a test waits for by then never will. In milliseconds. */
const PATIENCE = 120_000;

/** Runs a program at a terminal, as somebody who sits before it does. */
export function sitBefore(
  command: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: { readonly [name: string]: string | undefined };
    readonly columns?: number;
    readonly rows?: number;
  },
): Sitting {
  const { cwd, env = {}, columns = 100, rows = 40 } = options;
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 5000, allowProposedApi: true });
  let hasCursor = true;
  for (const [final, shows] of [
    ["h", true],
    ["l", false],
  ] as const) {
    emulator.parser.registerCsiHandler({ prefix: "?", final }, (parameters) => {
      if (parameters.includes(25)) hasCursor = shows;
      return false;
    });
  }
  // Whoever runs the tests in CI, or without colors, is not who sits here.
  const own = { TERM: "xterm-256color", CI: undefined, NO_COLOR: undefined, npm_command: undefined, ...env };
  const child = spawn("python3", [SCRIPT, String(columns), String(rows), ...command], {
    cwd,
    env: { ...process.env, ...own },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const listeners = new Set<() => void>();
  child.stdout.on("data", (shown: Buffer) => emulator.write(shown, () => listeners.forEach((look) => look())));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => emulator.write("", () => resolve(code)));
  });
  const lines = (): readonly string[] => {
    const { active } = emulator.buffer;
    const all = Array.from(
      { length: active.length },
      (_, index) => active.getLine(index)?.translateToString(true) ?? "",
    );
    return all.slice(0, all.findLastIndex((line) => line !== "") + 1);
  };
  const settled = <T>(look: () => T) => new Promise<T>((resolve) => emulator.write("", () => resolve(look())));
  return {
    ended,
    screen: () => settled(lines),
    hasCursor: () => settled(() => hasCursor),
    type: (keys) => void child.stdin.write(keys),
    leave: () => void child.kill(),
    until: (words) =>
      new Promise((resolve, reject) => {
        const stop = () => {
          listeners.delete(look);
          clearTimeout(timer);
        };
        const fail = (why: string) => {
          stop();
          reject(new Error(`${why}: ${words} is not on the screen:\n${lines().join("\n")}`));
        };
        const look = () => {
          if (!words.test(lines().join("\n"))) return;
          stop();
          resolve();
        };
        const timer = setTimeout(() => fail(`After ${PATIENCE / 1000} seconds`), PATIENCE);
        listeners.add(look);
        void ended.then((code) => fail(`Ended with ${code}`));
        look();
      }),
  };
}
