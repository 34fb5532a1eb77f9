import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Observed } from "../../plan/observed.ts";
import { usedOrMissing } from "../../plan/volume-use.ts";

/** @throws HubwrightError where one of these volumes is in use, or does not exist. */
export function refuseUsed(volumes: readonly string[], observed: Observed): void {
  const problems = usedOrMissing(volumes, observed);
  if (problems.length > 0) throw new HubwrightError(problems);
}
