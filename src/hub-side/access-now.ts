import { array, exactOptional, type GenericSchema, nullable, object, picklist, tuple, string } from "valibot";
import type { Held, HeldBy } from "../access/change.ts";
import type { OpenBy } from "../access/open-to-staff.ts";
import { type BesideList, besideList } from "./beside-list.ts";
import { ifAny } from "./no-answer.ts";
import { answerIn, type EngineSource, moduleCommand, named, runInHub } from "./in-hub.ts";

/** What everybody has in a hub that runs, and the drop-boxes of which it has its copy. */
export interface HeldNow {
  readonly held: HeldBy;
  readonly closed: readonly string[];
  /** Whose servers staff may open; undefined for a hub of an earlier version, where they open those of all members. */
  readonly open: OpenBy | undefined;
  /** What its database gives beside the list of people; undefined where it does not say. */
  readonly beside: BesideList | undefined;
}

/** A mount: volume, path, access, key of its policy, group, person who owns it. */
type Row = readonly [string, string, "rw" | "ro", string, string | null, string | null];

interface AccessNow {
  readonly closed: readonly string[];
  readonly people: { readonly [person: string]: readonly Row[] };
  /** By group; not there in the answer of an earlier version. */
  readonly open?: { readonly [group: string]: readonly string[] };
}

/** The answer of `hubwright_hub.access_now`. */
export const ACCESS_NOW: GenericSchema<unknown, AccessNow> = object({
  closed: array(string()),
  people: named(
    array(tuple([string(), string(), picklist(["rw", "ro"]), string(), nullable(string()), nullable(string())])),
  ),
  open: exactOptional(named(array(string()))),
});

/** Asks a hub who has which folder now, and what else it gives; undefined where it does not run or is too old to know. */
export async function heldNow(source: EngineSource, hub: string): Promise<HeldNow | undefined> {
  const [answered, beside] = await Promise.all([
    runInHub(hub, source, moduleCommand("access_now")),
    besideList(source, hub).then(ifAny),
  ]);
  const answer = ifAny(answerIn(answered, ACCESS_NOW));
  if (answer === undefined) return undefined;
  const held = Object.entries(answer.people).map(([person, rows]): [string, readonly Held[]] => [
    person,
    rows.map(([volume, at, access, key, group, owner]) => ({ volume, at, access, key, group, owner })),
  ]);
  const open = answer.open && new Map(Object.entries(answer.open));
  return { held: new Map(held), closed: answer.closed, open, beside };
}
