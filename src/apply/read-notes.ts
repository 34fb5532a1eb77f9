import { INSIDE } from "../deployment/from-hub.ts";
import type { Engine } from "../engine/port.ts";
import type { DatabaseKind } from "../model/database.ts";
import type { Observed } from "../plan/observed.ts";
import { askData } from "./ask-data.ts";

/** What a hub has recorded in its data volume, for hubwright to read. */
export interface HubNotes {
  /** Which key it was last started with, as `hubwright_hub.keys` writes it; undefined where it was never noted. */
  readonly keyMark: string | undefined;
  /** In what kind of database its data is, as `hubwright_hub.db_place` writes it. A hub that never moved noted nothing. */
  readonly database: DatabaseKind;
}

const READ = `cat ${INSIDE.data}/key-mark; echo; cat ${INSIDE.data}/database`;

/** Read from the running hub, otherwise from its data. A volume that cannot be read has no notes. */
export async function readNotes(hub: string, engine: Engine, observed: Observed): Promise<HubNotes> {
  const ended = await askData(hub, ["sh", "-c", READ], { engine, observed });
  const said = ended?.output ?? "";
  return {
    keyMark: /^[0-9a-f]{32}$/m.exec(said)?.[0],
    database: (/^\{"in": "(postgres|external)[" ]/m.exec(said)?.[1] ?? "sqlite") as DatabaseKind,
  };
}
