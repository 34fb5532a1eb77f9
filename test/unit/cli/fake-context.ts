import * as hubwright from "../../../src/index.ts";
import type { Context } from "../../../src/cli/context.ts";
import type { Terminal } from "../../../src/cli/terminal.ts";
import { formatProblem, sayHint } from "../../../src/model/problem/format-problem.ts";
import type { Engine } from "../../../src/engine/port.ts";
import { loadEdited } from "../../../src/workspace/hub/load-edited.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";

/** A context whose terminal remembers. */
export interface FakeContext extends Context {
  /** What was printed, line by line, notes included. */
  readonly printed: string[];
  readonly problems: string[];
  readonly questions: string[];
}

/** Makes a context in a directory. A question is answered with `answer`, or with the text `typed`; without `answer` nobody is there to be asked. */
export function contextIn(
  cwd: string,
  {
    engine,
    answer,
    typed = "",
    input = "",
  }: {
    readonly engine?: Engine;
    readonly answer?: boolean;
    readonly typed?: string;
    readonly input?: string;
  } = {},
): FakeContext {
  const printed: string[] = [];
  const problems: string[] = [];
  const questions: string[] = [];
  const report: Terminal["report"] = (problem, roster) =>
    void problems.push(...formatProblem(problem, roster === undefined ? {} : { roster }).split("\n"));
  const terminal: Terminal = {
    isInteractive: answer !== undefined,
    isQuiet: false,
    print: (text) => void printed.push(...text.split("\n")),
    note: (text) => void printed.push(...(typeof text === "string" ? text : sayHint(text)).split("\n")),
    remark: (text) => void problems.push(...text.split("\n")),
    report,
    warn: report,
    progress: () => {},
    confirm: async (question, otherwise) => {
      questions.push(question);
      return answer ?? otherwise;
    },
    ask: async (question) => {
      questions.push(question);
      return typed;
    },
    style: (_, text) => text,
  };
  return {
    terminal,
    environment: {},
    cwd,
    called: "hubwright",
    signal: new AbortController().signal,
    input: async () => Buffer.from(input),
    engine: async () => engine ?? Promise.reject(new Error("No engine was expected to be asked.")),
    project: ({ dir = cwd }) => loadProject(dir, { cache: `${cwd}/.cache`, hubwright }),
    load: (path, text) => loadEdited(path, text, { cache: `${cwd}/.cache`, hubwright }),
    printed,
    problems,
    questions,
  };
}
