import type {
  AccessByStanding,
  ContainerPath,
  GroupPath,
  LocalMoment,
  PersonPath,
  VolumePolicy,
} from "./volume-policy.ts";

/** What every resolved policy says, whoever has its volumes. */
export interface CommonResolvedPolicy {
  /** The policy's key in `volumes`. */
  readonly key: string;
  /** The groups that it applies to, as in the definition; null: every group. */
  readonly groups: readonly string[] | null;
  /** What each standing may do. */
  readonly access: AccessByStanding;
  /** Whether the volumes belong to this hub, or all hubs of the server share them. */
  readonly scope: "hub" | "server";
  /** The pattern of the volumes' names, if the definition gives one. */
  readonly volumeName: string | null;
}

/**
 * A policy with every default filled in and the key it has in the definition. Paths have no double or trailing slashes. It can be used
 * in another definition as it is.
 */
export type ResolvedPolicy = CommonResolvedPolicy &
  /** A volume for each person, or one for the hub: its path names no group. */
  (
    | { readonly per: "person" | "hub"; readonly at: ContainerPath; readonly collectAt: null; readonly closes: null }
    /** A volume for each group. */
    | { readonly per: "group"; readonly at: GroupPath; readonly collectAt: null; readonly closes: null }
    /** A volume for each member of a group: `at` is where the member sees it, `collectAt` where the staff do. */
    | {
        readonly per: "drop-box";
        readonly at: GroupPath;
        readonly collectAt: GroupPath & PersonPath;
        /** When it closes, with seconds only if they are not zero; null: never. */
        readonly closes: LocalMoment | null;
      }
  );

/** Fills in a policy's defaults. */
export function resolvePolicy(key: string, policy: VolumePolicy): ResolvedPolicy {
  const usual: AccessByStanding =
    policy.per === "drop-box"
      ? { member: "rw", staff: "ro", admin: "none" }
      : { member: "rw", staff: "rw", admin: "rw" };
  const common = {
    groups: policy.groups ?? null,
    access: { ...usual, ...policy.access },
    scope: policy.scope ?? "hub",
    volumeName: policy.volumeName ?? null,
  } as const;
  switch (policy.per) {
    case "drop-box": {
      const { per, at, collectAt, closes } = policy;
      return {
        key,
        per,
        at: tidyPath(at),
        collectAt: tidyPath(collectAt),
        closes: tidyMoment(closes ?? null),
        ...common,
      };
    }
    case "group":
      return { key, per: policy.per, at: tidyPath(policy.at), collectAt: null, closes: null, ...common };
    case "person":
    case "hub":
      return { key, per: policy.per, at: tidyPath(policy.at), collectAt: null, closes: null, ...common };
  }
}

/** Removes double and trailing slashes, so that each path has one spelling. */
export function tidyPath<Path extends string>(path: Path): Path {
  return path.replace(/\/{2,}/g, "/").replace(/(.)\/$/, "$1") as Path;
}

/** Leaves out seconds that are zero, so that each moment has one spelling: copies are named after it. */
function tidyMoment(moment: LocalMoment | null): LocalMoment | null {
  return (moment?.replace(/^(.{16}):00$/, "$1") ?? null) as LocalMoment | null;
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
