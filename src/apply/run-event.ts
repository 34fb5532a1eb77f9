import type { ProblemData } from "../model/problem/format-problem.ts";

/** A problem in events. */
export interface ProblemText {
  /** One of those in docs/reference; later versions add others. */
  readonly code: string;
  /** One sentence: what is wrong, including the offending value. */
  readonly message: string;
  /** What to do next, as text. Empty if there is nothing to say. */
  readonly hint: string;
}

/** A step in events. */
export interface RunStep {
  /** Its name in other events, the same in every run that does the same: `"create-volume math-data"`. */
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
} &
  /** The first line. `version`: hubwright's own. */
  (
    | { readonly type: "started"; readonly command: string; readonly version: string }
    /** All steps that will be performed, before the first one starts. It can come again, for what is cleaned up at the end. */
    | { readonly type: "planned"; readonly steps: readonly RunStep[] }
    /** A step begins. `step`: its `id`; `does`: as in the plan. */
    | { readonly type: "step-started"; readonly step: string; readonly does: string }
    /** A line that a build or a download printed. */
    | { readonly type: "output"; readonly step: string; readonly line: string }
    /** A step has succeeded. `took`: how long it took. */
    | { readonly type: "step-finished"; readonly step: string; readonly took: number }
    /** A step has failed, with its problem. No further one begins. */
    | ({ readonly type: "step-failed"; readonly step: string; readonly took: number } & ProblemText)
    /** Everything is started, and the hub must answer now. `for`: its address. */
    | { readonly type: "waiting"; readonly for: string }
    /** A problem that does not stop the run. */
    | ({ readonly type: "warning" } & ProblemText)
    /** How long nobody could sign in (`took`), how many servers of people ran before, and how many of them are still running (`wentOn`). */
    | { readonly type: "away"; readonly took: number; readonly servers: number; readonly wentOn: number }
    /** Ctrl-C, or SIGTERM: what is under way ends cleanly, and nothing new starts. */
    | { readonly type: "stopping"; readonly signal: "SIGINT" | "SIGTERM" }
    /** Everything is done. `url` is the hub's address on the engine's machine; null if the run did not wait for it. */
    | { readonly type: "ready"; readonly url: string | null; readonly steps: number; readonly took: number }
    /** The run failed. `steps` were done and are kept; `problems` has all errors, also those of a definition with several. */
    | ({
        readonly type: "failed";
        readonly exitCode: number;
        readonly steps: number;
        readonly took: number;
        readonly problems: readonly ProblemData[];
      } & ProblemText)
  );
