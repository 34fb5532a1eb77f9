import type { Engine } from "../../engine/port.ts";
import { volumeAges } from "../../hub-side/volume-ages.ts";

/** How many volumes are mounted at once. */
const MOST_AT_ONCE = 200;

/**
 * When something in each of some volumes was last changed.
 *
 * The hub's image checks them, in a container without a network; the volumes are mounted read-only.
 *
 * @returns by volume; null for an empty one. Volumes that could not be looked into are left out.
 */
export async function volumeChanges(
  hub: string,
  engine: Engine,
  image: string,
  volumes: readonly string[],
): Promise<ReadonlyMap<string, Date | null>> {
  const found = new Map<string, Date | null>();
  for (let start = 0; start < volumes.length; start += MOST_AT_ONCE) {
    const some = volumes.slice(start, start + MOST_AT_ONCE);
    const changes = await volumeAges(hub, engine, image, some);
    for (const [index, seconds] of changes.entries()) {
      const volume = some[index];
      if (volume !== undefined) found.set(volume, seconds === null ? null : new Date(seconds * 1000));
    }
  }
  return found;
}
