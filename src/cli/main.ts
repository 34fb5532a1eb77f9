import { Console } from "node:console";
import { homedir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { CommanderError } from "commander";
import type { Engine } from "../engine/port.ts";
import { problem } from "../model/problem/problem.ts";
import type { Context, ExitCode } from "./context.ts";
import { reportError } from "./report-error.ts";
import { findProject, loadDefinition } from "./find-project.ts";
import { programFor } from "./program.ts";
import { exitCodeOf, Stopped, stoppedBy } from "./stopped.ts";
import { terminalOn } from "./terminal.ts";

/** Runs one command line, the only place that knows of `process`. Never throws; what goes wrong is printed. */
export async function run(argv: readonly string[]): Promise<ExitCode> {
  const { env, stdin, stdout, stderr } = process;
  // Whatever the shell's umask, nobody else may write to the files created here.
  process.umask(process.umask() | 0o022);
  const hasFlag = (flag: string) => argv.includes(flag);
  // `hubwright people | head`: the reader has seen enough, which is not an error.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  // What hub.ts prints for its author must not stand between lines that a program reads.
  if (hasFlag("--json")) globalThis.console = new Console(stderr);
  const abort = new AbortController();
  const interrupt = (signal: "SIGINT" | "SIGTERM") => {
    if (abort.signal.aborted) endAtOnce(signal);
    abort.abort(new Stopped(signal));
  };
  const called = calledAs(env);
  const terminal = terminalOn(
    { input: stdin, output: stdout, errors: stderr },
    {
      quiet: hasFlag("--quiet"),
      color: !hasFlag("--no-color") && (env["NO_COLOR"] ?? "") === "",
      plain: isPlain(env),
      called,
      interrupt: () => interrupt("SIGINT"),
    },
  );
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  let found: Promise<Engine> | undefined;
  const engine = () =>
    (found ??= import("../engine/docker/connect.ts").then(({ connectDocker }) => connectDocker({ environment: env })));
  const cache = join(env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "hubwright");
  const cwd = process.cwd();
  const context: Context = {
    terminal,
    environment: env,
    cwd,
    called,
    signal: abort.signal,
    input: () => buffer(stdin),
    engine,
    project: (where) => findProject(where, { cwd, cache, engine }),
    load: (path, text) => loadDefinition(path, text, cache),
  };
  let exitCode: ExitCode = 0;
  try {
    const program = programFor(context, (code) => (exitCode = code));
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 64;
    const stoppedWith = stoppedBy(abort.signal);
    if (stoppedWith !== undefined) {
      terminal.report(
        problem("stopped", "Stopped. What was done so far is kept.", "To continue, run the same command again."),
      );
      return exitCodeOf(stoppedWith);
    }
    reportError(terminal, error, { withTrace: (env["HUBWRIGHT_DEBUG"] ?? "") !== "" });
    return 1;
  } finally {
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}

/** The output is read by a program, or by a screen that cannot move its cursor. */
function isPlain(env: NodeJS.ProcessEnv): boolean {
  const isSet = (name: string) => !["", "0", "false"].includes(env[name] ?? "");
  return isSet("CI") || env["TERM"] === "dumb";
}

/** For those who do not want to wait. The screen shows its cursor again; the next run takes over the lock. */
function endAtOnce(signal: "SIGINT" | "SIGTERM"): never {
  if (process.stdout.isTTY) process.stdout.write("\u001b[?25h\n");
  process.exit(exitCodeOf(signal));
}

function calledAs(env: NodeJS.ProcessEnv): string {
  return env["npm_command"] === "exec" ? "npx hubwright" : "hubwright";
}
