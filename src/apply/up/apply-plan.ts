import type { Step, StepId } from "../../plan/step.ts";
import type { ApplyContext } from "./apply-context.ts";
import { problemOf } from "../problems-of.ts";
import { OwnNetworks } from "./own-networks.ts";
import { performStep } from "./perform-step.ts";
import { PreparedVolumes } from "./prepared-volumes.ts";

/**
 * Performs steps, each as soon as the steps before it are done. It decides nothing: the plan did.
 *
 * When a step fails, or the signal says stop, no further one begins, and the failure is thrown once those under way have
 * ended. When told to stop, builds and downloads are interrupted; every other step is short and is completed.
 */
export async function applySteps(steps: readonly Step[], context: ApplyContext): Promise<void> {
  const done = new Map<StepId, Promise<void>>();
  const shared = { prepared: new PreparedVolumes(context.engine), networks: new OwnNetworks(context.engine) };
  let hasFailed = false;
  const run = async (step: Step): Promise<void> => {
    await Promise.all(step.after.map((id) => done.get(id) ?? Promise.resolve()));
    if (hasFailed) return;
    context.signal?.throwIfAborted();
    const started = performance.now();
    context.on({ type: "step-started", step });
    try {
      await performStep(step, context, shared);
    } catch (error) {
      hasFailed = true;
      context.on({ type: "step-failed", step, took: performance.now() - started, problem: problemOf(error) });
      throw error;
    }
    context.on({ type: "step-finished", step, took: performance.now() - started });
  };
  // Steps are in an order in which they can be done, so each finds those before it in the map.
  for (const step of steps) done.set(step.id, run(step));
  const results = await Promise.allSettled(done.values());
  const failure = results.find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}
