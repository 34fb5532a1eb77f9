import { failureOf } from "../apply/failure.ts";
import { HubwrightError } from "../model/diagnostic.ts";
import { newRun, type Run } from "../workspace/run.ts";
import type { Context, ExitCode, Screen } from "./context.ts";
import { describeProblem } from "./describe-problem.ts";
import { silentTerminal, toldOf, type Told } from "./json-events.ts";
import { describeStop, RunRecord } from "./run-record.ts";
import { exitCodeOf, stoppedBy } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";
import { VERSION } from "./version.ts";

type Work = (context: Context) => Promise<ExitCode>;

/**
 * Runs a command that changes a hub. It gets an id, and is shown: as a live picture on a terminal, as
 * lines elsewhere, as events with `--json`. When told to stop, it reports what was done, what was not, and how to continue.
 *
 * @param command - Its name, for example `"up"`.
 */
export function runCommand(
  context: Context,
  command: string,
  { json = false }: { readonly json?: boolean },
  work: Work,
): Promise<ExitCode> {
  const run = newRun(command);
  return json ? asEvents(context, run, work) : forPeople(context, run, work);
}

async function forPeople(context: Context, run: Run, work: Work): Promise<ExitCode> {
  const { signal, called } = context;
  const record = new RunRecord();
  const screen = await screenOn(context.terminal);
  const terminal = screen === undefined ? context.terminal : beside(context.terminal, screen);
  const tell = () => {
    const text = "Stopping cleanly. Press Ctrl-C again to stop at once.";
    if (screen === undefined) terminal.problem(text);
    else screen.say(text);
  };
  signal.addEventListener("abort", tell, { once: true });
  try {
    const on = record.take.bind(record);
    return await work({ ...context, terminal, run: { run, on, ...(screen && { screen }) } });
  } catch (error) {
    const stoppedWith = stoppedBy(signal);
    if (stoppedWith === undefined) throw error;
    screen?.end();
    if (failureOf(error).code !== "stopped") terminal.problem(describeProblem(error, { withTrace: false }));
    const { message, hint } = describeStop(record, `${called} ${run.command}`);
    terminal.problem(`${message}\n${hint}`);
    return exitCodeOf(stoppedWith);
  } finally {
    signal.removeEventListener("abort", tell);
    screen?.end();
  }
}

async function screenOn(terminal: Terminal): Promise<Screen | undefined> {
  // Loaded only for a live picture: it takes a tenth of the total time of most commands.
  if (terminal.live === undefined) return undefined;
  return (await import("./live-screen.ts")).openScreen(terminal.live, (kind, text) => terminal.style(kind, text));
}

/** The terminal, with room made for its lines above a picture. */
function beside(terminal: Terminal, screen: Screen): Terminal {
  const write = (how: "print" | "note" | "problem") => (text: string) => {
    screen.makeRoom();
    terminal[how](text);
  };
  return {
    ...terminal,
    print: write("print"),
    note: write("note"),
    problem: write("problem"),
    confirm: (question, otherwise) => {
      screen.makeRoom();
      return terminal.confirm(question, otherwise);
    },
    progress: () => {},
  };
}

async function asEvents(context: Context, run: Run, work: Work): Promise<ExitCode> {
  const { signal, terminal, called } = context;
  const record = new RunRecord();
  const began = performance.now();
  const tell = (told: Told) => terminal.print(JSON.stringify({ run: run.id, at: new Date().toISOString(), ...told }));
  const end = () => ({ steps: record.done.length, took: Math.round(performance.now() - began) });
  const stopping = () => tell({ type: "stopping", signal: stoppedBy(signal) ?? "SIGINT" });
  signal.addEventListener("abort", stopping, { once: true });
  let complaint = "";
  tell({ type: "started", command: run.command, version: VERSION });
  try {
    const exitCode = await work({
      ...context,
      terminal: silentTerminal((text) => (complaint = text)),
      run: {
        run,
        on(event) {
          record.take(event);
          const told = toldOf(event);
          if (told !== undefined) tell(told);
        },
      },
    });
    if (exitCode === 0) tell({ type: "ready", url: record.url, ...end() });
    else {
      const [message = "", hint = ""] = complaint.split("\n  hint: ");
      const code = exitCode === 64 ? "bad-usage" : "refused";
      tell({ type: "failed", code, message, hint, exitCode, problems: [], ...end() });
    }
    return exitCode;
  } catch (error) {
    const stoppedWith = stoppedBy(signal);
    const exitCode = stoppedWith === undefined ? 1 : exitCodeOf(stoppedWith);
    const failure =
      stoppedWith === undefined
        ? failureOf(error)
        : { code: "stopped", ...describeStop(record, `${called} ${run.command}`) };
    const problems = error instanceof HubwrightError ? error.diagnostics : [];
    tell({ type: "failed", ...failure, exitCode, problems, ...end() });
    return exitCode;
  } finally {
    signal.removeEventListener("abort", stopping);
  }
}
