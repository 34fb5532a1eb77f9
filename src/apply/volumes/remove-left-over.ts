import { setTimeout as sleep } from "node:timers/promises";
import { LABEL } from "../../deployment/deployment.ts";
import { isTemporary } from "../../deployment/temporary.ts";
import type { Engine } from "../../engine/port.ts";
import type { ObservedContainer } from "../../plan/observed.ts";
import { unless } from "../unless.ts";
import { hasMounted } from "../../plan/volume-use.ts";

/** How long to wait before an ended container counts as left over, in milliseconds. */
const PAUSE = 3000;

/**
 * Removes a hub's temporary containers that were left behind when a run of hubwright or the hub was killed: as long as they exist,
 * Docker does not remove their volumes.
 *
 * A run that is alive removes its container as soon as it has ended, so one that still exists some seconds later was left behind.
 * Containers that are running are left alone. The hub's Python does the same (`test/contracts/left-over.json`).
 *
 * @param volumes - Only containers that have one of these mounted are considered.
 */
export async function removeLeftOver(
  hub: string,
  engine: Engine,
  volumes: readonly string[],
  pause = PAUSE,
): Promise<void> {
  const ended = async () =>
    (await engine.containers()).filter(
      (container) =>
        container.labels[LABEL.hub] === hub &&
        isTemporary(container) &&
        !isAtWork(container) &&
        volumes.some((volume) => hasMounted(container, volume)),
    );
  const found = new Set((await ended()).map(({ id }) => id));
  if (found.size === 0) return;
  await sleep(pause);
  for (const { id } of await ended()) {
    // By the ID: a container that a run has created in the meantime may have the name.
    if (found.has(id)) await unless(engine.removeContainer(id), "not-found");
  }
}

function isAtWork({ state }: ObservedContainer): boolean {
  return state === "running" || state === "paused" || state === "restarting" || state === "removing";
}
