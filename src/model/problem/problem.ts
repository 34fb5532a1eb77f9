import type { ProblemCode } from "./problem-codes.ts";

/** What is wrong and what to do about it, as data: tools compare the code, people read the message and the hint. */
export interface Problem {
  /** Never changes its meaning; docs/reference has an entry for each. */
  readonly code: ProblemCode;
  /** An error stops what you asked for; a warning is about something that will probably surprise you. */
  readonly severity: "error" | "warning";
  /** One sentence: what is wrong, including the offending value. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: Hint;
  /** Where in a definition: the path of field names. Absent or empty if it is not about one field. */
  readonly at?: readonly (string | number)[];
  /** Where in the roster or table: the line, counted from 1. Absent if the problem is not in one line. */
  readonly line?: number;
  /** The word in that line that is wrong, as written. */
  readonly word?: string;
}

/** What to do next: sentences, with the commands to run as data. A string if there are no commands; {@link sayHint} writes it as text. */
export type Hint = string | readonly (string | Command)[];

/** A command to run, word by word. Printers quote its words, and write `hubwright` the way it was called. */
export interface Command {
  /** The program and its arguments, unquoted: `["hubwright", "people", "add", "NAME"]`. */
  readonly command: readonly string[];
}

/** A command of hubwright: `hubwright("people", "push")`. Words in capitals stand for something to fill in. */
export function hubwright(...words: readonly string[]): Command {
  return program("hubwright", ...words);
}

/** A command of another program: `program("docker", "volume", "ls")`. */
export function program(...words: readonly [string, ...string[]]): Command {
  return Object.freeze({ command: Object.freeze(words) });
}

/** Writes a hint with commands in it: ``hint`To start it, run: ${hubwright("up")}` ``. A hint may contain another one. */
export function hint(texts: TemplateStringsArray, ...values: readonly (Hint | Command | number)[]): Hint {
  const parts: (string | Command)[] = [];
  for (const [index, text] of texts.entries()) {
    const value = values[index];
    const between = value === undefined ? [] : typeof value === "object" && !("command" in value) ? value : [value];
    for (const part of [text, ...between].map((one) => (typeof one === "number" ? String(one) : one))) {
      const last = parts.at(-1);
      if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
      else if (part !== "") parts.push(part);
    }
  }
  const [first = ""] = parts;
  return parts.length <= 1 && typeof first === "string" ? first : Object.freeze(parts);
}

/** @returns an error: a problem that stops the command. */
export function problem<C extends ProblemCode>(code: C, message: string, next?: Hint): Problem & { readonly code: C } {
  return { code, severity: "error", message, ...(next === undefined ? {} : { hint: next }) };
}

/** @returns a warning: a problem that does not stop the command. */
export function warning<C extends ProblemCode>(code: C, message: string, next?: Hint): Problem & { readonly code: C } {
  return { ...problem(code, message, next), severity: "warning" };
}
