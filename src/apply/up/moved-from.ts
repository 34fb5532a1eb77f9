import { LABEL, type Files } from "../../deployment/deployment.ts";
import { generateAll } from "../../emit/generate.ts";
import { type DatabaseKind, databaseKind } from "../../model/hub/database.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { Leaving } from "../../plan/leaving.ts";
import { imageTagged, type Observed } from "../../plan/observed.ts";
import { previousTag } from "../../plan/reconcile-images.ts";
import type { Wanted } from "../../plan/wanted.ts";

/**
 * Determines where a hub's data is, and what moving it takes if its definition has another database.
 *
 * From SQLite the hub takes it by itself when it starts, since that is a file in its own volume.
 */
export function movedFrom(
  hub: HubDefinition,
  dataIn: DatabaseKind,
  extraConfig: Files,
  id: string | null,
  observed: Observed,
): Pick<Wanted, "dataIn" | "leaves"> {
  if (dataIn === "sqlite" || dataIn === databaseKind(hub.database)) return { dataIn };
  return { dataIn, leaves: leavingOf(hub, dataIn, extraConfig, id, observed) };
}

function leavingOf(
  hub: HubDefinition,
  from: Exclude<DatabaseKind, "sqlite">,
  extraConfig: Files,
  id: string | null,
  observed: Observed,
): Leaving {
  const names = hubNames(hub.name);
  const image = imageThatReaches(hub.name, from, observed);
  if (from === "external") {
    const beside = { images: [], networks: [], volumes: [], services: [] };
    return { from, image, beside, network: names.network, secret: "database.env" };
  }
  const { images, networks, volumes, services } = generateAll({ ...hub, database: from }, extraConfig, id).deployment;
  const beside = {
    images: images.filter(({ role }) => role === "db"),
    networks: networks.filter(({ name }) => name === names.dbNetwork),
    volumes: volumes.filter(({ name }) => name === names.dbData),
    services: services.filter(({ key }) => key === "db"),
  };
  return { from, image, beside, network: names.dbNetwork, secret: "postgres.env" };
}

/** The hub's container has it while there is one; afterwards it is the current image, or the one that was replaced. */
function imageThatReaches(hub: string, kind: DatabaseKind, observed: Observed): string | null {
  const { image } = hubNames(hub);
  const container = observed.containers.find(
    ({ name, labels }) => name === hub && labels[LABEL.hub] === hub && labels[LABEL.database] === kind,
  );
  if (container !== undefined) return container.imageId;
  const kept = [image.hub, previousTag(image.hub)]
    .map((tag) => imageTagged(observed, tag))
    .find((found) => found?.labels[LABEL.database] === kind);
  return kept?.id ?? null;
}
