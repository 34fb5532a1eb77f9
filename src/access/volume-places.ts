import { boxCopyName, encodePart, fitName, volumeName } from "../model/hub/names.ts";
import { copyPlace, type ResolvedPolicy, tidyPath } from "../model/hub/resolved-policy.ts";

/** A volume of a policy, whose it is, and where it is mounted. */
export interface VolumePlace {
  readonly volume: string;
  readonly at: string;
  /** The group that it belongs to, if any. */
  readonly group: string | null;
  /** The owner, if it belongs to one person. */
  readonly owner: string | null;
}

/** A policy, and the name of its hub. */
interface OfHub {
  readonly hub: string;
  readonly policy: ResolvedPolicy;
}

/** A person's own volume. */
export function personPlace({ hub, policy }: OfHub, owner: string): VolumePlace {
  const volume = volumeName(hub, policy, { person: owner });
  return { volume, at: filledPath(policy.at, null, owner), group: null, owner };
}

/** The volume of the whole hub, in somebody's server. */
export function hubPlace({ hub, policy }: OfHub, server: string): VolumePlace {
  return { volume: volumeName(hub, policy), at: filledPath(policy.at, null, server), group: null, owner: null };
}

/** A group's volume, in somebody's server. */
export function groupPlace({ hub, policy }: OfHub, group: string, server: string): VolumePlace {
  return { volume: volumeName(hub, policy, { group }), at: filledPath(policy.at, group, server), group, owner: null };
}

/** A member's box: at `policy.at` in their own server, and at `policy.collectAt` in those of staff. */
export function boxPlace({ hub, policy }: OfHub, group: string, owner: string, path: string): VolumePlace {
  const volume = volumeName(hub, policy, { group, person: owner });
  return { volume, at: filledPath(path, group, owner), group, owner };
}

/** The copy of a group's boxes that is made when they close, in somebody's server; null for boxes that never close. */
export function boxCopyPlace({ hub, policy }: OfHub, group: string, server: string): VolumePlace | null {
  if (policy.closes === null || policy.collectAt === null) return null;
  const volume = boxCopyName(hub, policy.key, group, policy.closes);
  return { volume, at: filledPath(copyPlace(policy.collectAt), group, server), group, owner: null };
}

/** Fills in a path. A person's name is cut like a volume's, because file systems allow at most 255 bytes per part. */
function filledPath(pattern: string, group: string | null, person: string): string {
  const filled = group === null ? pattern : pattern.replaceAll("{group}", group);
  const path = filled.includes("{person}") ? filled.replaceAll("{person}", fitName(encodePart(person))) : filled;
  // Nearly every path is tidy, which is a fast check.
  return path.includes("//") || path.endsWith("/") ? tidyPath(path) : path;
}
