import { planArchive } from "../../plan/archive.ts";
import type { ArchiveSpec } from "../../plan/step.ts";
import { removeLeftOver } from "./remove-left-over.ts";
import { upkeep, type UpkeepOptions } from "../upkeep.ts";

/**
 * Archives volumes under the day's date, one after another. What each is kept as comes as its step's output.
 *
 * If it is interrupted, nothing is lost, and the same call finishes it.
 *
 * @param because - Why: `"asked for"`.
 * @throws HubwrightError if one is in use or missing, before anything is copied, or could not be copied completely; those before it
 * are archived.
 */
export async function archiveVolumes(
  volumes: readonly string[],
  archive: ArchiveSpec,
  because: string,
  options: UpkeepOptions,
): Promise<void> {
  const { engine } = options;
  await removeLeftOver(archive.hub, engine, volumes);
  await upkeep(planArchive(volumes, archive, await engine.observe([]), because), options);
}
