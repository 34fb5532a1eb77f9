import { hasCode } from "../model/hubwright-error.ts";
import { LABEL } from "../deployment/deployment.ts";
import type { Engine } from "../engine/port.ts";

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
  engine: Engine,
  hub: string,
  image: string,
  volumes: readonly string[],
): Promise<ReadonlyMap<string, Date | null>> {
  const found = new Map<string, Date | null>();
  for (let start = 0; start < volumes.length; start += MOST_AT_ONCE) {
    const some = volumes.slice(start, start + MOST_AT_ONCE);
    const changes = await lookInto(engine, hub, image, some);
    for (const [index, seconds] of changes.entries()) {
      const volume = some[index];
      if (volume !== undefined) found.set(volume, seconds === null ? null : new Date(seconds * 1000));
    }
  }
  return found;
}

async function lookInto(
  engine: Engine,
  hub: string,
  image: string,
  volumes: readonly string[],
): Promise<readonly (number | null)[]> {
  try {
    const { exitCode, output } = await engine.run({
      name: `${hub}.look`,
      image,
      labels: { [LABEL.hub]: hub, [LABEL.kind]: "look" },
      command: ["python3", "-m", "hubwright_hub.volume_ages"],
      volumes: volumes.map((name, index) => ({ name, target: `/volumes/${index}`, readOnly: true })),
    });
    return exitCode === 0 ? readChanges(output) : [];
  } catch (error) {
    // Before the first build there is no image to do this with.
    if (hasCode(error, "not-found")) return [];
    throw error;
  }
}

function readChanges(output: string): readonly (number | null)[] {
  const value: unknown = JSON.parse(output.trim().split("\n").at(-1) ?? "[]");
  return isListOfTimes(value) ? value : [];
}

function isListOfTimes(value: unknown): value is readonly (number | null)[] {
  return Array.isArray(value) && value.every((item) => item === null || typeof item === "number");
}
