import type { Engine } from "../engine/port.ts";
import type { Project } from "../workspace/load-hub.ts";
import type { Terminal } from "./terminal.ts";

/** All that a command may touch. No command reads `process`, prints by itself or looks for an engine. */
export interface Context {
  readonly terminal: Terminal;
  readonly environment: { readonly [name: string]: string | undefined };
  /** The directory that the command was called in. */
  readonly cwd: string;
  /** How hubwright was called, so that what is printed can be pasted: `hubwright` or `npx hubwright`. */
  readonly called: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The engine, found when it is first asked for. */
  engine(): Promise<Engine>;
  /** The hub of a directory, or of a name on this server; without either, of the current directory. */
  project(where: Where): Promise<Project>;
}

/** How a person says which hub is meant. */
export interface Where {
  readonly dir?: string | undefined;
  readonly hub?: string | undefined;
}

/** What a command ends with: 0 done, 1 a problem, 2 there are changes (plan), 64 bad usage. */
export type ExitCode = 0 | 1 | 2 | 64;
