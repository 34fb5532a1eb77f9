import type { ApplyContext } from "../../../src/apply/up/apply-context.ts";
import { performerOf } from "../../../src/apply/up/perform-step.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { Observed } from "../../../src/plan/observed.ts";
import type { Plan, Step } from "../../../src/plan/step.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";

/** An engine that holds nothing. */
export const NOTHING: Observed = { containers: [], networks: [], volumes: [], images: [] };

/** What an engine holds after the steps of a plan: they are performed on the one in memory, which keeps to the contract of engines. */
export async function afterSteps(
  observed: Observed,
  { steps, cleanup }: Pick<Plan, "steps" | "cleanup">,
  wanted: Wanted,
): Promise<Observed> {
  const all = [...steps, ...cleanup];
  const registry = all.flatMap((step) => (step.do === "get-image" ? [step.reference] : []));
  const engine = new MemoryEngine({ holds: observed, registry });
  const context: ApplyContext = { engine, wanted, buildHost: () => ({}), on: () => {} };
  const perform = performerOf(context);
  for (const step of all) if (!isAboutContent(step)) await perform(step, () => {});
  return engine.observe();
}

/** What files and databases hold is no object of an engine, and what asks about it needs files of this machine. */
function isAboutContent(step: Step): boolean {
  return step.do === "send-files" || step.do === "move-database" || step.do === "check-database";
}
