import type { ApplyEvent } from "../apply/event.ts";
import { hint, hubwright, type Problem, problem } from "../model/problem/problem.ts";
import type { StepId } from "../plan/step.ts";
import { sentenceOf } from "../plan/format-plan.ts";

/** What a run has done so far, and what it has not, for a report once it has ended. */
export class RunRecord {
  readonly #steps = new Map<StepId, { readonly does: string; isDone: boolean }>();
  /** Where the hub answers, once it does. */
  url: string | null = null;
  /** What was waited for last. */
  waitedFor: string | null = null;

  /** Takes the events of the run. */
  take(event: ApplyEvent): void {
    if (event.type === "planned") {
      for (const step of event.steps) this.#steps.set(step.id, { does: sentenceOf(step), isDone: false });
    } else if (event.type === "step-started" || event.type === "step-finished") {
      const { id } = event.step;
      this.#steps.set(id, { does: sentenceOf(event.step), isDone: event.type === "step-finished" });
    } else if (event.type === "waiting") {
      this.waitedFor = event.for;
    } else if (event.type === "ready") {
      this.url = event.url;
    }
  }

  /** The steps that are done, each as a line of the plan. */
  get done(): readonly string[] {
    return this.#where(true);
  }

  /** The steps that are not. */
  get left(): readonly string[] {
    return this.#where(false);
  }

  #where(isDone: boolean): readonly string[] {
    return [...this.#steps.values()].filter((step) => step.isDone === isDone).map(({ does }) => does);
  }
}

/** How many steps are listed by name; the rest are counted. */
const NAMED = 6;

/**
 * Reports, for a run that was told to stop, what was done, what was not, and how to continue.
 *
 * @param command - The one that was stopped: `"up"`.
 */
export function describeStop(record: RunRecord, command: string): Problem {
  const { done, left, waitedFor } = record;
  const again = hubwright(command);
  if (done.length + left.length === 0) {
    if (waitedFor === null)
      return problem("stopped", "Stopped before anything was changed.", hint`To start again, run: ${again}`);
    return problem(
      "stopped",
      `Stopped while waiting for ${waitedFor}, which keeps starting.`,
      hint`${hubwright("status")} shows when it is up.`,
    );
  }
  const lines = [`Stopped: ${done.length} of ${done.length + left.length} steps are done and will be kept.`];
  if (done.length > 0) lines.push(`  done      ${listed(done)}`);
  if (left.length > 0) lines.push(`  not done  ${listed(left)}`);
  else if (waitedFor !== null) lines.push(`  not done  waiting until ${waitedFor} answers`);
  return problem("stopped", lines.join("\n"), hint`Nothing is lost. To continue, run: ${again}`);
}

function listed(steps: readonly string[]): string {
  const rest = steps.length - NAMED;
  return [...steps.slice(0, NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(`\n${" ".repeat(12)}`);
}
