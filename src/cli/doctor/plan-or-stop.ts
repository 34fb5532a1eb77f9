import type { HubInPlace } from "../../apply/hub-in-place.ts";
import { planUp } from "../../apply/up.ts";
import { type Engine, EngineError } from "../../engine/port.ts";
import type { Plan } from "../../plan/step.ts";
import { WorkspaceError } from "../../workspace/problem.ts";
import type { Words } from "./facts.ts";
import { isFindingCode } from "./finding.ts";

/** The plan of `up`, or why there is none: another's hub of that name, another key. */
export type PlanOrStop = { readonly plan: Plan } | { readonly stop: Words };

/**
 * Plans if that is possible: someone who checks a broken hub still wants to see everything else.
 *
 * @throws EngineError where the engine itself is what fails.
 */
export async function planOrStop(place: HubInPlace, engine: Engine): Promise<PlanOrStop> {
  try {
    return { plan: await planUp(place, engine) };
  } catch (error) {
    if (error instanceof WorkspaceError || (error instanceof EngineError && !isFindingCode(error.code)))
      return { stop: { message: error.message, hint: error.hint } };
    throw error;
  }
}
