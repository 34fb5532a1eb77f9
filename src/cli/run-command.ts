import type { OnEvent } from "../apply/event.ts";
import { problemOf, problemsOf } from "../apply/problems-of.ts";
import { problemData } from "../model/problem/format-problem.ts";
import { problem, type Problem } from "../model/problem/problem.ts";
import { newRun, type Run } from "../workspace/run.ts";
import type { Context, ExitCode, Screen } from "./context.ts";
import { silentTerminal, textOf, toldOf, type Told } from "./json-events.ts";
import { reportError } from "./report-error.ts";
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
  const { signal } = context;
  const record = new RunRecord();
  const screen = await screenOn(context.terminal);
  const terminal = screen === undefined ? context.terminal : beside(context.terminal, screen);
  const tell = () => {
    const text = "Stopping cleanly. Press Ctrl-C again to stop at once.";
    if (screen === undefined) terminal.remark(text);
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
    if (problemOf(error).code !== "stopped") reportError(terminal, error, { withTrace: false });
    terminal.report(describeStop(record, run.command));
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
  const write = (how: "print" | "remark") => (text: string) => {
    screen.makeRoom();
    terminal[how](text);
  };
  const tell = (how: "report" | "warn") => (problem: Problem, roster?: string) => {
    screen.makeRoom();
    terminal[how](problem, roster);
  };
  return {
    ...terminal,
    print: write("print"),
    note: (text) => {
      screen.makeRoom();
      terminal.note(text);
    },
    remark: write("remark"),
    report: tell("report"),
    warn: tell("warn"),
    confirm: (question, otherwise) => {
      screen.makeRoom();
      return terminal.confirm(question, otherwise);
    },
    progress: () => {},
  };
}

async function asEvents(context: Context, run: Run, work: Work): Promise<ExitCode> {
  const { signal, terminal, called } = context;
  const dataOf = (problems: readonly Problem[]) => problems.map((one) => problemData(one, called));
  const record = new RunRecord();
  const began = performance.now();
  const tell = (told: Told) => terminal.print(JSON.stringify({ run: run.id, at: new Date().toISOString(), ...told }));
  const end = () => ({ steps: record.done.length, took: Math.round(performance.now() - began) });
  const stopping = () => tell({ type: "stopping", signal: stoppedBy(signal) ?? "SIGINT" });
  signal.addEventListener("abort", stopping, { once: true });
  const reported: Problem[] = [];
  const on: OnEvent = (event) => {
    record.take(event);
    const told = toldOf(event, called);
    if (told !== undefined) tell(told);
  };
  tell({ type: "started", command: run.command, version: VERSION });
  try {
    const exitCode = await work({
      ...context,
      terminal: silentTerminal({
        report: (problem) => reported.push(problem),
        warn: (problem, roster) => on({ type: "warning", problem, ...(roster === undefined ? {} : { roster }) }),
      }),
      run: { run, on },
    });
    if (exitCode === 0) tell({ type: "ready", url: record.url, ...end() });
    else {
      const errors = reported.filter(({ severity }) => severity === "error");
      const [first = unexplained(exitCode), ...others] = errors;
      tell({ type: "failed", ...textOf(first, called), exitCode, problems: dataOf([first, ...others]), ...end() });
    }
    return exitCode;
  } catch (error) {
    const stoppedWith = stoppedBy(signal);
    const exitCode = stoppedWith === undefined ? 1 : exitCodeOf(stoppedWith);
    const main = stoppedWith === undefined ? problemOf(error) : describeStop(record, run.command);
    const problems = stoppedWith === undefined ? problemsOf(error) : [main];
    tell({ type: "failed", ...textOf(main, called), exitCode, problems: dataOf(problems), ...end() });
    return exitCode;
  } finally {
    signal.removeEventListener("abort", stopping);
  }
}

/** For a command that failed without reporting a problem. */
function unexplained(exitCode: ExitCode): Problem {
  return problem(exitCode === 64 ? "bad-usage" : "refused", `The command ended with exit code ${exitCode}.`);
}
