import { accessMatrix } from "../access/access-matrix.ts";
import type { HeldBy } from "../access/change.ts";
import type { Engine } from "../engine/port.ts";
import { awayCause } from "../plan/away.ts";
import type { FormerHub } from "../plan/former-hub.ts";
import { type Impact, impactOf } from "../plan/impact.ts";
import type { Plan } from "../plan/step.ts";
import { readAwayTimes } from "../workspace/away-times.ts";
import { planOf, survey } from "./survey.ts";
import type { HubInPlace } from "./hub-in-place.ts";

/** What everybody has in a hub that runs, and the drop-boxes of which it has its copy. */
export interface HeldNow {
  readonly held: HeldBy;
  readonly closed: readonly string[];
}

/**
 * What `up` would do and what that means for people, without doing it.
 *
 * @param ask - Asks the running hub what everybody has. Called only where the hub is replaced or gets a list of people sent:
 *   otherwise it gives what it gave, and follows the list by itself.
 */
export async function planImpact(
  place: HubInPlace,
  engine: Engine,
  ask: () => Promise<HeldNow | undefined>,
): Promise<{ readonly plan: Plan; readonly impact: Impact; readonly former: FormerHub | null }> {
  const { hub, people, directory } = place;
  const surveyed = await survey(place, engine, { consent: { rename: true } });
  const { wanted, observed, former } = surveyed;
  const plan = planOf(surveyed);
  const isReplaced = plan.steps.some((step) => step.do === "remove-container" && step.name === hub.name);
  const isSent = plan.steps.some((step) => step.do === "send-files" && step.volume.holds === "roster");
  const now = isSent || (isReplaced && awayCause(plan, wanted, observed) !== undefined) ? await ask() : undefined;
  const closed = (now?.closed ?? []).filter((key) => (hub.volumes[key]?.closes ?? null) !== null);
  const after = new Map(accessMatrix(hub, people, { closed }).map(({ person, mounts }) => [person, mounts]));
  const impact = impactOf({ plan, wanted, observed }, now?.held, after, readAwayTimes(directory));
  return { plan, impact, former };
}
