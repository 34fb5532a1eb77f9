import type { HubDefinition } from "../model/hub/hub.ts";
import { step } from "../plan/step.ts";
import { addressOf } from "./hub-address.ts";
import { waitForHub } from "./up/wait-for-hub.ts";
import { upkeep, type UpkeepOptions } from "./upkeep.ts";

/** Restarts only the container of a hub, and waits until it answers. Its proxy and people's notebooks keep running. */
export async function restart(hub: HubDefinition, options: UpkeepOptions): Promise<void> {
  const { engine, on = () => {}, signal } = options;
  const started = performance.now();
  const { url } = addressOf(hub, engine.place);
  await upkeep({ steps: [step({ do: "restart-hub", hub: hub.name }, "asked for")] }, options);
  on({ type: "waiting", for: url });
  await waitForHub(hub.name, engine, signal);
  on({ type: "ready", url, took: performance.now() - started });
}
