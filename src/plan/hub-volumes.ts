import { accessMatrix } from "../access/access-matrix.ts";
import { LABEL, type Labels } from "../deployment/deployment.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import type { Observed } from "./observed.ts";

/** What a hub's volume is: its own data, database, user list or keys, a person's, a group's, everybody's, a box, or a copy that is kept. */
export type VolumeKind = (typeof KINDS)[number];

/** A volume of one hub, and who uses it. */
export interface HubVolume {
  readonly name: string;
  readonly labels: Labels;
  /** When the engine created it; undefined if it does not say. See `ObservedVolume`. */
  readonly createdAt: string | undefined;
  /** Undefined if its labels do not say. */
  readonly kind: VolumeKind | undefined;
  /** The key of the policy that it was created for; null if there is none. */
  readonly policy: string | null;
  readonly person: string | null;
  readonly group: string | null;
  /** The names of the containers that have it mounted now, including stopped ones. */
  readonly usedBy: readonly string[];
  /** True if nobody on the roster has it and nobody's server would mount it. Volumes that are kept on purpose never are. */
  readonly isStale: boolean;
}

const KINDS = [
  "data",
  "database",
  "roster",
  "secrets",
  "home",
  "group",
  "hub-volume",
  "box",
  "box-copy",
  "archive",
] as const;
/** The hub's own volumes, and copies: nobody mounts them, but they are needed. */
const KEPT: readonly VolumeKind[] = ["data", "database", "roster", "secrets", "box-copy", "archive"];

/**
 * The volumes of a hub, by name: those with its label, and those that its definition mounts, whoever created them.
 *
 * @param strangers - People whom JupyterHub knows but the roster does not; their homes are in use.
 */
export function hubVolumes(
  hub: HubDefinition,
  people: GroupMap,
  observed: Observed,
  strangers: readonly string[] = [],
): readonly HubVolume[] {
  const names = hubNames(hub.name);
  const mounted = new Set(accessMatrix(hub, people).flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  const users = usersOf(observed);
  return observed.volumes
    .filter(({ name, labels }) => labels[LABEL.hub] === hub.name || mounted.has(name) || name === names.data)
    .map(({ name, labels, createdAt }): HubVolume => {
      const kind = KINDS.find((known) => known === labels[LABEL.kind]);
      const person = labels[LABEL.person] ?? null;
      const isWanted =
        mounted.has(name) ||
        name === names.data ||
        (kind !== undefined && KEPT.includes(kind)) ||
        (person !== null && kind === "home" && strangers.includes(person));
      return {
        name,
        labels,
        createdAt,
        kind,
        policy: labels[LABEL.policy] ?? null,
        person,
        group: labels[LABEL.group] ?? null,
        usedBy: users.get(name) ?? [],
        isStale: !isWanted,
      };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function usersOf({ containers }: Observed): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { name, mounts } of containers) {
    for (const { type, source } of mounts) {
      if (type === "volume") users.set(source, [...(users.get(source) ?? []), name]);
    }
  }
  return users;
}

/** What a volume is, in words: `"home of ann"`, `"folder of team-1"`. */
export function describeVolume({ kind, policy, person, group }: Omit<HubVolume, "labels" | "createdAt">): string {
  const named = (usual: string) => (policy === null || policy === usual ? "" : ` (${policy})`);
  switch (kind) {
    case "data":
      return "the hub's own data";
    case "database":
      return "the hub's database";
    case "roster":
      return "the user list, as sent";
    case "secrets":
      return "keys, as sent";
    case "home":
      return `home of ${person}${named("home")}`;
    case "group":
      return `folder of ${group}${named("shared")}`;
    case "hub-volume":
      return `everybody's${named("")}`;
    case "box":
      return `box of ${person} in ${group}${named("")}`;
    case "box-copy":
      return `closed boxes of ${group}${named("")}`;
    case "archive":
      return `archive of ${person ?? group ?? "a volume"}${named("home")}`;
    case undefined:
      return "not created by hubwright";
  }
}
