import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { styleText } from "node:util";
import { formatProblem, sayHint } from "../model/problem/format-problem.ts";
import type { Hint, Problem } from "../model/problem/problem.ts";

/** What a person reads and answers. */
export interface Terminal {
  /** True when a person is likely to be looking: then colors, and questions are asked. */
  readonly isInteractive: boolean;
  readonly isQuiet: boolean;
  /** Where a picture can be drawn over and over; absent where lines are all that can be read. */
  readonly live?: LiveStream | undefined;
  /** Prints what was asked for. */
  print(text: string): void;
  /** Prints additional information; silent with --quiet. Commands in it are data, as in a hint, so that they can be pasted. */
  note(text: Hint): void;
  /** Prints a remark to the error stream, so that it is not in the output that another program reads. */
  remark(text: string): void;
  /** Prints a problem, to the error stream. `roster` is the name of the user list in the text. */
  report(problem: Problem, roster?: string): void;
  /** The same for a problem that does not stop the command, whatever its severity. */
  warn(problem: Problem, roster?: string): void;
  /** Shows a line in place of the last one shown so; nothing where no person looks. */
  progress(text: string): void;
  /** Asks a question that is answered with y or n. Without a person the answer is `otherwise`. */
  confirm(question: string, otherwise: boolean): Promise<boolean>;
  /** Asks for a text. Without a person the answer is empty. */
  ask(question: string): Promise<string>;
  style(kind: "bold" | "dim" | "green" | "red" | "yellow", text: string): string;
}

/** A stream to someone's screen. Its size may change, and be 0 where the screen does not know it. */
export type LiveStream = Writable & { readonly columns?: number; readonly rows?: number };

/** A terminal on three streams. `plain` is for screens, and for readers, that can do no more than lines. */
export function terminalOn(
  streams: {
    readonly input: Readable & { isTTY?: boolean };
    readonly output: Writable & { isTTY?: boolean; columns?: number };
    readonly errors: Writable & { isTTY?: boolean };
  },
  options: {
    readonly quiet: boolean;
    readonly color: boolean;
    readonly plain?: boolean;
    /** How hubwright was called, for the commands in hints and notes. */
    readonly called?: string;
    /** Called for a Ctrl-C while a question is open, which the terminal then takes for a key. */
    readonly interrupt?: () => void;
  },
): Terminal {
  const { input, output, errors } = streams;
  const { called = "hubwright" } = options;
  const isInteractive = output.isTTY === true && input.isTTY === true;
  const isLive = isInteractive && errors.isTTY === true && !options.quiet && options.color && options.plain !== true;
  const style: Terminal["style"] = (kind, text) =>
    options.color && output.isTTY === true ? styleText(kind, text) : text;
  let hasProgress = false;
  const ask = async (question: string) => {
    clear();
    const questions = createInterface({ input, output });
    const interrupt = new AbortController();
    questions.once("SIGINT", () => {
      options.interrupt?.();
      interrupt.abort();
    });
    try {
      return (await questions.question(question, { signal: interrupt.signal })).trim();
    } finally {
      questions.close();
    }
  };
  const clear = () => {
    if (hasProgress) errors.write("\r\u001b[2K");
    hasProgress = false;
  };
  const report: Terminal["report"] = (problem, roster) => {
    clear();
    errors.write(`${formatProblem(problem, { called, style, ...(roster === undefined ? {} : { roster }) })}\n`);
  };
  return {
    isInteractive,
    isQuiet: options.quiet,
    live: isLive && (output.columns ?? 0) > 0 ? output : undefined,
    print(text) {
      clear();
      output.write(`${text}\n`);
    },
    note(text) {
      if (options.quiet) return;
      clear();
      // A text without commands may have colors, which a hint cannot have.
      output.write(`${typeof text === "string" ? text : sayHint(text, called)}\n`);
    },
    remark(text) {
      clear();
      errors.write(`${text}\n`);
    },
    report,
    warn: report,
    progress(text) {
      if (options.quiet || options.plain === true || errors.isTTY !== true) return;
      errors.write(`\r\u001b[2K${text.slice(0, Math.max(20, (output.columns || 80) - 1))}`);
      hasProgress = true;
    },
    async confirm(question, otherwise) {
      return isInteractive ? /^y(es)?$/i.test(await ask(`${question} [y/n] `)) : otherwise;
    },
    async ask(question) {
      return isInteractive ? ask(`${question} `) : "";
    },
    style,
  };
}
