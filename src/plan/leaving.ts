import type { Deployment } from "../deployment/deployment.ts";
import type { DatabaseKind } from "../model/database.ts";

/** A database that a hub's data is in and that its definition has none of any more: the data is brought to SQLite first. */
export interface Leaving {
  readonly from: Exclude<DatabaseKind, "sqlite">;
  /** The id of an image of this hub that can reach it; null where there is none any more. */
  readonly image: string | null;
  /** What the hub had beside it for that database, which has to be up meanwhile. */
  readonly beside: Pick<Deployment, "images" | "networks" | "volumes" | "services">;
  /** The network that the hub reached it in. */
  readonly network: string;
  /** The file below `secrets/` that has its password. */
  readonly secret: string;
}

/** A deployment with what the data is still in, as long as it is there. */
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
