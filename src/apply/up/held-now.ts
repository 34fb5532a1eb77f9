import { staffReach } from "../../access/open-to-staff.ts";
import { awayCause } from "../../plan/away.ts";
import type { Plan } from "../../plan/step.ts";
import type { HeldNow } from "../../hub-side/access-now.ts";
import type { HubInPlace } from "../hub-in-place.ts";
import type { Survey } from "./survey.ts";

/** Asks the running hub what everybody has; undefined if it does not answer. */
export type AskHub = () => Promise<HeldNow | undefined>;

/**
 * What everybody has in the running hub, if a plan replaces the hub or sends it a user list. Otherwise it keeps
 * giving what it gave, and follows the list by itself.
 */
export async function askIfChanged(
  { hub }: HubInPlace,
  { wanted, observed }: Pick<Survey, "wanted" | "observed">,
  plan: Plan,
  ask: AskHub,
): Promise<HeldNow | undefined> {
  const isReplaced = plan.steps.some((step) => step.do === "remove-container" && step.name === hub.name);
  const isSent = plan.steps.some((step) => step.do === "send-files" && step.volume.holds === "roster");
  return isSent || (isReplaced && awayCause(plan, wanted, observed) !== undefined) ? ask() : undefined;
}

/** The members of groups whose servers staff can open now, but not under the definition; in alphabetical order. */
export function closedToStaff({ hub, people }: HubInPlace, now: HeldNow | undefined): readonly string[] {
  if (now === undefined) return [];
  const closed = [...staffReach(hub, people)].flatMap(([group, { members, open }]) => {
    const before = new Set(now.open === undefined ? members : now.open.get(group));
    const after = new Set(open);
    return members.filter((name) => before.has(name) && !after.has(name));
  });
  return [...new Set(closed)].toSorted();
}
