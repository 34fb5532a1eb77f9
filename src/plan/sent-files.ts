import { type Hint, hint, hubwright, type Problem } from "../model/problem/problem.ts";
import type { SentVolume } from "../deployment/deployment.ts";
import { nameOf } from "../deployment/sent-volumes.ts";

/** How the files here compare with those on an engine on another machine. */
export interface SentFiles {
  /** Why a volume's content must be sent again, by volume; those that are right, or do not exist yet, are left out. */
  readonly stale: { readonly [volume: string]: string };
  readonly list: ListStanding;
  /** The user list, relative to the definition. */
  readonly roster: string;
}

/**
 * Where the user list was changed since it was last sent: nowhere, here, in the hub, or in both places.
 * `"other-there"`: the hub has a different one, and none was ever sent from here.
 */
export type ListStanding = "same" | "changed-here" | "changed-there" | "changed-in-both" | "other-there";

/**
 * Compares user lists by their digests.
 *
 * @param there - Undefined if the hub has none: then nothing can be lost.
 * @param sent - The digests of every list that the hub may have received from here: the last one, and the one that was being sent.
 */
export function listStanding(here: string, there: string | undefined, sent: readonly string[]): ListStanding {
  if (here === there) return "same";
  if (there === undefined || sent.includes(there)) return "changed-here";
  if (sent.length === 0) return "other-there";
  return sent.includes(here) ? "changed-there" : "changed-in-both";
}

/** Says that the user list was edited in the hub, and what to do. */
export function sayTwoLists({ list, roster }: Pick<SentFiles, "list" | "roster">): Problem & {
  readonly code: "list-changed";
  readonly hint: Hint;
} {
  const message = {
    same: "",
    "changed-here": "",
    "changed-there": `The user list was edited in the hub after it was last sent there; ${roster} has not changed.`,
    "changed-in-both": `The user list was edited in the hub after it was last sent there, and ${roster} was edited too.`,
    "other-there": `The hub's user list differs from ${roster}, and no list was ever sent to it from here.`,
  }[list];
  const pull = hubwright("people", "pull", ...(list === "changed-there" ? [] : ["--overwrite"]));
  const push = hubwright("people", "push", "--overwrite");
  return {
    code: "list-changed",
    severity: "error",
    message,
    hint: hint`To use the hub's list: ${pull}   To use ${roster} instead: ${push}   Either command keeps a copy of the other list.`,
  };
}

/** Files by the last part of their path. */
export type FileContents = ReadonlyMap<string, Uint8Array>;

/** Why keys must be sent, in a few words; undefined if the volume has exactly these. */
export function whyKeysDiffer(
  { files }: SentVolume,
  here: FileContents,
  there: FileContents | undefined,
): string | undefined {
  if (there === undefined) return "its contents could not be read";
  if (there.size === 0) return "it is empty";
  const names = files.map(nameOf);
  const other = names.filter((name) => !isSame(here.get(name), there.get(name)));
  if (other.length > 0) return `${other.join(", ")} ${other.length === 1 ? "differs" : "differ"} from the file here`;
  const left = [...there.keys()].filter((name) => !names.includes(name));
  return left.length === 0 ? undefined : `${left.join(", ")} ${left.length === 1 ? "is" : "are"} no longer needed`;
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}
