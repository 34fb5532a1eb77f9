/** The result of a trial of someone's server, as `hubwright_hub.trial` prints it. */
export interface TrialFacts {
  /** JupyterHub's version in the hub. */
  readonly jupyterhub: string;
  /** Why the hub does not let them in; nothing was started then. */
  readonly refused: { readonly kind: "ended" | "held" | "left" | "unlisted"; readonly because: string } | null;
  /** True if their server was running before; it keeps running. */
  readonly wasRunning: boolean;
  /** How the start went; null where nothing was started. */
  readonly start: {
    readonly ready: boolean;
    readonly seconds: number;
    /** JupyterHub's own sentence where it failed. */
    readonly said: string;
    /** As it was last seen; null where none was made. */
    readonly container: {
      readonly running: boolean;
      readonly exitCode: number;
      readonly outOfMemory: boolean;
      /** The end of its log. */
      readonly words: readonly string[];
    } | null;
  } | null;
  /** What a moment's work in the notebook showed; null where it did not start. */
  readonly notebook: {
    /** JupyterHub's version in the notebook. */
    readonly version: string | null;
    /** Why its pages do not answer. */
    readonly problem: string | null;
    /** Why no kernel computed 1+1. */
    readonly kernel: string | null;
    readonly folders: readonly {
      readonly path: string;
      /** The volume, or the directory, that is mounted there. */
      readonly volume: string;
      /** The number of its owner; null where it cannot be seen. */
      readonly owner: number | null;
      readonly mode: string | null;
      /** The name of the error by which it takes no file: `"EACCES"`; null where it took one. */
      readonly problem: string | null;
    }[];
    /** Whether something in it was killed for its memory use in the meantime. */
    readonly outOfMemory: boolean;
  } | null;
  /** Its path on the server, with a slash at the end; null where it is not up. */
  readonly url: string | null;
  /** The person's, for their server alone and for some minutes. */
  readonly token: string | null;
}

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

/** One line of what `hubwright_hub.trial` prints. */
export type TrialLine =
  | { readonly process: number }
  | { readonly stage: TrialStage }
  | { readonly met: TrialFacts }
  | { readonly over: { readonly left: string | null; readonly goesOn: boolean } }
  | { readonly busy: string };

/** What a trial is doing. */
export type TrialStage = "tidying" | "asking" | "starting" | "giving-up" | "working" | "taking-back";

/** Reads a line; undefined for what some library prints besides. */
export function readTrialLine(line: string): TrialLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isOne = typeof value === "object" && value !== null;
    return isOne && ["process", "stage", "met", "over", "busy"].some((key) => key in value)
      ? (value as TrialLine)
      : undefined;
  } catch {
    return undefined;
  }
}
