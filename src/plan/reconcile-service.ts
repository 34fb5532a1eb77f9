import { LABEL, type SentVolume, type ServiceSpec } from "../deployment/deployment.ts";
import { INSIDE } from "../deployment/from-hub.ts";
import { absoluteSource } from "../deployment/resolve-compose-service.ts";
import { imageTagged, type Observed, type ObservedContainer } from "./observed.ts";
import { lookAhead, moveOut } from "./reconcile-database.ts";
import { networkOf } from "./same-name-networks.ts";
import { idsOf, type Step, step, type StepId } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** What a service needs: nothing, a start, or a new container in place of the existing one. */
export function reconcileService(
  service: ServiceSpec,
  wanted: Wanted,
  observed: Observed,
  earlier: readonly Step[],
): readonly Step[] {
  const current = observed.containers.find(({ name }) => name === service.name);
  const image = wanted.deployment.images.find(({ tag }) => tag === service.image);
  const built = image === undefined ? [] : idsOf(earlier, "build-image", image.role);
  const needs = [
    ...built,
    ...service.networks.flatMap((network) => idsOf(earlier, "create-network", network)),
    ...service.mounts.flatMap((mount) =>
      mount.type === "volume" ? idsOf(earlier, "create-volume", mount.volume) : [],
    ),
  ];
  const started = service.dependsOn.flatMap((key) => {
    const other = wanted.deployment.services.find((candidate) => candidate.key === key);
    return other === undefined ? [] : idsOf(earlier, "start-container", other.name);
  });
  const leaves = service.key === "hub" ? wanted.leaves : undefined;
  const keys = unsent(service, wanted, observed, "secrets");
  const hasOtherKey = service.key === "hub" && wanted.otherKey === true;
  const list = unsent(service, wanted, observed, "roster").map(({ volume, because }) =>
    sending(volume, because, earlier),
  );
  const because =
    current === undefined
      ? "not found"
      : (whyReplaced(service, current, wanted, observed, built.length > 0) ??
        (keys.length > 0 || hasOtherKey ? "its keys changed" : leaves === undefined ? null : "its data moves"));
  if (because === null) {
    const connections = connectionsOf(service, current, needs, "not connected yet");
    const isRunning = current?.state === "running" || current?.state === "restarting";
    const before = [...connections.map(({ id }) => id), ...started, ...list.map(({ id }) => id)];
    const start = step({ do: "start-container", service }, "not running", before);
    return [...list, ...connections, ...(isRunning ? [] : [start])];
  }
  const looked = service.key === "hub" ? lookAhead(wanted, needs) : [];
  const known = [...needs, ...looked.map(({ id }) => id)];
  const removal = current === undefined ? [] : [step({ do: "remove-container", name: service.name }, because, known)];
  const gone = [...known, ...removal.map(({ id }) => id)];
  const moved = leaves === undefined ? [] : moveOut(leaves, gone, earlier);
  const free = [...gone, ...moved.map(({ id }) => id)];
  // Keys are read when a container starts. Once the container is removed, none with the old keys can be left over.
  const freed = [...removal, ...moved].map(({ id }) => id);
  const sent = [...list, ...keys.map((key) => sending(key.volume, key.because, earlier, freed))];
  const creation = step({ do: "create-container", service }, because, [...free, ...sent.map(({ id }) => id)]);
  const connections = connectionsOf(service, undefined, [creation.id], "just created");
  const before = [creation.id, ...connections.map(({ id }) => id), ...started];
  const start = step({ do: "start-container", service }, "just created", before);
  return [...looked, ...removal, ...moved, ...sent, creation, ...connections, start];
}

/** The networks that a container must still be connected to: Docker creates it in one. A run may have been interrupted in between. */
function connectionsOf(
  service: ServiceSpec,
  current: ObservedContainer | undefined,
  after: readonly StepId[],
  because: string,
): readonly Step[] {
  const [, ...others] = service.networks;
  return others
    .filter((network) => current?.networks.some(({ name }) => name === network) !== true)
    .map((network) => step({ do: "connect-network", network, service }, because, after));
}

/** The volumes of a service that do not contain what they should, and why they must be sent. */
function unsent(
  { mounts }: ServiceSpec,
  { deployment, files }: Wanted,
  { volumes }: Observed,
  holds: SentVolume["holds"],
): readonly { readonly volume: SentVolume; readonly because: string }[] {
  return deployment.sent
    .filter((volume) => volume.holds === holds)
    .filter(({ name }) => mounts.some((mount) => mount.type === "volume" && mount.volume === name))
    .flatMap((volume) => {
      const isThere = volumes.some(({ name }) => name === volume.name);
      const because = isThere ? files?.stale[volume.name] : "the volume is new";
      return because === undefined ? [] : [{ volume, because }];
    });
}

/** The hub's own image does this work. */
function sending(volume: SentVolume, because: string, earlier: readonly Step[], after: readonly StepId[] = []): Step {
  const needs = [...idsOf(earlier, "build-image", "hub"), ...idsOf(earlier, "create-volume", volume.name)];
  return step({ do: "send-files", volume }, because, [...needs, ...after]);
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
  const network = service.networks.find((name) => isInAnother(name, current, wanted, observed));
  if (network !== undefined) return `it is in another network named ${network}`;
  if (current.state === "dead" || current.state === "removing" || current.state === "paused")
    return `it is ${current.state}`;
  return hasMoved(service, current, wanted.directory) ? "the directory moved" : null;
}

/**
 * Whether a container is in a network that has the right name but is not the one that the hub uses: it was replaced, or two have the
 * name. With two, an engine would not know which one is meant for a container that was created by name and never started.
 */
function isInAnother(name: string, current: ObservedContainer, { deployment }: Wanted, observed: Observed): boolean {
  const wanted = deployment.networks.find((network) => network.name === name);
  const place = current.networks.find((network) => network.name === name);
  if (wanted === undefined || place === undefined) return false;
  if (place.id !== null) return place.id !== networkOf(wanted, observed)?.id;
  return observed.networks.filter((network) => network.name === name).length > 1;
}

function hasMoved(service: ServiceSpec, current: ObservedContainer, directory: string): boolean {
  return service.mounts.some((mount) => {
    if (mount.type !== "bind" || mount.target === INSIDE.socket) return false;
    const actual = current.mounts.find(({ target }) => target === mount.target);
    return actual?.source !== absoluteSource(directory, mount.source);
  });
}
