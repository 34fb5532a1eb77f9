import type { Deployment } from "../deployment/deployment.ts";
import type { DatabaseKind } from "../model/hub/database.ts";

/** A database that contains a hub's data but is no longer in its definition: the data is moved to SQLite first. */
export interface Leaving {
  readonly from: Exclude<DatabaseKind, "sqlite">;
  /** The id of an image of this hub that can reach it; null if there is none left. */
  readonly image: string | null;
  /** What the hub had besides itself for that database, which must be running meanwhile. */
  readonly beside: Pick<Deployment, "images" | "networks" | "volumes" | "services">;
  /** The network in which the hub reached it. */
  readonly network: string;
  /** The file below `secrets/` with its password. */
  readonly secret: string;
}

/** A deployment including the database that the data is still in, while it exists. */
export function withLeft(deployment: Deployment, leaves: Leaving | undefined): Deployment {
  if (leaves === undefined) return deployment;
  const { images, networks, volumes, services } = leaves.beside;
  return {
    ...deployment,
    images: [...images, ...deployment.images],
    networks: [...deployment.networks, ...networks],
    volumes: [...deployment.volumes, ...volumes],
    // Before the hub, which waits for the move.
    services: [...services, ...deployment.services],
  };
}
