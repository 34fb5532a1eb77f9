import { type HubOf, planDown } from "../plan/down.ts";
import { upkeep, type UpkeepOptions } from "./upkeep.ts";

/**
 * Stops and removes the containers of a hub, its own first and then the notebooks. Volumes, images, files and secrets stay.
 *
 * @returns the names of the containers that were removed.
 */
export async function down(which: HubOf, options: UpkeepOptions): Promise<readonly string[]> {
  const remove = async () => {
    const steps = planDown(which, await options.engine.containers());
    await upkeep({ steps }, options);
    return steps.map(({ name }) => name);
  };
  const removed = await remove();
  // Planned again now that the hub is gone: until then it could start another notebook.
  return removed.length === 0 ? [] : [...removed, ...(await remove())];
}
