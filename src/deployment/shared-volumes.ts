import { accessMatrix } from "../access/access-matrix.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { LABEL, type Labels, labelsOf, type VolumeSpec } from "./deployment.ts";

/** A volume that people share, and whether the definition refers to it regardless of who created it. */
export interface SharedVolume extends VolumeSpec {
  readonly group: string | null;
  /** True when hub.ts names it (`volumeName`) or shares it with the server's hubs (`scope: "server"`). */
  readonly takenByName: boolean;
}

const KIND = { group: "group", hub: "hub-volume" } as const;

/**
 * The volumes of groups and of the whole hub that the people of a roster mount, sorted by name.
 *
 * Homes and boxes are not among them: the hub makes those when their owner first starts a server.
 */
export function sharedVolumes(hub: HubDefinition, people: GroupMap, id: string | null = null): readonly SharedVolume[] {
  const found = new Map<string, SharedVolume>();
  for (const { mounts } of accessMatrix(hub, people)) {
    for (const { volume, key, per, group } of mounts) {
      if ((per !== "group" && per !== "hub") || found.has(volume)) continue;
      const policy = hub.volumes[key];
      const labels: Labels = {
        ...labelsOf(hub.name, id),
        [LABEL.kind]: KIND[per],
        [LABEL.policy]: key,
        ...(group === null ? {} : { [LABEL.group]: group }),
      };
      const takenByName = policy !== undefined && (policy.volumeName !== null || policy.scope === "server");
      found.set(volume, { name: volume, labels, group, takenByName });
    }
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
