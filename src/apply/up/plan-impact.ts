import { composedHeld, keptByErrors } from "../../access/change.ts";
import { copiedBoxes } from "../../access/closed-boxes.ts";
import { type Given, givenBy } from "../../access/held.ts";
import type { Engine } from "../../engine/port.ts";
import type { FormerHub } from "../../plan/former-hub.ts";
import { type Impact, impactOf } from "../../plan/impact.ts";
import type { Plan } from "../../plan/step.ts";
import { readAwayTimes } from "../../workspace/hub/away-times.ts";
import { doubtful, losesAdmin } from "./beside-list.ts";
import type { HeldNow } from "../../hub-side/access-now.ts";
import { type AskHub, askIfChanged, closedToStaff } from "./held-now.ts";
import { planOf, survey } from "./survey.ts";
import type { HubInPlace } from "../hub-in-place.ts";

/** What `up` would do and what that means for people, without doing it. */
export async function planImpact(
  place: HubInPlace,
  engine: Engine,
  ask: AskHub,
): Promise<{ readonly plan: Plan; readonly impact: Impact; readonly former: FormerHub | null }> {
  const { hub, people, directory } = place;
  const surveyed = await survey(place, engine, { consent: { rename: true } });
  const { wanted, observed, former } = surveyed;
  const plan = planOf(surveyed);
  const now = await askIfChanged(place, surveyed, plan, ask);
  const listed = givenBy(hub, people, { closed: closedAfter(place, now) });
  const hasErrors = people.diagnostics.some(({ severity }) => severity === "error");
  // The hub removes no access because of such a list, so the plan announces no loss either.
  const before = now === undefined ? undefined : composedHeld(now.held);
  const after: Given =
    hasErrors && before !== undefined
      ? { ...listed, held: keptByErrors(before, listed.held, Object.keys(hub.volumes)) }
      : listed;
  const impact = impactOf({ plan, wanted, observed }, before, after, readAwayTimes(directory), {
    losesAdmin: losesAdmin(place, now?.beside),
    doubtful: doubtful(now?.beside),
    closedToStaff: closedToStaff(place, now),
  });
  return { plan, impact, former };
}

/** The keys of the drop-boxes that are closed under the definition. A hub of an earlier version does not say at which moment. */
function closedAfter({ hub }: HubInPlace, now: HeldNow | undefined): readonly string[] {
  if (now?.copied !== undefined) return copiedBoxes(hub, now.copied);
  return (now?.closed ?? []).filter((key) => (hub.volumes[key]?.closes ?? null) !== null);
}
