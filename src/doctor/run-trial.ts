import { isWorking, type Trial, type VisitFacts } from "./trial-facts.ts";
import { moduleCommand, reasonIn } from "../hub-side/in-hub.ts";
import { HubwrightError, isEngineFailure } from "../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import { type Engine, type Executed } from "../engine/port.ts";
import { readTrialLine, type TrialFacts, type TrialStage } from "../hub-side/trial.ts";

/** The options of a trial, and where it reports. */
export interface TrialOptions {
  readonly on: (stage: TrialStage) => void;
  /** Looks at the notebook from outside while it is up. */
  readonly visit: (met: TrialFacts) => Promise<readonly VisitFacts[]>;
  /** Ends the trial early; what it started is still removed. */
  readonly signal: AbortSignal;
}

/**
 * Has the running hub start someone's server, test it and remove what it started.
 *
 * @throws HubwrightError where another trial is under way, or the hub's image has no trials yet.
 */
export async function runTrial(hub: string, engine: Engine, person: string, options: TrialOptions): Promise<Trial> {
  const { on, visit, signal } = options;
  let over: { readonly left: string | null; readonly goesOn: boolean } | undefined;
  let busy: string | undefined;
  let met: TrialFacts | undefined;
  let visiting: Promise<readonly VisitFacts[]> | undefined;
  let process: number | undefined;
  const end = async () => {
    if (process !== undefined) await engine.exec(hub, ["sh", "-c", 'kill -TERM "$0"', String(process)]);
  };
  // If this has no effect, the trial ends when its token expires.
  const stop = () => void end().catch(lostEngine);
  signal.addEventListener("abort", stop, { once: true });
  try {
    const ended = await engine.exec(hub, moduleCommand("trial", person), (line) => {
      const told = readTrialLine(line);
      if (told === undefined) return;
      if ("process" in told) ({ process } = told);
      else if ("stage" in told) on(told.stage);
      else if ("busy" in told) busy = told.busy;
      else if ("over" in told) ({ over } = told);
      else {
        met = told.met;
        visiting = isWorking(met) ? visit(met) : Promise.resolve([]);
        // The code below that waits for it gets the error.
        visiting.finally(stop).catch(() => {});
      }
    });
    if (busy !== undefined)
      throw HubwrightError.of("hub-locked", busy, "Wait until it is done, then run the command again.");
    if (met === undefined) throw noTrial(hub, ended);
    const visits = (await visiting) ?? [];
    return { ...met, person, visits, ...(over ?? { left: reasonIn(ended), goesOn: false }) };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function noTrial(hub: string, ended: Executed): HubwrightError {
  return ended.errors.includes("No module named")
    ? HubwrightError.of(
        "hub-outdated",
        `The hub ${hub} was created by an earlier hubwright, which cannot test servers.`,
        hint`Update it; notebooks keep running: ${hubwright("up")}`,
      )
    : HubwrightError.of(
        "hub-refused",
        `The hub ${hub} could not test a server: ${reasonIn(ended)}`,
        hint`See its log: ${hubwright("logs", hub)}`,
      );
}

/** The trial itself reports that it was interrupted. */
function lostEngine(error: unknown): void {
  if (!isEngineFailure(error)) throw error;
}
