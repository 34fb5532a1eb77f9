import { isDeepStrictEqual } from "node:util";
import { LABEL, type Labels } from "../deployment/deployment.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { NetworkRef, Observed } from "./observed.ts";
import type { HubVolume } from "./hub-volumes.ts";
import { type ActionOf, type Conflict, type Step, step } from "./step.ts";

/** What is removed, and why it cannot be. */
interface Removal {
  readonly steps: readonly Step<ActionOf<"remove-volume" | "remove-image" | "remove-network">>[];
  readonly conflicts: readonly Conflict[];
}

const ASKED = "asked for";

/**
 * Removes one volume.
 *
 * @param volumes - The volumes of the hub; see `hubVolumes`.
 * @param shown - What a person agreed to: a volume that has replaced it since stays.
 */
export function planVolumeRemoval(
  name: string,
  hub: string,
  volumes: readonly HubVolume[],
  shown?: HubVolume,
): Removal {
  const conflict = { severity: "error", object: "volume", name } as const;
  const volume = volumes.find((candidate) => candidate.name === name);
  const steps = [step({ do: "remove-volume", name }, ASKED)];
  if (volume === undefined || volume.labels[LABEL.hub] !== hub) {
    const [code, why] =
      volume === undefined
        ? (["not-found", "does not exist"] as const)
        : (["volume-foreign", "is not this hub's"] as const);
    const message = `The volume ${JSON.stringify(name)} ${why}, so it was not removed.`;
    return {
      steps,
      conflicts: [{ ...conflict, code, message, hint: hint`${hubwright("volumes")} lists this hub's volumes.` }],
    };
  }
  if (shown !== undefined && !isSame(volume, shown)) {
    const message = `The volume ${name} was replaced or changed while its name was typed, so it was not removed.`;
    return {
      steps,
      conflicts: [{ ...conflict, code: "not-found", message, hint: hint`Check it again: ${hubwright("volumes")}` }],
    };
  }
  const [user] = volume.usedBy;
  if (user === undefined) return { steps, conflicts: [] };
  const message = `The volume ${name} is used by the container ${user}, so it was not removed.`;
  const stop = hint`Stop the container first: in the admin page, or with ${hubwright("down")}`;
  return { steps, conflicts: [{ ...conflict, code: "in-use", message, hint: stop }] };
}

function isSame(volume: HubVolume, shown: HubVolume): boolean {
  return volume.createdAt === shown.createdAt && isDeepStrictEqual(volume.labels, shown.labels);
}

/** What a hub that is gone has left. */
export interface LeftOfHub {
  readonly volumes: readonly string[];
  /** Folders of all hubs of the server, and volumes that its hub.ts took by name: they stay. */
  readonly others: readonly string[];
  readonly images: readonly string[];
  readonly networks: readonly NetworkRef[];
}

/** What carries a hub's name on its labels. */
export function leftOfHub(hub: string, { volumes, images, networks }: Observed): LeftOfHub {
  const isOwn = ({ labels }: { readonly labels: Labels }) => labels[LABEL.hub] === hub;
  const own = volumes.filter(isOwn).map(({ name }) => name);
  const isCalledSo = (name: string) => name.startsWith(`${hub}-`);
  return {
    volumes: own.filter(isCalledSo),
    others: own.filter((name) => !isCalledSo(name)),
    images: images.filter(isOwn).flatMap(({ id, tags }) => (tags.length === 0 ? [id] : tags)),
    networks: networks.filter(isOwn).map(({ id, name }) => ({ id, name })),
  };
}

/**
 * Removes everything that a hub left which is gone.
 *
 * @param left - What a person agreed to: what was created since stays.
 */
export function planHubRemoval(hub: string, left: LeftOfHub, observed: Observed): Removal {
  const volumes = left.volumes.map((name) => step({ do: "remove-volume", name }, ASKED));
  const images: Step<ActionOf<"remove-image">>[] = [];
  // One after another: images share layers, and Docker fails on a layer that another removal has just deleted.
  for (const image of left.images) {
    const before = images.slice(-1).map(({ id }) => id);
    images.push(step({ do: "remove-image", image }, ASKED, before));
  }
  const networks = left.networks.map((network) => step({ do: "remove-network", network }, ASKED));
  return { steps: [...volumes, ...images, ...networks], conflicts: stillThere(hub, left.volumes, observed) };
}

function stillThere(hub: string, volumes: readonly string[], { containers }: Observed): readonly Conflict[] {
  const users = containers.filter(
    ({ labels, mounts }) => labels[LABEL.hub] === hub || mounts.some(({ source }) => volumes.includes(source)),
  );
  if (users.length === 0) return [];
  return [
    {
      code: "in-use",
      severity: "error",
      object: "container",
      name: hub,
      message: `The hub ${hub} still has containers: ${users.map(({ name }) => name).join(", ")}.`,
      hint: hint`In its directory, run: ${hubwright("down")}`,
    },
  ];
}
