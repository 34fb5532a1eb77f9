import type { HubDefinition } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import type { Labels, NetworkSpec, ServiceSpec, VolumeSpec } from "./deployment.ts";
import { secretMount } from "./secret-mount.ts";

/** The generation that Debian's base image brings. Its data directory is read by no other. */
export const POSTGRES = "17";

/** Where things are inside the database's container. */
export const POSTGRES_INSIDE = {
  programs: `/usr/lib/postgresql/${POSTGRES}/bin`,
  home: "/srv/postgres",
  sockets: "/run/postgresql",
} as const;

/**
 * The network that the hub shares with its database alone: neither the proxy nor a notebook is in it.
 *
 * @param labels - Gives an object's labels, by its kind.
 */
export function postgresNetwork(hub: HubDefinition, labels: (kind: string) => Labels): NetworkSpec {
  return { name: hubNames(hub.name).dbNetwork, internal: true, labels: labels("network") };
}

/** The volume with the database. */
export function postgresVolume(hub: HubDefinition, labels: (kind: string) => Labels): VolumeSpec {
  return { name: hubNames(hub.name).dbData, labels: labels("database") };
}

/** The database's container. It publishes no port. */
export function postgresService(hub: HubDefinition, labels: (kind: string) => Labels): ServiceSpec {
  const names = hubNames(hub.name);
  return {
    key: "db",
    name: names.db,
    image: names.image.db,
    environment: {},
    mounts: [
      {
        type: "volume",
        volume: names.dbData,
        target: POSTGRES_INSIDE.home,
        because: "the database outlives the container",
      },
      secretMount("postgres.env", "the password that only the hub shares"),
    ],
    ports: [],
    networks: [names.dbNetwork],
    labels: labels("database"),
    healthcheck: {
      command: ["CMD", `${POSTGRES_INSIDE.programs}/pg_isready`, "--quiet", `--host=${POSTGRES_INSIDE.sockets}`],
      interval: 10,
      timeout: 5,
      startPeriod: 60,
      retries: 3,
    },
    dependsOn: [],
  };
}
