import type { TrialFacts } from "../hub-side/trial.ts";

/** A trial, and what the command saw of it besides. */
export interface Trial extends TrialFacts {
  readonly person: string;
  /** What could not be removed; null if nothing is left. */
  readonly left: string | null;
  /** True if someone has started to work in the server in the meantime, so that it was not stopped. */
  readonly goesOn: boolean;
  /** The visits of the notebook from outside, each at its address; none where it does not work from inside. */
  readonly visits: readonly VisitFacts[];
}

/** Whether the notebook works from inside the hub, so that a visit tests only the path to it. */
export function isWorking({ notebook }: TrialFacts): boolean {
  return notebook !== null && notebook.problem === null && notebook.kernel === null && !notebook.outOfMemory;
}

/** A visit of a notebook at an address of the hub, as by a browser. */
export interface VisitFacts {
  /** `https://hub.example.org/math` */
  readonly url: string;
  /** Where it ended; null where a kernel answered. */
  readonly problem: { readonly at: VisitStage; readonly said: string } | null;
}

/** What a visit does, in this order. */
export type VisitStage = "sign-in" | "page" | "kernel" | "websocket";
