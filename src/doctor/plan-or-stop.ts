import { HubwrightError, isEngineFailure } from "../model/problem/hubwright-error.ts";
import type { HubInPlace } from "../apply/hub-in-place.ts";
import { planUp } from "../apply/up/up.ts";
import { type Engine } from "../engine/port.ts";
import type { Problem } from "../model/problem/problem.ts";
import { DIAGNOSTIC_CODES, type ProblemCode } from "../model/problem/problem-codes.ts";
import type { Plan } from "../plan/step.ts";
import { isFindingCode } from "./finding.ts";

/** The plan of `up`, or why there is none: another's hub of that name, another key. */
export type PlanOrStop = { readonly plan: Plan } | { readonly stop: Problem };

/**
 * Plans if that is possible: someone who checks a broken hub still wants to see everything else.
 *
 * @throws HubwrightError if the engine itself fails, or the definition has errors.
 */
export async function planOrStop(place: HubInPlace, engine: Engine): Promise<PlanOrStop> {
  try {
    return { plan: await planUp(place, engine) };
  } catch (error) {
    const isOfEngine = isEngineFailure(error) && isFindingCode(error.code);
    if (error instanceof HubwrightError && !isOfEngine && !OF_FILES.has(error.code)) return { stop: error.problem };
    throw error;
  }
}

/** Problems in the definition or the list, not on the engine. */
const OF_FILES: ReadonlySet<ProblemCode> = new Set(DIAGNOSTIC_CODES);
