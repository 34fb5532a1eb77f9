import type { ApplyEvent, OnEvent } from "../apply/event.ts";
import type { Engine } from "../engine/port.ts";
import type { Environment } from "../model/environment.ts";
import type { LoadedText } from "../workspace/hub/load-edited.ts";
import type { Project } from "../workspace/hub/load-hub.ts";
import type { Run } from "../workspace/run.ts";
import type { Terminal } from "./terminal.ts";

/** Everything that a command may use. No command reads `process`, prints directly or looks for an engine. */
export interface Context {
  readonly terminal: Terminal;
  readonly environment: Environment;
  /** The directory that the command was called in. */
  readonly cwd: string;
  /** How hubwright was called, so that what is printed can be pasted: `hubwright` or `npx hubwright`. */
  readonly called: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The run of a command that changes a hub; see `runCommand`. */
  readonly run?: FollowedRun;
  /** All of standard input, read to its end. */
  input(): Promise<Uint8Array>;
  /** The engine, found when it is first asked for. */
  engine(): Promise<Engine>;
  /** The hub of a directory, or of a name on this server; without either, of the current directory. */
  project(where: Where): Promise<Project>;
  /** Loads a text as if it were the content of a definition's file. */
  load(path: string, text: string): Promise<LoadedText>;
}

/** A run, and how it is shown. */
export interface FollowedRun {
  readonly run: Run;
  /** Takes every event, in addition to whatever shows it. */
  readonly on: OnEvent;
  /** Shows it live to a person; absent if lines are printed. */
  readonly screen?: Screen;
}

/** A picture of what is under way, redrawn in place as it changes. */
export interface Screen {
  take(event: ApplyEvent): void;
  /** Prints a line below the picture. */
  say(text: string): void;
  /** Clears the picture, so that a line can be printed in its place. If nothing is under way, the picture stays for good. */
  makeRoom(): void;
  /** Draws the picture for the last time. */
  end(): void;
}

/** How a person selects a hub. */
export interface Where {
  readonly dir?: string | undefined;
  readonly hub?: string | undefined;
}

/** What a command ends with: 0 done, 1 a problem, 2 there are changes (plan), 64 bad usage, 130 Ctrl-C, 143 SIGTERM. */
export type ExitCode = 0 | 1 | 2 | 64 | 130 | 143;
