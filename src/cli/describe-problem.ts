import { EngineError } from "../engine/port.ts";
import { HubwrightError } from "../model/diagnostic.ts";
import { WorkspaceError } from "../workspace/problem.ts";

/** Describes what went wrong, and what to do. A stack trace is added only on request. */
export function describeProblem(error: unknown, options: { readonly withTrace: boolean }): string {
  const trace = options.withTrace && error instanceof Error ? `\n${error.stack ?? ""}` : "";
  if (error instanceof HubwrightError) {
    const count = error.diagnostics.length;
    return `The definition has ${count === 1 ? "an error" : `${count} errors`}.\n${error.message}${trace}`;
  }
  if (error instanceof EngineError || error instanceof WorkspaceError)
    return `${error.message}\n  hint: ${error.hint}${trace}`;
  const message = error instanceof Error ? error.message : String(error);
  return `hubwright failed: ${message}\n  hint: This is a bug in hubwright. Set HUBWRIGHT_DEBUG=1, run the command again to see where it failed, and report it.${trace}`;
}
