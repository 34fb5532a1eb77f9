import { LABEL, type Labels } from "../deployment/deployment.ts";
import { isTemporary } from "../deployment/temporary.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { boxCopyName, hubNames, nameUnder, volumeName } from "../model/hub/names.ts";
import type { Observed, ObservedContainer } from "./observed.ts";
import { directoryOf } from "./whose.ts";

/** A volume and its new name. */
export interface Move {
  /** Its name now. */
  readonly from: string;
  /** Its name after the rename. */
  readonly to: string;
  /** Of the volume under its new name. */
  readonly labels: Labels;
}

/** What an engine has of a hub under its former name. */
export interface FormerHub {
  /** One name, unless a rename was interrupted and the hub was then given a third name. */
  readonly names: readonly string[];
  /** The hub's own id, which it keeps. */
  readonly id: string;
  /** The directory that its containers were started from; null if there are none, or their labels do not say. */
  readonly directory: string | null;
  /** Whether containers of it exist, running or not. */
  readonly hasContainers: boolean;
  /** How many people have a running server. */
  readonly working: number;
  /** Each volume and its new name, the hub's own data last: while anything is left to move, it is. */
  readonly moves: readonly Move[];
  /** Copies left over from a rename that was interrupted and abandoned, with what each is a copy of. */
  readonly copies: readonly { readonly copy: string; readonly of: string; readonly labels: Labels }[];
  /** What keeps its name, and why. */
  readonly left: readonly { readonly volume: string; readonly because: string }[];
}

type Volume = Observed["volumes"][number];

/**
 * Finds a hub under its former name: objects with its id, but with a name that is not the one in its definition.
 *
 * A hub that was created before there were ids cannot be recognized. Folders shared by all hubs of the server, and volumes that
 * hub.ts uses by name, keep their names whatever the hub is called, so they say nothing about it.
 */
export function formerHub(hub: HubDefinition, id: string | null, observed: Observed): FormerHub | undefined {
  if (id === null) return undefined;
  const isOurs = ({ labels }: { readonly labels: Labels }) => labels[LABEL.id] === id;
  const all = new Map(observed.volumes.filter(isOurs).map((volume) => [volume.name, volume]));
  const former = [...all.values()].filter((volume) => hubOf(volume) !== hub.name && isPartOf(volume, all, hub.name));
  const moves: Move[] = [];
  const copies: FormerHub["copies"][number][] = [];
  const left: FormerHub["left"][number][] = [];
  for (const volume of former) {
    const original = originalOf(volume, all);
    const to = newName(hub, volume);
    if (original !== undefined) copies.push({ copy: volume.name, of: original.name, labels: volume.labels });
    else if (to === null) left.push({ volume: volume.name, because: "its name does not depend on the hub's name" });
    else moves.push({ from: volume.name, to, labels: labelsUnder(hub.name, volume) });
  }
  const isTwin = all.has(hubNames(hub.name).data) && moves.length + copies.length === 0;
  const services = isTwin
    ? []
    : observed.containers.filter((container) => isOurs(container) && hubOf(container) !== hub.name);
  const names = [...new Set([...volumesOf(former, left), ...services].map(hubOf))].toSorted();
  if (names.length === 0) return undefined;
  const own = [...services, ...observed.containers.filter((container) => isWorkerOf(container, names))];
  return {
    names,
    id,
    directory:
      services
        .filter(isService)
        .map(directoryOf)
        .find((directory) => directory !== null) ?? null,
    hasContainers: own.length > 0,
    working: services.filter(({ labels, state }) => labels[LABEL.kind] === "notebook" && state === "running").length,
    moves: moves.toSorted((a, b) => Number(isData(a.from)) - Number(isData(b.from)) || (a.from < b.from ? -1 : 1)),
    copies,
    left,
  };

  function isData(name: string): boolean {
    return names.some((former) => hubNames(former).data === name);
  }
}

/**
 * Whether a volume under another name belongs to this hub. Two hubs have the same id if a directory was copied with it;
 * then each has its own data, and neither was copied from the other.
 */
function isPartOf(volume: Volume, all: ReadonlyMap<string, Volume>, hub: string): boolean {
  const data = all.get(hubNames(hub).data);
  return data === undefined || renamesOf(volume) > renamesOf(data) || originalOf(data, all) === volume;
}

/** What a volume was copied from when its hub was renamed, if the original still exists. An archive of a copy has the copy's labels. */
function originalOf(volume: Volume, all: ReadonlyMap<string, Volume>): Volume | undefined {
  const original = all.get(volume.labels[LABEL.from] ?? "");
  const isCopy = original !== undefined && renamesOf(original) < renamesOf(volume);
  return isCopy && original.labels[LABEL.kind] === volume.labels[LABEL.kind] ? original : undefined;
}

/** Null for a volume that keeps its name. */
function newName(hub: HubDefinition, volume: Volume): string | null {
  const { name, labels } = volume;
  const from = hubOf(volume);
  const policy = hub.volumes[labels[LABEL.policy] ?? ""];
  const person = labels[LABEL.person];
  const group = labels[LABEL.group];
  const owner = { ...(person !== undefined && { person }), ...(group !== undefined && { group }) };
  if (policy !== undefined) {
    const derived = volumeName(hub.name, policy, owner);
    if (derived === name) return null;
    // Derived again, because a name that was cut cannot be converted.
    if (name === volumeName(from, policy, owner)) return derived;
    const closes = policy.closes ?? "";
    if (name === boxCopyName(from, policy.key, group ?? "", closes))
      return boxCopyName(hub.name, policy.key, group ?? "", closes);
  }
  return nameUnder(name, from, hub.name) ?? null;
}

function labelsUnder(hub: string, volume: Volume): Labels {
  const renames = String(renamesOf(volume) + 1);
  return { ...volume.labels, [LABEL.hub]: hub, [LABEL.from]: volume.name, [LABEL.renames]: renames };
}

function volumesOf(former: readonly Volume[], left: FormerHub["left"]): readonly Volume[] {
  return former.filter(({ name }) => left.every(({ volume }) => volume !== name));
}

function renamesOf({ labels }: Volume): number {
  return Number(labels[LABEL.renames] ?? "0");
}

function hubOf({ labels }: { readonly labels: Labels }): string {
  return labels[LABEL.hub] ?? "";
}

function isService({ labels }: ObservedContainer): boolean {
  return labels[LABEL.kind] === "hub" || labels[LABEL.kind] === "proxy";
}

/** These have no id. */
function isWorkerOf(container: ObservedContainer, names: readonly string[]): boolean {
  return names.includes(hubOf(container)) && isTemporary(container);
}
