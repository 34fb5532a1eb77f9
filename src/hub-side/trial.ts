import {
  array,
  boolean,
  type GenericSchema,
  integer,
  is,
  minValue,
  nullable,
  number,
  object,
  picklist,
  pipe,
  regex,
  string,
  transform,
  union,
  unknown,
} from "valibot";
import { versionNumber } from "../model/version-number.ts";
import { answerOf } from "./in-hub.ts";

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
    /** JupyterHub's version in the notebook; null if it does not say one. */
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

/** One line of what `hubwright_hub.trial` prints. */
export type TrialLine =
  | { readonly process: number }
  | { readonly stage: TrialStage }
  | { readonly met: TrialFacts }
  | { readonly over: { readonly left: string | null; readonly goesOn: boolean } }
  | { readonly busy: string };

/** What a trial is doing. */
export type TrialStage = "tidying" | "asking" | "starting" | "giving-up" | "working" | "taking-back";

const START = object({
  ready: boolean(),
  seconds: number(),
  said: string(),
  container: nullable(
    object({ running: boolean(), exitCode: number(), outOfMemory: boolean(), words: array(string()) }),
  ),
});

/** More than any error of a notebook that helps; the person whose notebook it is chooses its texts. */
const LONGEST = 500;

const WORDS = pipe(
  string(),
  transform((text) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`)),
);

const FOLDERS = array(
  object({
    path: string(),
    volume: string(),
    owner: nullable(pipe(number(), integer(), minValue(0))),
    mode: nullable(pipe(string(), regex(/^[0-7]{4}$/))),
    problem: nullable(pipe(string(), regex(/^(?:E[A-Z\d]{1,19}|\d{1,5})$/))),
  }),
);

const NOTEBOOK = pipe(
  object({
    version: pipe(
      nullable(string()),
      transform((said) => (said === null ? null : versionNumber(said))),
    ),
    problem: nullable(WORDS),
    kernel: nullable(WORDS),
    folders: array(unknown()),
    outOfMemory: boolean(),
  }),
  // The folders are what the person's kernel printed, so it has failed if they have another form.
  transform(({ folders, ...notebook }) =>
    is(FOLDERS, folders)
      ? { ...notebook, folders }
      : { ...notebook, kernel: "It printed something other than the result.", folders: [] },
  ),
);

/** A line of `hubwright_hub.trial`. */
export const TRIAL_LINE: GenericSchema<unknown, TrialLine> = union([
  object({ process: number() }),
  object({ stage: picklist(["tidying", "asking", "starting", "giving-up", "working", "taking-back"]) }),
  object({
    met: object({
      jupyterhub: string(),
      refused: nullable(object({ kind: picklist(["ended", "held", "left", "unlisted"]), because: string() })),
      wasRunning: boolean(),
      start: nullable(START),
      notebook: nullable(NOTEBOOK),
      url: nullable(string()),
      token: nullable(string()),
    }),
  }),
  object({ over: object({ left: nullable(string()), goesOn: boolean() }) }),
  object({ busy: string() }),
]);

/** Reads a line; undefined for what some library prints besides. */
export function readTrialLine(line: string): TrialLine | undefined {
  return answerOf(line, TRIAL_LINE);
}
