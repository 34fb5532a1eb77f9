import { LABEL, PREPARATION, type ServiceSpec } from "../deployment/deployment.ts";
import { INSIDE } from "../deployment/from-hub.ts";
import { absoluteSource } from "../deployment/resolve-compose-service.ts";
import { findConflicts } from "./conflicts.ts";
import { imageTagged, type Observed, type ObservedContainer } from "./observed.ts";
import { reconcileImages } from "./reconcile-images.ts";
import { type Plan, type Step, step, type StepId } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/**
 * Compares what is wanted with what an engine holds. Pure: no call, no clock.
 *
 * What is right is left alone, so a second plan after the first one's steps is empty. No volume is ever removed.
 */
export function reconcile(wanted: Wanted, observed: Observed): Plan {
  const { deployment } = wanted;
  const images = reconcileImages(wanted, observed);
  const steps: Step[] = [...images.steps];
  if (!observed.networks.some(({ name }) => name === deployment.network.name)) {
    steps.push(step({ do: "create-network", network: deployment.network }, "not found"));
  }
  if (!observed.volumes.some(({ name }) => name === deployment.data.name)) {
    steps.push(step({ do: "create-volume", volume: deployment.data, like: null }, "not found"));
  }
  steps.push(...reconcileShared(wanted, observed, steps));
  for (const service of deployment.services) steps.push(...reconcileService(service, wanted, observed, steps));
  const cleanup = [...images.cleanup, ...leftBehind(wanted, observed)];
  return { steps, cleanup, ...findConflicts(wanted, observed) };
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
  const built = idsOf(earlier, "build-image hub");
  return missing.map(({ name, labels, group }) => {
    const because = group === null ? "not found" : `group ${group} has none`;
    return step({ do: "create-volume", volume: { name, labels }, like: image }, because, built);
  });
}

/** The container that made volumes goes at once, unless its run was cut off. The hub's own ones are its own affair. */
function leftBehind({ deployment }: Wanted, observed: Observed): readonly Step[] {
  return observed.containers
    .filter(({ name, labels }) => labels[LABEL.hub] === deployment.hub && name.startsWith(PREPARATION))
    .map(({ name }) => step({ do: "remove-container", name }, "left behind by a run that was cut off"));
}

function reconcileService(
  service: ServiceSpec,
  wanted: Wanted,
  observed: Observed,
  earlier: readonly Step[],
): readonly Step[] {
  const current = observed.containers.find(({ name }) => name === service.name);
  const image = wanted.deployment.images.find(({ tag }) => tag === service.image);
  const built = idsOf(earlier, `build-image ${image?.role ?? ""}`);
  const needs = [
    ...built,
    ...idsOf(earlier, `create-network ${service.network}`),
    ...service.mounts.flatMap((mount) =>
      mount.type === "volume" ? idsOf(earlier, `create-volume ${mount.volume}`) : [],
    ),
  ];
  const started = service.dependsOn.flatMap((key) => {
    const other = wanted.deployment.services.find((candidate) => candidate.key === key);
    return other === undefined ? [] : idsOf(earlier, `start-container ${other.name}`);
  });
  const because =
    current === undefined ? "not found" : whyReplaced(service, current, wanted, observed, built.length > 0);
  if (because === null) {
    const isRunning = current?.state === "running" || current?.state === "restarting";
    return isRunning ? [] : [step({ do: "start-container", name: service.name }, "not running", started)];
  }
  const removal = current === undefined ? [] : [step({ do: "remove-container", name: service.name }, because, needs)];
  const creation = step({ do: "create-container", service }, because, [...needs, ...removal.map(({ id }) => id)]);
  const start = step({ do: "start-container", name: service.name }, "just made", [creation.id, ...started]);
  return [...removal, creation, start];
}

function whyReplaced(
  service: ServiceSpec,
  current: ObservedContainer,
  wanted: Wanted,
  observed: Observed,
  isBuilt: boolean,
): string | null {
  if (isBuilt) return "its image is new";
  if (current.labels[LABEL.spec] !== service.labels[LABEL.spec]) return "the definition changed";
  if (imageTagged(observed, service.image)?.id !== current.imageId) return "its image is new";
  if (current.state === "dead" || current.state === "removing" || current.state === "paused")
    return `it is ${current.state}`;
  return hasMoved(service, current, wanted.directory) ? "the directory moved" : null;
}

function hasMoved(service: ServiceSpec, current: ObservedContainer, directory: string): boolean {
  return service.mounts.some((mount) => {
    if (mount.type !== "bind" || mount.target === INSIDE.socket) return false;
    const actual = current.mounts.find(({ target }) => target === mount.target);
    return actual?.source !== absoluteSource(directory, mount.source);
  });
}

function idsOf(steps: readonly Step[], id: StepId): readonly StepId[] {
  return steps.some((candidate) => candidate.id === id) ? [id] : [];
}
