import {
  array,
  exactOptional,
  type GenericSchema,
  nullable,
  object,
  picklist,
  strictTuple,
  string,
  tuple,
  union,
} from "valibot";
import type { ClosedBoxes } from "../access/closed-boxes.ts";
import type { Held, HeldBy } from "../access/held.ts";
import type { OpenBy } from "../access/open-to-staff.ts";
import { type BesideList, besideList } from "./beside-list.ts";
import { ifAny } from "./no-answer.ts";
import { answerIn, type EngineSource, moduleCommand, named, runInHub } from "./in-hub.ts";

/** What everybody has in a hub that runs, and the drop-boxes of which it has its copy. */
export interface HeldNow {
  /** What each person mounts now, by name. */
  readonly held: HeldBy;
  /** The keys of those that are closed now. */
  readonly closed: readonly string[];
  /** Every moment that was copied; undefined for a hub of an earlier version. */
  readonly copied: readonly ClosedBoxes[] | undefined;
  /** Whose servers staff may open; undefined for a hub of an earlier version, where they open those of all members. */
  readonly open: OpenBy | undefined;
  /** What its database gives beside the list of people; undefined where it does not say. */
  readonly beside: BesideList | undefined;
}

/** A mount: volume, path, access, key of its policy, group, person who owns it. */
type EarlierRow = readonly [string, string, "rw" | "ro", string, string | null, string | null];

/** The same, and what the policy gives a volume to. */
type Row = readonly [...EarlierRow, Held["per"]];

interface AccessNow {
  readonly closed: readonly string[];
  /** Not there in the answer of an earlier version. */
  readonly copied?: readonly ClosedBoxes[];
  readonly people: { readonly [person: string]: readonly (Row | EarlierRow)[] };
  /** By group; not there in the answer of an earlier version. */
  readonly open?: { readonly [group: string]: readonly string[] };
}

const EARLIER_ROW = [
  string(),
  string(),
  picklist(["rw", "ro"]),
  string(),
  nullable(string()),
  nullable(string()),
] as const;
const PER = picklist(["person", "group", "hub", "drop-box"]);

/** The answer of `hubwright_hub.access_now`. */
export const ACCESS_NOW: GenericSchema<unknown, AccessNow> = object({
  closed: array(string()),
  copied: exactOptional(array(tuple([string(), string()]))),
  people: named(array(union([tuple([...EARLIER_ROW, PER]), strictTuple(EARLIER_ROW)]))),
  open: exactOptional(named(array(string()))),
});

/** Asks a hub who has which folder now, and what else it gives; undefined where it does not run or is too old to know. */
export async function heldNow(hub: string, source: EngineSource): Promise<HeldNow | undefined> {
  const [answered, beside] = await Promise.all([
    runInHub(hub, source, moduleCommand("access_now")),
    besideList(hub, source).then(ifAny),
  ]);
  const answer = ifAny(answerIn(answered, ACCESS_NOW));
  if (answer === undefined) return undefined;
  const held = Object.entries(answer.people).map(([person, rows]): [string, readonly Held[]] => [
    person,
    rows.map(([volume, at, access, key, group, owner, per = perOf(volume, group, owner)]) => {
      return { volume, at, access, key, per, group, owner };
    }),
  ]);
  const open = answer.open && new Map(Object.entries(answer.open));
  return { held: new Map(held), closed: answer.closed, copied: answer.copied, open, beside };
}

/** For a hub of an earlier version. Of the volumes without an owner, only copies of boxes have two dots in their name. */
function perOf(volume: string, group: string | null, owner: string | null): Held["per"] {
  if (group === null) return owner === null ? "hub" : "person";
  return owner === null && !volume.includes("..") ? "group" : "drop-box";
}
