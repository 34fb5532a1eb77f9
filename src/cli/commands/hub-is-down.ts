import type { Context, ExitCode } from "../context.ts";

/** Says that only a running hub can answer, with exit code 1. */
export function hubIsDown({ terminal, called }: Context, hub: string): ExitCode {
  terminal.problem(
    `${hub} is not responding, and only the running hub knows what is waiting.\n  hint: Start or update it: ${called} up`,
  );
  return 1;
}
