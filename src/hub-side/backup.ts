import { array, type GenericSchema, string } from "valibot";
import type { Engine } from "../engine/port.ts";
import { ifAny } from "./no-answer.ts";
import { answerIn, moduleCommand } from "./in-hub.ts";

/** The answer of `hubwright_hub.backup`: paths in the data volume, the newest first. */
export const BACKUPS: GenericSchema<unknown, readonly string[]> = array(string());

/** The newest backup of a running hub's database; undefined if there is none. */
export async function newestBackup(hub: string, engine: Engine): Promise<string | undefined> {
  return ifAny(answerIn(await engine.exec(hub, moduleCommand("backup")), BACKUPS))?.[0];
}
