import { LABEL, PREPARATION } from "../deployment/deployment.ts";
import { findConflicts } from "./conflicts.ts";
import { withLeft } from "./leaving.ts";
import type { Observed } from "./observed.ts";
import { removeDuplicates } from "./same-name-networks.ts";
import { dropDatabase, leavingConflicts } from "./reconcile-database.ts";
import { reconcileImages } from "./reconcile-images.ts";
import { reconcileService } from "./reconcile-service.ts";
import { idsOf, type Plan, type Step, step } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/**
 * Compares what is wanted with what an engine contains. Pure: no calls, no clock.
 *
 * Whatever is right is left alone, so a second plan after the first one's steps is empty. No volume is ever removed.
 */
export function reconcile(asked: Wanted, observed: Observed): Plan {
  const deployment = withLeft(asked.deployment, asked.leaves);
  const wanted = { ...asked, deployment };
  const images = reconcileImages(wanted, observed);
  const steps: Step[] = [...images.steps];
  for (const network of deployment.networks) {
    if (observed.networks.some(({ name }) => name === network.name)) continue;
    steps.push(step({ do: "create-network", network }, "not found"));
  }
  for (const volume of [...deployment.volumes, ...deployment.sent]) {
    if (observed.volumes.some(({ name }) => name === volume.name)) continue;
    const { name, labels } = volume;
    steps.push(step({ do: "create-volume", volume: { name, labels }, like: null }, "not found"));
  }
  steps.push(...reconcileShared(wanted, observed, steps));
  for (const service of deployment.services) steps.push(...reconcileService(service, wanted, observed, steps));
  const duplicates = removeDuplicates(deployment.networks, observed, steps);
  const cleanup = [
    ...images.cleanup,
    ...removeLeftovers(wanted, observed),
    ...dropDatabase(asked, observed),
    ...duplicates.steps,
  ];
  const { conflicts, warnings } = findConflicts(wanted, observed);
  return {
    steps,
    cleanup,
    conflicts: [...conflicts, ...leavingConflicts(asked)],
    warnings: [...warnings, ...duplicates.warnings],
  };
}

function reconcileShared(
  { shared, deployment }: Wanted,
  observed: Observed,
  earlier: readonly Step[],
): readonly Step[] {
  const present = new Set(observed.volumes.map(({ name }) => name));
  const missing = shared.filter(({ name }) => !present.has(name));
  const image = deployment.images.find(({ role }) => role === "hub")?.tag;
  if (missing.length === 0 || image === undefined) return [];
  const built = idsOf(earlier, "build-image", "hub");
  return missing.map(({ name, labels, group }) => {
    const because = group === null ? "not found" : `group ${group} has none`;
    return step({ do: "create-volume", volume: { name, labels }, like: image }, because, built);
  });
}

/** What works only while a run has the hub's lock: `up` has it now, so that other run was killed. */
const UNDER_LOCK: readonly string[] = ["copy", "files", "leave", "arriving"];

/**
 * A container that creates volumes, fills them or works on them is removed right away, unless its run was killed. One that still
 * runs is left alone, and so are the hub's own containers.
 */
function removeLeftovers({ deployment }: Wanted, observed: Observed): readonly Step[] {
  return observed.containers
    .filter(
      ({ name, labels, state }) =>
        labels[LABEL.hub] === deployment.hub &&
        (name.startsWith(PREPARATION) || (UNDER_LOCK.includes(labels[LABEL.kind] ?? "") && state !== "running")),
    )
    .map(({ name }) => step({ do: "remove-container", name }, "left over from an interrupted run"));
}
