import { type Labels, LABEL } from "../deployment/deployment.ts";
import type { Observed } from "./observed.ts";
import type { Conflict } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** Finds objects that have a name of ours but are not ours. They are never used because their name fits. */
export function findConflicts(
  wanted: Wanted,
  observed: Observed,
): { readonly conflicts: readonly Conflict[]; readonly warnings: readonly Conflict[] } {
  const { deployment, shared } = wanted;
  const hub = deployment.hub;
  const conflicts: Conflict[] = [];
  const names = new Set(deployment.services.map(({ name }) => name));
  for (const { name, labels } of observed.containers) {
    if (names.has(name)) addForeign(conflicts, "container", name, labels, hub);
  }
  for (const { name, labels } of observed.networks) {
    if (name === deployment.network.name) addForeign(conflicts, "network", name, labels, hub);
  }
  for (const { name, labels } of observed.volumes) {
    if (name === deployment.data.name) addForeign(conflicts, "volume", name, labels, hub);
  }
  for (const { tag } of deployment.images) {
    const image = observed.images.find(({ tags }) => tags.includes(tag));
    if (image !== undefined) addForeign(conflicts, "image", tag, image.labels, hub);
  }
  conflicts.push(...takenPorts(wanted, observed));
  const warnings: Conflict[] = [];
  for (const { name, takenByName } of shared) {
    const volume = observed.volumes.find((candidate) => candidate.name === name);
    if (volume !== undefined && !takenByName) addForeign(warnings, "volume", name, volume.labels, hub);
  }
  return { conflicts, warnings };
}

function addForeign(
  found: Conflict[],
  object: "container" | "network" | "volume" | "image",
  name: string,
  labels: Labels,
  hub: string,
): void {
  const owner = labels[LABEL.hub];
  if (owner === hub) return;
  const whose = owner === undefined ? "hubwright did not make it" : `it belongs to the hub ${owner}`;
  const hint =
    object === "volume"
      ? `Give the hub another name in hub.ts, or look at what is in it: docker volume inspect ${name}`
      : `Give the hub another name in hub.ts, or remove it: docker ${object} rm ${name}`;
  found.push({ object, name, message: `There is a ${object} called ${name} already, and ${whose}.`, hint });
}

function takenPorts({ deployment }: Wanted, observed: Observed): readonly Conflict[] {
  const own = new Set(deployment.services.map(({ name }) => name));
  const asked = deployment.services.flatMap(({ ports }) => ports);
  return observed.containers
    .filter(
      ({ name, state }) => !own.has(name) && (state === "running" || state === "restarting" || state === "paused"),
    )
    .flatMap(({ name, labels, ports }) =>
      ports
        .filter((port) =>
          asked.some(({ address, published }) => published === port.published && overlap(address, port.address)),
        )
        .map(({ published }): Conflict => {
          const owner = labels[LABEL.hub];
          const whose = owner === undefined ? `the container ${name}` : `the hub ${owner} (container ${name})`;
          return {
            object: "port",
            name: String(published),
            message: `Port ${published} is taken by ${whose}.`,
            hint: "Choose another port in hub.ts; hubwright ls shows the next free one.",
          };
        }),
    );
}

function overlap(a: string, b: string): boolean {
  const isAny = (address: string) => address === "" || address === "0.0.0.0" || address === "::";
  return a === b || isAny(a) || isAny(b);
}
