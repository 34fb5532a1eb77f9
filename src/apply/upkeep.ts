import type { Engine } from "../engine/port.ts";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import type { Plan, Step } from "../plan/step.ts";
import { applySteps, type Following } from "./apply-steps.ts";
import { performUpkeep, type Upkeep } from "./perform-upkeep.ts";

/** How a plan that needs nothing but the engine is performed. */
export type UpkeepOptions = Partial<Following> & { readonly engine: Engine };

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
