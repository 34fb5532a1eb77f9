import type { Problem } from "../model/problem/problem.ts";
import type { AwayCause } from "../plan/away.ts";
import type { Step } from "../plan/step.ts";

/** Progress of building and starting a hub, for display. Times in milliseconds. */
export type ApplyEvent =
  /** All steps that will be performed, before the first one starts. */
  | { readonly type: "planned"; readonly steps: readonly Step[] }
  /** A step begins. Several can be under way at once. */
  | { readonly type: "step-started"; readonly step: Step }
  /** A line of what a step prints: of a build, a download. */
  | { readonly type: "output"; readonly step: Step; readonly line: string }
  /** A step has succeeded. `took`: how long it took. */
  | { readonly type: "step-finished"; readonly step: Step; readonly took: number }
  /** A step has failed, and no further one begins. `problem` has the code `"stopped"` if nothing failed and the run was told to stop. */
  | { readonly type: "step-failed"; readonly step: Step; readonly took: number; readonly problem: Problem }
  /** Something that does not stop the run. `roster` is the user list that the problem's line is in. */
  | { readonly type: "warning"; readonly problem: Problem; readonly roster?: string }
  /** Everything is started, and the hub must answer now. `for`: its address. */
  | { readonly type: "waiting"; readonly for: string }
  /**
   * Sign-in was unavailable. `took`: for how long; `cause`: why; `servers`: how many servers of people ran before; `wentOn`: how many of
   * them are still running.
   */
  | {
      readonly type: "away";
      readonly took: number;
      readonly cause: AwayCause;
      readonly servers: number;
      readonly wentOn: number;
    }
  /** The last event of `up`: the hub answers at `url`. `took`: the whole run. */
  | { readonly type: "ready"; readonly url: string; readonly took: number };

/** Takes the events of a run. */
export type OnEvent = (event: ApplyEvent) => void;
