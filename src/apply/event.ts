import type { AwayCause } from "../plan/away.ts";
import type { Step } from "../plan/step.ts";

/** What happens while a hub is built and started, for whoever shows it. Times in milliseconds. */
export type ApplyEvent =
  | { readonly type: "step-started"; readonly step: Step }
  /** A line of what a step prints: of a build, a download. */
  | { readonly type: "output"; readonly step: Step; readonly line: string }
  | { readonly type: "step-finished"; readonly step: Step; readonly took: number }
  | { readonly type: "warning"; readonly message: string; readonly hint: string }
  | { readonly type: "waiting"; readonly for: string }
  /** How long nobody could sign in, and how many of the servers that ran before run on. */
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
