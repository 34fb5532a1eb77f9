import type { Engine } from "../engine/port.ts";
import { isEngineFailure } from "../model/problem/hubwright-error.ts";

/** Where a hub notes how many people are online, as its `hubwright_hub.reconcile.online` does. */
const ONLINE = "/run/hubwright/online";

/** How many people are online in a running hub; null if it does not count yet, or has just ended. */
export async function peopleOnline(hub: string, engine: Engine): Promise<number | null> {
  try {
    const { exitCode, output } = await engine.exec(hub, ["cat", ONLINE]);
    return exitCode === 0 && /^\d+\n$/.test(output) ? Number(output) : null;
  } catch (error) {
    if (isEngineFailure(error)) return null;
    throw error;
  }
}
