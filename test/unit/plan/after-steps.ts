import type { NetworkRef, Observed } from "../../../src/plan/observed.ts";
import type { Plan, Step } from "../../../src/plan/step.ts";
import { resolveComposeService } from "../../../src/deployment/resolve-compose-service.ts";
import { networkOf } from "../../../src/plan/same-name-networks.ts";
import type { Wanted } from "../../../src/plan/wanted.ts";

/** An engine that holds nothing. */
export const NOTHING: Observed = { containers: [], networks: [], volumes: [], images: [] };

/** What an engine holds after the steps of a plan, as the engine would report it. */
export function afterSteps(observed: Observed, { steps, cleanup }: Plan, wanted: Wanted): Observed {
  return [...steps, ...cleanup].reduce((held, step) => afterStep(held, step, wanted), observed);
}

function afterStep(held: Observed, step: Step, wanted: Wanted): Observed {
  switch (step.do) {
    case "get-image":
      return {
        ...held,
        images: [...held.images, { id: `sha256:${step.reference}`, tags: [step.reference], labels: {} }],
      };
    case "build-image": {
      const others = held.images.map((image) => ({
        ...image,
        tags: image.tags.filter((tag) => tag !== step.image.tag),
      }));
      const id = `sha256:${step.image.tag} ${step.image.labels["hubwright.context"]}`;
      return { ...held, images: [...others, { id, tags: [step.image.tag], labels: step.image.labels }] };
    }
    case "keep-image":
      return {
        ...held,
        images: held.images.map((image) => ({
          ...image,
          tags: image.id === step.image ? [...image.tags, step.tag] : image.tags.filter((tag) => tag !== step.tag),
        })),
      };
    case "remove-image":
      return {
        ...held,
        images: held.images
          .map((image) => ({ ...image, tags: image.tags.filter((tag) => tag !== step.image) }))
          .filter(({ id, tags }) => id !== step.image && tags.length > 0),
      };
    case "create-network":
      return { ...held, networks: [...held.networks, { id: idOf(step.network.name), ...step.network }] };
    case "create-volume":
      return { ...held, volumes: [...held.volumes, step.volume] };
    case "stop-hub":
      return {
        ...held,
        containers: held.containers.filter(({ labels }) => labels["hubwright.hub"] !== step.hub),
      };
    case "copy-volume":
      return { ...held, volumes: [...held.volumes.filter(({ name }) => name !== step.volume.name), step.volume] };
    case "remove-volume":
      return { ...held, volumes: held.volumes.filter(({ name }) => name !== step.name) };
    case "remove-network":
      return { ...held, networks: held.networks.filter(({ id }) => id !== step.network.id) };
    // What files hold is no object of the engine's.
    case "send-files":
      return held;
    case "remove-container":
      return { ...held, containers: held.containers.filter(({ name }) => name !== step.name) };
    case "create-container": {
      const { service } = step;
      const resolved = resolveComposeService(service, wanted.directory);
      const image = held.images.find(({ tags }) => tags.includes(service.image));
      const container = {
        id: `id of ${service.name}`,
        name: service.name,
        imageId: image?.id ?? "none",
        labels: service.labels,
        state: "created" as const,
        status: "Created",
        mounts: (resolved.volumes ?? []).map((mount) => ({
          type: mount.type,
          source: "source" in mount ? (mount.source ?? "") : "",
          target: mount.target,
        })),
        networks: [placeIn(held, service.networks[0], wanted)],
        ports: service.ports,
      };
      return { ...held, containers: [...held.containers, container] };
    }
    case "connect-network":
      return {
        ...held,
        containers: held.containers.map((container) =>
          container.name === step.service.name
            ? { ...container, networks: [...container.networks, placeIn(held, step.network, wanted)].toSorted(byName) }
            : container,
        ),
      };
    case "move-database":
    case "check-database":
      return held;
    case "start-container":
      return {
        ...held,
        containers: held.containers.map((container) =>
          container.name === step.name ? { ...container, state: "running" as const } : container,
        ),
      };
  }
}

function idOf(network: string): string {
  return `id of ${network}`;
}

function placeIn(held: Observed, name: string, { deployment }: Wanted): NetworkRef {
  const network = deployment.networks.find((candidate) => candidate.name === name);
  const found = network === undefined ? undefined : networkOf(network, held);
  return { id: found?.id ?? idOf(name), name };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
