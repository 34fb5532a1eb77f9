import type { ResolvedComposeService } from "./compose-service.ts";
import { type ServiceSpec, SERVICE_POLICY } from "./deployment.ts";

/**
 * A service as compose will resolve it from the compose.yaml that we write: what compose hashes.
 *
 * @param directory - The directory of the definition, in full.
 */
export function resolveComposeService(service: ServiceSpec, directory: string): ResolvedComposeService {
  return composeServiceOf(service, (source) => absoluteSource(directory, source));
}

/**
 * A service in compose's own keys.
 *
 * @param place - The source of a bind mount, for one that is relative to the definition's directory or absolute.
 */
export function composeServiceOf(service: ServiceSpec, place: (source: string) => string): ResolvedComposeService {
  const { healthcheck, environment, ports } = service;
  return {
    container_name: service.name,
    image: service.image,
    restart: SERVICE_POLICY.restart,
    ...(Object.keys(environment).length === 0 ? {} : { environment }),
    ...(ports.length === 0
      ? {}
      : {
          ports: ports.map(
            ({ address, published, target }) =>
              ({ mode: "ingress", host_ip: address, target, published: String(published), protocol: "tcp" }) as const,
          ),
        }),
    volumes: service.mounts.map((mount) =>
      mount.type === "volume"
        ? {
            type: "volume",
            source: mount.volume,
            target: mount.target,
            ...(mount.readOnly === true ? { read_only: true } : {}),
          }
        : {
            type: "bind",
            source: place(mount.source),
            target: mount.target,
            ...(mount.readOnly ? { read_only: true } : {}),
            bind: {},
          },
    ),
    networks: Object.fromEntries(service.networks.map((network) => [network, null])),
    labels: service.labels,
    healthcheck: {
      test: healthcheck.command,
      interval: `${healthcheck.interval}s`,
      timeout: `${healthcheck.timeout}s`,
      start_period: `${healthcheck.startPeriod}s`,
      retries: healthcheck.retries,
    },
    logging: SERVICE_POLICY.logging,
  };
}

/** Where the source of a mount is on the engine's machine: below the definition, or where it says in full. */
export function absoluteSource(directory: string, source: string): string {
  return source.startsWith("/") ? source : `${directory}/${source}`;
}
