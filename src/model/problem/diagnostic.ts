import { visible } from "../printable.ts";
import type { Hint, Problem } from "./problem.ts";
import type { DiagnosticCode } from "./problem-codes.ts";

/** A problem in a definition, a roster or a table. */
export interface Diagnostic extends Problem {
  /** What kind of problem it is. Never changes its meaning; docs/reference/diagnostics.md has an entry with an example for each. */
  readonly code: DiagnosticCode;
  /** Where in the definition: the path of field names. Empty for the roster and for the definition itself. */
  readonly at: readonly (string | number)[];
  /** What to do next; a diagnostic always says it. */
  readonly hint: Hint;
}

/** Quotes a value for a message, so that a hostile one can neither end the sentence nor move the cursor. */
export function shown(value: unknown): string {
  const text = visible(textOf(value));
  if (text.length <= 120) return text;
  // Counted in code points, as the hub's Python counts: they are at most two units each.
  const characters = [...text.slice(0, 242)];
  return characters.length > 120 ? `${characters.slice(0, 117).join("")}…"` : text;
}

function textOf(value: unknown): string {
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return "a function";
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // It refers to itself or contains something that JSON cannot express; the place shows which value it is.
    return "an object";
  }
}
