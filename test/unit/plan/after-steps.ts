import type { ApplyContext } from "../../../src/apply/up/apply-context.ts";
import { OwnNetworks } from "../../../src/apply/up/own-networks.ts";
import { performStep } from "../../../src/apply/up/perform-step.ts";
import { PreparedVolumes } from "../../../src/apply/up/prepared-volumes.ts";
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
  const shared = { prepared: new PreparedVolumes(engine), networks: new OwnNetworks(engine) };
  for (const step of all) if (!isAboutContent(step)) await performStep(step, context, shared);
  return engine.observe();
}

/** What files and databases hold is no object of an engine, and what asks about it needs files of this machine. */
function isAboutContent(step: Step): boolean {
  return step.do === "send-files" || step.do === "move-database" || step.do === "check-database";
}
