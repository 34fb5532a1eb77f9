import { planDown } from "../plan/down.ts";
import { upkeep, type UpkeepOptions } from "./upkeep.ts";

/**
 * Stops and removes the containers of a hub, its own first and then the notebooks. Volumes, images, files and secrets stay.
 *
 * @param hub - Its name.
 * @returns the names of the containers that were removed.
 *
 * @example
 * ```ts
 * import { connectDocker, down } from "hubwright/docker";
 *
 * const removed = await down("math", { engine: await connectDocker({ environment: process.env }) });
 * console.log(removed); // ["math", "math-proxy", "math-user-ann"]
 * ```
 */
export async function down(
  hub: string,
  { id = null, ...options }: UpkeepOptions & { readonly id?: string | null },
): Promise<readonly string[]> {
  const remove = async () => {
    const steps = planDown({ hub, id }, await options.engine.containers());
    await upkeep({ steps }, options);
    return steps.map(({ name }) => name);
  };
  const removed = await remove();
  // Planned again now that the hub is gone: until then it could start another notebook.
  return removed.length === 0 ? [] : [...removed, ...(await remove())];
}
