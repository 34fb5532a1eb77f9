import { EngineError } from "../engine/port.ts";
import { formatDiagnostic, HubwrightError } from "../model/diagnostic.ts";
import { WorkspaceError } from "../workspace/problem.ts";

/** Why something could not be done, as data. */
export interface Failure {
  /** For programs: one of docs/events.md, or of docs/reference/diagnostics.md for what is wrong in a definition. */
  readonly code: string;
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
}

/** Describes why something was thrown. Anything but our own errors is a bug in hubwright, with the code `"fault"`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EngineError || error instanceof WorkspaceError) {
    const { code, message, hint } = error;
    return { code, message, hint };
  }
  if (error instanceof HubwrightError) {
    const [first, ...others] = error.diagnostics;
    if (first !== undefined && others.length === 0) {
      const [message = ""] = formatDiagnostic(first).split("\n  hint: ");
      return { code: first.code, message, hint: first.hint };
    }
    const message = `The definition has ${error.diagnostics.length} errors.`;
    return { code: first?.code ?? "fault", message, hint: "Fix them all; hubwright check lists them." };
  }
  if (error instanceof Error && (error.name === "AbortError" || error.name === "Stopped"))
    return {
      code: "stopped",
      message: "Stopped before it finished.",
      hint: "To continue, run the same command again.",
    };
  return {
    code: "fault",
    message: error instanceof Error ? error.message : String(error),
    hint: "This is a bug in hubwright. Set HUBWRIGHT_DEBUG=1, run the command again to see where it failed, and report it.",
  };
}
