import { EngineError } from "../engine/port.ts";
import { HubwrightError } from "../model/diagnostic.ts";
import { WorkspaceError } from "../workspace/problem.ts";

/** Says in words what went wrong, and what to do. A stack trace is for those who ask for one. */
export function describeProblem(error: unknown, options: { readonly withTrace: boolean }): string {
  const trace = options.withTrace && error instanceof Error ? `\n${error.stack ?? ""}` : "";
  if (error instanceof HubwrightError) {
    const count = error.diagnostics.length;
    return `The definition has ${count === 1 ? "an error" : `${count} errors`}.\n${error.message}${trace}`;
  }
  if (error instanceof EngineError || error instanceof WorkspaceError)
    return `${error.message}\n  hint: ${error.hint}${trace}`;
  const message = error instanceof Error ? error.message : String(error);
  return `hubwright failed: ${message}\n  hint: This is a fault of hubwright. Set HUBWRIGHT_DEBUG=1 and run it again to see where, then report it.${trace}`;
}
