import type { Context, ExitCode } from "../context.ts";

/** Says that only a running hub can answer, with exit code 1. */
export function hubIsDown({ terminal, called }: Context, hub: string): ExitCode {
  terminal.problem(
    `${hub} does not answer, and only the running hub knows what waits.\n  hint: Start it, or bring it up to date: ${called} up`,
  );
  return 1;
}
