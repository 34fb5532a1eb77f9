import { composeConfigHash } from "../../deployment/compose-hash.ts";
import { type Labels, type NetworkSpec, type ServiceSpec, SERVICE_POLICY } from "../../deployment/deployment.ts";
import { absoluteSource, resolveComposeService } from "../../deployment/resolve-compose-service.ts";
import type { ContainerSpec } from "../../engine/port.ts";
import type { NetworkRef } from "../../plan/observed.ts";
import type { Wanted } from "../../plan/wanted.ts";

/** The version of compose whose labels and hash ours are. Compose 1.29 fails on a container without one. */
const COMPOSE_VERSION = "2.40.3";

/**
 * A service in the engine's terms, labelled as compose labels its own: `docker compose up -d` then leaves it running.
 *
 * @param imageId - The id of the service's image, which compose compares too.
 * @param network - The first of the service's networks.
 */
export function containerSpec(
  service: ServiceSpec,
  wanted: Wanted,
  imageId: string,
  network: NetworkRef,
): ContainerSpec {
  const { directory } = wanted;
  return {
    name: service.name,
    image: service.image,
    environment: service.environment,
    labels: { ...service.labels, ...composeLabels(service, wanted, imageId) },
    network,
    aliases: [service.key],
    mounts: service.mounts.map((mount) =>
      mount.type === "volume"
        ? {
            type: "volume",
            source: mount.volume,
            target: mount.target,
            ...(mount.readOnly === true ? { readOnly: true } : {}),
          }
        : {
            type: "bind",
            source: absoluteSource(directory, mount.source),
            target: mount.target,
            readOnly: mount.readOnly,
          },
    ),
    ports: service.ports,
    healthcheck: service.healthcheck,
    restart: SERVICE_POLICY.restart,
    logging: SERVICE_POLICY.logging,
  };
}

function composeLabels(service: ServiceSpec, { deployment, directory }: Wanted, imageId: string): Labels {
  return {
    "com.docker.compose.project": deployment.project,
    "com.docker.compose.service": service.key,
    "com.docker.compose.container-number": "1",
    "com.docker.compose.oneoff": "False",
    "com.docker.compose.config-hash": composeConfigHash(resolveComposeService(service, directory)),
    "com.docker.compose.image": imageId,
    "com.docker.compose.version": COMPOSE_VERSION,
    "com.docker.compose.project.working_dir": `${directory}/deploy`,
    "com.docker.compose.project.config_files": `${directory}/deploy/compose.yaml`,
  };
}

/** A network labelled as compose labels its own; without the second label compose refuses to use it. */
export function networkSpec(network: NetworkSpec, project: string): NetworkSpec {
  const labels = { "com.docker.compose.project": project, "com.docker.compose.network": network.name };
  return { ...network, labels: { ...network.labels, ...labels } };
}
