import type { ApplyEvent } from "../apply/event.ts";
import { sentenceOf } from "../plan/format-plan.ts";
import type { Step, StepId } from "../plan/step.ts";
import { line, type Look, type Row } from "./step-line.ts";

/** The steps of a run as a tree: each is below the last step that it depends on. Draws nothing by itself. */
export class StepTree {
  /** By the id of the step, or by the address that is waited for. */
  readonly #rows = new Map<string, Row>();
  #wait: Row | undefined;

  /** @param now - When it happened, in milliseconds on any monotonic clock. */
  take(event: ApplyEvent, now: number): void {
    switch (event.type) {
      case "planned":
        for (const [step, depth] of inTreeOrder(event.steps)) this.#add(step.id, sentence(step), depth);
        return;
      case "step-started":
        this.#settleWait(now);
        this.#begin(event.step.id, sentence(event.step), now);
        return;
      case "output":
        this.#change(event.step.id, { said: event.line.replace(/\p{Cc}/gu, " ").trim() });
        return;
      case "step-finished":
        this.#change(event.step.id, { state: "done", took: event.took });
        return;
      case "step-failed": {
        const isStopped = event.problem.code === "stopped";
        const said = isStopped ? "stopped" : event.problem.message;
        this.#change(event.step.id, { state: isStopped ? "stopped" : "failed", took: event.took, said });
        return;
      }
      case "waiting":
        this.#settleWait(now);
        this.#wait = this.#begin(event.for, `~ ${event.for} answers`, now);
        return;
      case "ready":
        this.#settleWait(now);
        return;
      case "warning":
      case "away":
        return;
    }
  }

  /** Marks what is still under way, or has not begun, as not done: the run has ended. */
  end(now: number): void {
    for (const row of this.#rows.values()) {
      if (row.state === "running") Object.assign(row, { state: "stopped", took: now - row.began });
    }
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }

  /** Whether a step is under way. */
  get isBusy(): boolean {
    return [...this.#rows.values()].some(({ state }) => state === "running");
  }

  /** Forgets all steps. */
  clear(): void {
    this.#rows.clear();
    this.#wait = undefined;
  }

  /**
   * Draws the tree, a line a step. Where it is too high, what is done is counted first, then what waits; what runs and
   * what failed is seen as long as there is room.
   */
  frame(look: Look): readonly string[] {
    const rows = [...this.#rows.values()];
    const done = rows.filter(({ state }) => state === "done");
    const waiting = rows.filter(({ state }) => state === "waiting");
    const hidden = new Set<Row>();
    const notes: string[] = [];
    const isTooHigh = () => rows.length - hidden.size + notes.length > look.height;
    if (isTooHigh()) {
      for (const row of done) hidden.add(row);
      notes.push(look.style("dim", `✔ ${done.length} steps are done`));
    }
    if (isTooHigh()) {
      notes.push("");
      let count = 0;
      for (const row of waiting.toReversed()) {
        if (!isTooHigh()) break;
        hidden.add(row);
        count += 1;
      }
      notes[1] = look.style("dim", `· ${count} more wait for these`);
    }
    const [before, ...after] = notes;
    const shown = rows.filter((row) => !hidden.has(row)).map((row) => line(row, look));
    return [...(before === undefined ? [] : [before]), ...shown, ...after].slice(0, look.height);
  }

  #add(id: string, label: string, depth: number): Row {
    const row: Row = this.#rows.get(id) ?? { label, depth, state: "waiting", began: 0, took: 0, said: "" };
    this.#rows.set(id, row);
    return row;
  }

  #begin(id: string, label: string, now: number): Row {
    return Object.assign(this.#add(id, label, 0), { state: "running" as const, began: now });
  }

  #change(id: StepId, change: Partial<Row>): void {
    const row = this.#rows.get(id);
    if (row !== undefined) Object.assign(row, change);
  }

  /** There is no event for the end of a wait: the next event ends it. */
  #settleWait(now: number): void {
    const row = this.#wait;
    if (row?.state === "running") Object.assign(row, { state: "done", took: now - row.began });
  }
}

/** Each step with its depth, followed by the steps that wait for it. */
function inTreeOrder(steps: readonly Step[]): readonly (readonly [Step, number])[] {
  const below = new Map<StepId | undefined, Step[]>();
  for (const step of steps) {
    const parent = steps.findLast(({ id }) => step.after.includes(id))?.id;
    below.set(parent, [...(below.get(parent) ?? []), step]);
  }
  const walk = (parent: StepId | undefined, depth: number): readonly (readonly [Step, number])[] =>
    (below.get(parent) ?? []).flatMap((step) => [[step, depth] as const, ...walk(step.id, depth + 1)]);
  return walk(undefined, 0);
}

function sentence(step: Step): string {
  return `${sentenceOf(step)} (${step.because})`;
}
