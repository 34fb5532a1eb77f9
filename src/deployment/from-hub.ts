import { databaseKind } from "../model/hub/database.ts";
import { type HubDefinition, secretsOfSignIn } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import {
  type BuildContext,
  type Deployment,
  type ImageRole,
  type ImageSpec,
  LABEL,
  type Labels,
  labelsOf,
  type ServiceMount,
  type ServiceSpec,
} from "./deployment.ts";
import { digestOfData } from "./digest.ts";
import { postgresNetwork, postgresService, postgresVolume } from "./postgres.ts";
import { secretMount } from "./secret-mount.ts";
import { withSentVolumes } from "./sent-volumes.ts";

/** The base of everything that hubwright builds itself: Python 3.13 and Node 20. */
export const BASE_IMAGE = "debian:trixie-slim";

/** Where things are inside the hub's container. */
export const INSIDE = {
  home: "/srv/hubwright",
  roster: "/srv/hubwright/roster",
  data: "/srv/jupyterhub",
  socket: "/var/run/docker.sock",
} as const;

/** The files of each image: what the emitters wrote, or a directory of a person's own. A hub on SQLite has none for `db`. */
export type Contexts = { readonly [role in Exclude<ImageRole, "db">]: BuildContext } & { readonly db?: BuildContext };

/**
 * Describes what Docker should have for a hub. Pure: the same definition and files give the same value.
 *
 * @param id - The hub's own, for labels; null for a hub that has none.
 */
export function deploymentOf(hub: HubDefinition, contexts: Contexts, id: string | null = null): Deployment {
  const names = hubNames(hub.name);
  const labels = (kind: string): Labels => ({ ...labelsOf(hub.name, id), [LABEL.kind]: kind });
  const kind = databaseKind(hub.database);
  const database: Labels = kind === "sqlite" ? {} : { [LABEL.database]: kind };
  const isPostgres = kind === "postgres";
  const own = [
    proxyOf(hub, labels("proxy")),
    ...(isPostgres ? [postgresService(hub, labels)] : []),
    hubOf(hub, { ...labels("hub"), [LABEL.jupyterhub]: hub.jupyterhub, ...database }),
  ];
  const { services, sent } = hub.engine.remote ? withSentVolumes(hub, own, labels) : { services: own, sent: [] };
  return {
    hub: hub.name,
    project: hub.name,
    images: [
      imageOf("proxy", names.image.proxy, contexts.proxy, "Dockerfile.jupyterhub", labels("image"), BASE_IMAGE),
      ...(contexts.db === undefined
        ? []
        : [imageOf("db", names.image.db, contexts.db, "Dockerfile.jupyterhub", labels("image"), BASE_IMAGE)]),
      imageOf(
        "hub",
        names.image.hub,
        contexts.hub,
        "Dockerfile.jupyterhub",
        { ...labels("image"), ...database },
        BASE_IMAGE,
      ),
      imageOf("notebook", names.image.notebook, contexts.notebook, "Dockerfile", labels("image"), notebookBase(hub)),
    ],
    networks: [
      { name: names.network, labels: labels("network") },
      ...(isPostgres ? [postgresNetwork(hub, labels)] : []),
    ],
    volumes: [{ name: names.data, labels: labels("data") }, ...(isPostgres ? [postgresVolume(hub, labels)] : [])],
    sent,
    services: services.map(withSpec),
  };
}

function imageOf(
  role: ImageRole,
  tag: string,
  context: BuildContext,
  dockerfile: string,
  labels: Labels,
  from: string | null,
): ImageSpec {
  const target = role === "notebook" ? null : role;
  const digest = context.kind === "generated" ? { [LABEL.context]: context.digest } : {};
  return { role, tag, from, context, dockerfile, target, labels: { ...labels, ...digest } };
}

function notebookBase({ notebook }: HubDefinition): string | null {
  if (notebook.image === null) return null;
  return notebook.image === "slim" ? BASE_IMAGE : notebook.image;
}

function proxyOf(hub: HubDefinition, labels: Labels): ServiceSpec {
  const names = hubNames(hub.name);
  return {
    key: "proxy",
    name: names.proxy,
    image: names.image.proxy,
    environment: {},
    mounts: [secretMount("proxy.env", "the token that only the hub shares")],
    ports: [{ address: hub.listen, published: hub.port, target: 8000 }],
    networks: [names.network],
    labels,
    healthcheck: {
      command: ["CMD", "/srv/proxy/healthy"],
      interval: 10,
      timeout: 5,
      startPeriod: 10,
      retries: 3,
    },
    dependsOn: [],
  };
}

function hubOf(hub: HubDefinition, labels: Labels): ServiceSpec {
  const names = hubNames(hub.name);
  const mounts: ServiceMount[] = [
    {
      type: "volume",
      volume: names.data,
      target: INSIDE.data,
      because: "database and cookie secret outlive the container",
    },
    {
      type: "bind",
      source: rosterDirectory(hub),
      target: INSIDE.roster,
      readOnly: true,
      because: "the list of people, as a directory: a file would go stale when it is saved by rename",
    },
    secretMount("oauth.env", "the key that passwords are derived from"),
    secretMount("hub.env", "the key that JupyterHub's database is encrypted with"),
    secretMount("proxy.env", "the token of the proxy"),
    ...(hub.metrics ? [secretMount("metrics.env", "the token that Prometheus reads metrics with")] : []),
    ...databaseSecrets(hub),
    ...(secretsOfSignIn(hub.signIn).length > 0
      ? [secretMount("sign-in.env", "what the sign-in's provider gave to this hub alone")]
      : []),
    {
      type: "bind",
      source: hub.engine.socket,
      target: INSIDE.socket,
      readOnly: false,
      because: "the hub starts notebooks",
    },
  ];
  return {
    key: "hub",
    name: names.hub,
    image: names.image.hub,
    environment: { DOCKER_HOST: `unix://${INSIDE.socket}` },
    mounts,
    ports: [],
    networks: hub.database === "postgres" ? [names.network, names.dbNetwork] : [names.network],
    labels,
    healthcheck: {
      command: ["CMD", `${INSIDE.home}/healthy`, healthPath(hub.name)],
      interval: 10,
      timeout: 10,
      startPeriod: 60,
      retries: 3,
    },
    dependsOn: hub.database === "postgres" ? ["proxy", "db"] : ["proxy"],
  };
}

function databaseSecrets({ database }: HubDefinition): readonly ServiceMount[] {
  const kind = databaseKind(database);
  if (kind === "sqlite") return [];
  return kind === "postgres"
    ? [secretMount("postgres.env", "the password of the database")]
    : [secretMount("database.env", "the address of the database")];
}

function withSpec(service: ServiceSpec): ServiceSpec {
  // Leaves out the reason of a mount, so that rewording it does not recreate containers.
  const asked = { ...service, mounts: service.mounts.map(({ because: _, ...mount }) => mount) };
  return { ...service, labels: { ...service.labels, [LABEL.spec]: digestOfData(asked) } };
}

/** The directory of the roster, relative to the definition. */
export function rosterDirectory(hub: HubDefinition): string {
  return hub.roster.slice(0, hub.roster.lastIndexOf("/"));
}

/** The command that asks a hub, from inside its container, whether it answers at a host and port. */
export function questionOf(host: string, port: number, hub: string): readonly string[] {
  return [`${INSIDE.home}/answers`, host, String(port), healthPath(hub)];
}

/** The page of JupyterHub that answers 200 as long as it works. */
function healthPath(hub: string): string {
  return `/${hub}/hub/health`;
}
