import { type GenericSchema, object, picklist, pipe, string, transform } from "valibot";
import { INSIDE } from "../deployment/from-hub.ts";
import type { Engine } from "../engine/port.ts";
import type { DatabaseKind } from "../model/hub/database.ts";
import type { Observed } from "../plan/observed.ts";
import { askData } from "./at-data.ts";
import { answerOf } from "./in-hub.ts";

/** What a hub has recorded in its data volume, for hubwright to read. */
export interface HubNotes {
  /** Which key it was last started with, as `hubwright_hub.keys` writes it; undefined where it was never noted. */
  readonly keyMark: string | undefined;
  /** In what kind of database its data is, as `hubwright_hub.db.db_place` writes it. A hub that never moved noted nothing. */
  readonly database: DatabaseKind;
}

const KEY_MARK = /^[0-9a-f]{32}$/;

/** What `hubwright_hub.db.db_place` records: the kind of database, and after a space which one. */
export const DATABASE_PLACE: GenericSchema<unknown, { readonly in: DatabaseKind }> = object({
  in: pipe(
    string(),
    transform((place) => place.split(" ")[0]),
    picklist(["sqlite", "postgres", "external"]),
  ),
});

const READ = `cat ${INSIDE.data}/key-mark; echo; cat ${INSIDE.data}/database`;

/** Read from the running hub, otherwise from its data. A volume that cannot be read has no notes. */
export async function readNotes(hub: string, engine: Engine, observed: Observed): Promise<HubNotes> {
  const ended = await askData(hub, ["sh", "-c", READ], { engine, observed });
  const lines = (ended?.output ?? "").split("\n");
  const place = lines.flatMap((line) => answerOf(line, DATABASE_PLACE) ?? [])[0];
  return { keyMark: lines.find((line) => KEY_MARK.test(line)), database: place?.in ?? "sqlite" };
}
