import { LABEL, type Labels } from "../deployment/deployment.ts";
import type { HubDefinition } from "../model/hub.ts";
import { volumeName } from "../model/names.ts";
import type { Observed } from "./observed.ts";

/** A person or a group that gets another name. */
export interface Rename {
  readonly what: "person" | "group";
  readonly from: string;
  readonly to: string;
}

/** A volume of theirs, and what it has to be called. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** Of the volume under its new name. */
  readonly labels: Labels;
}

/** What a new name means for volumes. */
export interface RenamedVolumes {
  readonly moves: readonly Move[];
  /** What stays under its old name, and why. */
  readonly left: readonly { readonly volume: string; readonly because: string }[];
}

/**
 * The volumes that have to be moved because their owner gets another name.
 *
 * Docker cannot rename a volume: each is copied to the name that the hub derives from its owner's.
 */
export function renamedVolumes(hub: HubDefinition, { volumes }: Observed, rename: Rename): RenamedVolumes {
  const moves: Move[] = [];
  const left: { volume: string; because: string }[] = [];
  const label = LABEL[rename.what];
  for (const { name, labels } of volumes) {
    if (labels[LABEL.hub] !== hub.name || labels[label] !== rename.from) continue;
    const kind = labels[LABEL.kind];
    if (kind === "archive") continue;
    const policy = hub.volumes[labels[LABEL.policy] ?? ""];
    if (kind === "box-copy") left.push({ volume: name, because: "it is the copy of a moment, and stays what it was" });
    else if (policy === undefined) left.push({ volume: name, because: "hub.ts has no such policy any more" });
    else if (policy.scope === "server") left.push({ volume: name, because: "other hubs of this server may use it" });
    else {
      const owner = ownerOf({ ...labels, [label]: rename.to });
      const to = volumeName(hub.name, policy, owner);
      if (to !== name) moves.push({ from: name, to, labels: { ...labels, [label]: rename.to, [LABEL.from]: name } });
    }
  }
  return { moves, left };
}

function ownerOf(labels: Labels): { person?: string; group?: string } {
  const person = labels[LABEL.person];
  const group = labels[LABEL.group];
  return { ...(person === undefined ? {} : { person }), ...(group === undefined ? {} : { group }) };
}
