import { visible } from "../printable.ts";
import { shown } from "./diagnostic.ts";
import type { Hint, Problem } from "./problem.ts";
import { shellWord } from "./shell-word.ts";

/** How problems are written. */
export interface ProblemFormat {
  /** How hubwright was called, so that commands can be pasted: `npx hubwright`. Default: `hubwright`. */
  readonly called?: string;
  /** What to call the roster or table in the text. Default: `userlist`. Problems in a definition name their field instead. */
  readonly roster?: string;
  /** Whether `error: ` is written before an error, as `warning: ` is before a warning. */
  readonly hasLabel?: boolean;
  /** Writes a word in a color. */
  readonly style?: (color: "red" | "yellow", text: string) => string;
}

/** Formats a problem the way the command line does: place, message, hint and code. Nothing else decides how it looks. */
export function formatProblem(problem: Problem, format: ProblemFormat = {}): string {
  const { hint, code } = problem;
  const says = sayProblem(problem, format);
  return hint === undefined ? `${says} [${code}]` : `${says}\n  hint: ${sayHint(hint, format.called)} [${code}]`;
}

/** Formats what is wrong, without the hint. */
export function sayProblem({ code, severity, at = [], line, message }: Problem, format: ProblemFormat = {}): string {
  const { roster = "userlist", hasLabel = false, style = (_, text) => text } = format;
  // A problem of a whole table names it, because there are several files that it could be about.
  const whole = code.startsWith("table-") ? (format.roster ?? "") : "";
  const place = line === undefined ? formatPath(at) || whole : `${roster}:${line}`;
  const label = severity === "warning" ? style("yellow", severity) : hasLabel ? style("red", severity) : "";
  return [place, label, visible(message)].filter((part) => part !== "").join(": ");
}

/** Writes a hint as text. */
export function sayHint(hint: Hint, called = "hubwright"): string {
  if (typeof hint === "string") return visible(hint);
  return hint
    .map((part) => {
      if (typeof part === "string") return visible(part);
      const [first = "", ...words] = part.command;
      return [first === "hubwright" ? called : shellWord(first), ...words.map(wordOf)].join(" ");
    })
    .join("");
}

/** A word in a command. `NAME…`, which stands for several words, and `$USER`, which the shell replaces, are not quoted. */
function wordOf(word: string): string {
  if (/^(?:[A-Z]+…?|\$USER)$/.test(word)) return word;
  // The shell's own way to write such characters, so that the command is still right.
  return visible(word) === word && !/[\t\n]/.test(word)
    ? shellWord(word)
    : `$'${visible(word.replace(/[\\']/g, "\\$&")).replaceAll("\t", "\\t").replaceAll("\n", "\\n")}'`;
}

/** A problem in the form that programs read. */
export type ProblemData = Omit<Problem, "hint" | "at"> & {
  /** Where in a definition: the path of field names. Empty if it is not about one field. */
  readonly at: readonly (string | number)[];
  /** What to do next, as text with its commands in it. Empty if there is nothing to say. */
  readonly hint: string;
};

/** Writes a problem for programs: with every field, and its hint as text. */
export function problemData<P extends Problem>(problem: P, called?: string): Omit<P, "hint" | "at"> & ProblemData {
  const { at = [], hint = "" } = problem;
  return { ...problem, at, hint: sayHint(hint, called) };
}

/** Writes the path of a field the way messages show it: `notebook.groups["math.101"]`. */
export function formatPath(at: readonly (string | number)[]): string {
  return at
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      // A field of a YAML file may be called anything, so it is quoted like any other value.
      if (!/^[\w-]+$/.test(part)) return `[${shown(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}
