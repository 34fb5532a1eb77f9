import type { Engine } from "../engine/port.ts";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import type { Plan, Step } from "../plan/step.ts";
import { applySteps } from "./apply-steps.ts";
import type { OnEvent } from "./event.ts";
import { performUpkeep, type Upkeep } from "./perform-upkeep.ts";

/** How a plan that needs nothing but the engine is performed. */
export interface UpkeepOptions {
  /** The engine that the hub runs on; see `connectDocker`. */
  readonly engine: Engine;
  /** Gets every event of the run, in order. */
  readonly on?: OnEvent;
  /** Stops the run: what is under way is completed, and nothing new starts. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Performs a plan that needs nothing but the engine.
 *
 * @throws HubwrightError if something is in the way, before anything is done, or if a step fails.
 */
export async function upkeep(
  { steps, conflicts = [] }: { readonly steps: readonly Step<Upkeep>[]; readonly conflicts?: Plan["conflicts"] },
  { engine, on = () => {}, signal }: UpkeepOptions,
): Promise<void> {
  if (conflicts.length > 0) throw new HubwrightError(conflicts);
  if (steps.length > 0) on({ type: "planned", steps });
  await applySteps(steps, (step, output) => performUpkeep(step, engine, output), { on, signal });
}
