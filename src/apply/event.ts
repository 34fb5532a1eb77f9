import type { Problem } from "../model/problem/problem.ts";
import type { AwayCause } from "../plan/away.ts";
import type { Step } from "../plan/step.ts";

/** Progress of building and starting a hub, for display. Times in milliseconds. */
export type ApplyEvent =
  /** All steps that will be performed, before the first one starts. */
  | { readonly type: "planned"; readonly steps: readonly Step[] }
  | { readonly type: "step-started"; readonly step: Step }
  /** A line of what a step prints: of a build, a download. */
  | { readonly type: "output"; readonly step: Step; readonly line: string }
  | { readonly type: "step-finished"; readonly step: Step; readonly took: number }
  /** `problem` has the code `"stopped"` if nothing failed and the run was told to stop. */
  | { readonly type: "step-failed"; readonly step: Step; readonly took: number; readonly problem: Problem }
  /** `roster` is the user list that the problem's line is in. */
  | { readonly type: "warning"; readonly problem: Problem; readonly roster?: string }
  | { readonly type: "waiting"; readonly for: string }
  /** How long nobody could sign in, and how many of the servers that ran before are still running. */
  | {
      readonly type: "away";
      readonly took: number;
      readonly cause: AwayCause;
      readonly servers: number;
      readonly wentOn: number;
    }
  | { readonly type: "ready"; readonly url: string; readonly took: number };

/** Takes the events of a run. */
export type OnEvent = (event: ApplyEvent) => void;
