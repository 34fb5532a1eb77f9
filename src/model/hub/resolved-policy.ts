import type { AccessByStanding, VolumePolicy } from "./volume-policy.ts";

/** A policy with every default filled in and the key it has in the definition. */
export interface ResolvedPolicy {
  readonly key: string;
  readonly per: VolumePolicy["per"];
  readonly at: string;
  readonly collectAt: string | null;
  /** When a drop-box closes, with seconds only if they are not zero. */
  readonly closes: string | null;
  readonly groups: readonly string[] | null;
  readonly access: AccessByStanding;
  readonly scope: "hub" | "server";
  readonly volumeName: string | null;
}

/** Fills in a policy's defaults. */
export function resolvePolicy(key: string, policy: VolumePolicy): ResolvedPolicy {
  const isBox = policy.per === "drop-box";
  const usual: AccessByStanding = isBox
    ? { member: "rw", staff: "ro", admin: "none" }
    : { member: "rw", staff: "rw", admin: "rw" };
  return {
    key,
    per: policy.per,
    at: tidyPath(policy.at),
    collectAt: isBox ? tidyPath(policy.collectAt) : null,
    closes: isBox ? tidyMoment(policy.closes ?? null) : null,
    groups: policy.groups ?? null,
    access: { ...usual, ...policy.access },
    scope: policy.scope ?? "hub",
    volumeName: policy.volumeName ?? null,
  };
}

/** Removes double and trailing slashes, so that each path has one spelling. */
export function tidyPath(path: string): string {
  const tidy = path.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1");
  return tidy;
}

/** Leaves out seconds that are zero, so that each moment has one spelling: copies are named after it. */
function tidyMoment(moment: string | null): string | null {
  return moment?.replace(/^(.{16}):00$/, "$1") ?? null;
}

/**
 * Where staff see the copy of a closed box: the directory that contains the part with `{person}`, for example
 * `"/home/jovyan/{group}-submitted"`. Empty if that is the root.
 */
export function copyPlace(collectAt: string): string {
  const parts = collectAt.split("/");
  return parts
    .slice(
      0,
      parts.findIndex((part) => part.includes("{person}")),
    )
    .join("/");
}
