import type { Deployment, ImageSpec, ServiceSpec } from "../deployment/deployment.ts";
import { composeServiceOf } from "../deployment/resolve-compose-service.ts";
import { GENERATED } from "./generated-notice.ts";
import { yamlText } from "./quote/yaml.ts";

/**
 * Emits compose.yaml, for `docker compose` 2 and docker-compose 1.29 alike.
 *
 * The project's name comes from .env, because 1.29 refuses a top-level `name`; the keys of network and volume are
 * their names, because the two compose generations label them differently otherwise and then refuse each other's.
 * An empty `bind` makes compose refuse a source that is missing, where Docker would make a directory of root's.
 * There is no `depends_on`: the hub waits for its proxy by itself, and compose 2.26 would count it into its hash.
 */
export function emitCompose(deployment: Deployment): string {
  const { services, images, networks, volumes, sent } = deployment;
  const content = {
    services: Object.fromEntries(services.map((service) => [service.key, composeService(service, images)])),
    networks: Object.fromEntries(
      networks.map(({ name, internal = false, labels }) => [name, { name, ...(internal ? { internal } : {}), labels }]),
    ),
    volumes: Object.fromEntries([...volumes, ...sent].map(({ name }) => [name, { external: true, name }])),
  };
  return yamlText(
    escapeDollars(content),
    ` ${GENERATED}\n Before the first "docker compose up -d", run "make" here: it creates what compose does not, and the notebook image.`,
  );
}

/** Ports and networks replace their long forms, and stay in their places. */
function composeService(service: ServiceSpec, images: readonly ImageSpec[]): Record<string, unknown> {
  const built = images.find(({ tag }) => tag === service.image);
  const { container_name, image, ...rest } = composeServiceOf(service, fromDeploy);
  const ports = service.ports.map(({ address, published, target }) => `${bracketed(address)}:${published}:${target}`);
  return {
    container_name,
    image,
    ...(built === undefined ? {} : { build: composeBuild(built) }),
    ...rest,
    ...(ports.length === 0 ? {} : { ports }),
    networks: service.networks,
  };
}

function composeBuild(image: ImageSpec): Record<string, unknown> {
  const directory =
    image.context.kind === "generated" ? `./${image.context.directory}` : fromDeploy(image.context.directory);
  return {
    context: directory === "./" ? "." : directory,
    dockerfile: image.dockerfile,
    ...(image.target === null ? {} : { target: image.target }),
    labels: image.labels,
  };
}

/** compose.yaml is in `deploy/`, one level below the definition. */
function fromDeploy(source: string): string {
  return source.startsWith("/") ? source : `../${source}`;
}

function bracketed(address: string): string {
  return address.includes(":") ? `[${address}]` : address;
}

/** A dollar sign begins a variable in compose; two are one. */
function escapeDollars(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(escapeDollars);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeDollars(item)]));
}
