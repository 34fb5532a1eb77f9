import { accessMatrix } from "../access/access-matrix.ts";
import type { HeldBy } from "../access/change.ts";
import type { Engine } from "../engine/port.ts";
import { awayCause } from "../plan/away.ts";
import { type Impact, impactOf } from "../plan/impact.ts";
import { reconcile } from "../plan/reconcile.ts";
import type { Plan } from "../plan/step.ts";
import { readAwayTimes } from "../workspace/away-times.ts";
import { survey } from "./survey.ts";
import type { HubInPlace } from "./up.ts";

/** What everybody has in a hub that runs, and the drop-boxes of which it has its copy. */
export interface HeldNow {
  readonly held: HeldBy;
  readonly closed: readonly string[];
}

/**
 * What `up` would do and what that means for people, without doing it.
 *
 * @param ask - Asks the running hub what everybody has. Called only where the hub is replaced: while it runs on, it
 *   gives what it gave, and follows the list of people by itself.
 */
export async function planImpact(
  place: HubInPlace,
  engine: Engine,
  ask: () => Promise<HeldNow | undefined>,
): Promise<{ readonly plan: Plan; readonly impact: Impact }> {
  const { hub, people, directory } = place;
  const { wanted, observed } = await survey(place, engine);
  const plan = reconcile(wanted, observed);
  const isReplaced = plan.steps.some((step) => step.do === "remove-container" && step.name === hub.name);
  const now = isReplaced && awayCause(plan, wanted, observed) !== undefined ? await ask() : undefined;
  const closed = (now?.closed ?? []).filter((key) => (hub.volumes[key]?.closes ?? null) !== null);
  const after = new Map(accessMatrix(hub, people, { closed }).map(({ person, mounts }) => [person, mounts]));
  const impact = impactOf({ plan, wanted, observed }, now?.held, after, readAwayTimes(directory));
  return { plan, impact };
}
