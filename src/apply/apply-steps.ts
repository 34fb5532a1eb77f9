import type { Step, StepId } from "../plan/step.ts";
import type { OnEvent } from "./event.ts";
import { problemOf } from "./problems-of.ts";

/** Performs one step. What it prints goes to `output`, line by line. */
export type Perform<S extends Step> = (step: S, output: (line: string) => void) => Promise<void>;

/** Where a run is reported, and what stops it. */
export interface Following {
  readonly on: OnEvent;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Performs steps, each as soon as the steps before it are done. It decides nothing: the plan did.
 *
 * When a step fails, or the signal says stop, no further one begins, and the failure is thrown once those under way have
 * ended. When told to stop, builds and downloads are interrupted; every other step is short and is completed.
 */
export async function applySteps<S extends Step>(
  steps: readonly S[],
  perform: Perform<S>,
  { on, signal }: Following,
): Promise<void> {
  const done = new Map<StepId, Promise<void>>();
  let hasFailed = false;
  const run = async (step: S): Promise<void> => {
    await Promise.all(step.after.map((id) => done.get(id) ?? Promise.resolve()));
    if (hasFailed) return;
    signal?.throwIfAborted();
    const started = performance.now();
    on({ type: "step-started", step });
    try {
      await perform(step, (line) => on({ type: "output", step, line }));
    } catch (error) {
      hasFailed = true;
      on({ type: "step-failed", step, took: performance.now() - started, problem: problemOf(error) });
      throw error;
    }
    on({ type: "step-finished", step, took: performance.now() - started });
  };
  // Steps are in an order in which they can be done, so each finds those before it in the map.
  for (const step of steps) done.set(step.id, run(step));
  const results = await Promise.allSettled(done.values());
  const failure = results.find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}
