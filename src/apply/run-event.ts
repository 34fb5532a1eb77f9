import type { Diagnostic } from "../model/diagnostic.ts";
import type { Failure } from "./failure.ts";

/** A step as events tell it. */
export interface RunStep {
  /** What other events call it, the same in every run that does the same: `"create-volume math-data"`. */
  readonly id: string;
  /** What is done, as a line of the plan: `"+ volume math-data"`. */
  readonly does: string;
  /** Why: `"not found"`. */
  readonly because: string;
  /** The steps that must be done first. */
  readonly after: readonly string[];
}

/**
 * One line of `hubwright up --json`, and of build, down and restart: what happens while a hub is changed, for programs.
 *
 * The first line is `started`, the last one `ready` or `failed`, whatever happens. Fields and types are added in later
 * versions, and none is changed or removed: ignore what you do not know. Times are in milliseconds.
 */
export type RunEvent = {
  /** The run's id, which is in the hub's lock and log too. */
  readonly run: string;
  /** When, in UTC: `"2026-11-24T02:31:07.123Z"`. */
  readonly at: string;
} & (
  | { readonly type: "started"; readonly command: string; readonly version: string }
  | { readonly type: "planned"; readonly steps: readonly RunStep[] }
  | { readonly type: "step-started"; readonly step: string; readonly does: string }
  /** A line that a build or a download printed. */
  | { readonly type: "output"; readonly step: string; readonly line: string }
  | { readonly type: "step-finished"; readonly step: string; readonly took: number }
  | ({ readonly type: "step-failed"; readonly step: string; readonly took: number } & Failure)
  | { readonly type: "waiting"; readonly for: string }
  /** Something that stops nobody; `code` is null where it has none. */
  | { readonly type: "warning"; readonly code: string | null; readonly message: string; readonly hint: string }
  /** How long nobody could sign in; of the servers that ran before, how many run on. */
  | { readonly type: "away"; readonly took: number; readonly servers: number; readonly wentOn: number }
  /** Ctrl-C, or SIGTERM: what is under way is ended in order, and nothing more begins. */
  | { readonly type: "stopping"; readonly signal: "SIGINT" | "SIGTERM" }
  /** All that was asked for is done. `url` is where the hub answers, as the engine's machine opens it; null where it was not waited for. */
  | { readonly type: "ready"; readonly url: string | null; readonly steps: number; readonly took: number }
  /** It is not. `steps` were done and stay done; `problems` has every error of a definition, and is empty otherwise. */
  | ({
      readonly type: "failed";
      readonly exitCode: number;
      readonly steps: number;
      readonly took: number;
      readonly problems: readonly Diagnostic[];
    } & Failure)
);
