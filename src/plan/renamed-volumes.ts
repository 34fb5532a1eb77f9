import { LABEL, type Labels } from "../deployment/deployment.ts";
import { foldName } from "../model/hub/fold-name.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { boxCopyName, volumeName } from "../model/hub/names.ts";
import type { ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import type { Observed } from "./observed.ts";

/** A person or a group that gets a new name. */
export interface Rename {
  readonly what: "person" | "group";
  readonly from: string;
  readonly to: string;
}

/** One of their volumes and its new name. */
export interface Move {
  readonly from: string;
  readonly to: string;
  /** Of the volume under its new name. */
  readonly labels: Labels;
}

/** What a new name means for volumes. */
export interface RenamedVolumes {
  readonly moves: readonly Move[];
  /** What keeps its old name, and why. */
  readonly left: readonly { readonly volume: string; readonly because: string }[];
}

/**
 * The volumes that must be moved because their owner gets a new name.
 *
 * Docker cannot rename a volume: each is copied to the name that the hub derives from its owner's new name.
 */
export function renamedVolumes(hub: HubDefinition, { volumes }: Observed, rename: Rename): RenamedVolumes {
  const moves: Move[] = [];
  const left: { volume: string; because: string }[] = [];
  const label = LABEL[rename.what];
  for (const { name, labels } of volumes) {
    if (labels[LABEL.hub] !== hub.name || !isOwner(labels[label], rename)) continue;
    const kind = labels[LABEL.kind];
    if (kind === "archive") continue;
    const policy = hub.volumes[labels[LABEL.policy] ?? ""];
    const named = { ...labels, [label]: rename.to };
    if (policy === undefined) left.push({ volume: name, because: "hub.ts no longer has its policy" });
    else if (kind === "box-copy") {
      // Staff see the copy of the closing that is in hub.ts; its name contains their group's name.
      if (name === copyName(hub, policy, labels)) move(name, copyName(hub, policy, named), named);
      else left.push({ volume: name, because: "it is a copy from an earlier closing and stays as it is" });
    } else if (policy.scope === "server") left.push({ volume: name, because: "other hubs of this server may use it" });
    else move(name, volumeName(hub.name, policy, ownerOf(named)), named);
  }
  return { moves, left };

  function move(from: string, to: string, labels: Labels): void {
    if (to !== from) moves.push({ from, to, labels: { ...labels, [LABEL.from]: from } });
  }
}

/** A person's volumes may be labeled with a decomposed name, from before names were composed. */
function isOwner(owner: string | undefined, { what, from }: Rename): boolean {
  return owner !== undefined && (what === "person" ? foldName(owner) : owner) === from;
}

/** The name of the copy of a group's boxes for the closing in hub.ts; without a closing if they do not close. */
function copyName(hub: HubDefinition, { key, closes }: ResolvedPolicy, labels: Labels): string {
  return boxCopyName(hub.name, key, labels[LABEL.group] ?? "", closes ?? "");
}

function ownerOf(labels: Labels): { person?: string; group?: string } {
  const person = labels[LABEL.person];
  const group = labels[LABEL.group];
  return { ...(person === undefined ? {} : { person }), ...(group === undefined ? {} : { group }) };
}
