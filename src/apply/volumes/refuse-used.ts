import type { Engine } from "../../engine/port.ts";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { usedOrMissing } from "../../plan/volume-use.ts";
import { removeLeftOver } from "./remove-left-over.ts";

/**
 * Makes sure that volumes are not in use; a container of this hub that was left behind does not count, and is removed.
 *
 * @throws HubwrightError where one of them is in use, or does not exist.
 */
export async function refuseUsed(
  hub: string,
  engine: Engine,
  volumes: readonly string[],
  pause?: number,
): Promise<void> {
  await removeLeftOver(hub, engine, volumes, pause);
  const problems = usedOrMissing(volumes, await engine.observe([]));
  if (problems.length > 0) throw new HubwrightError(problems);
}
