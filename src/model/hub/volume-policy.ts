/** How a volume is mounted: read-write, read-only, or not at all. */
export type Access = "rw" | "ro" | "none";

/** The access of each standing. An admin has the stronger of `admin` and their own standing. */
export interface AccessByStanding {
  /** The access of members of the group; without a group, of everybody. */
  readonly member: Access;
  /** The access of the group's staff. In a drop-box: to the boxes of the members. */
  readonly staff: Access;
  /** The access of the hub's admins in groups that they are in, and to what everybody has. It does not give them folders of other groups. */
  readonly admin: Access;
}

/** A path inside a notebook, for example `"/home/jovyan/data"`. */
export type ContainerPath = `/${string}`;
/** A path that names the group, because a person may be in several. */
export type GroupPath = `/${string}{group}${string}`;
/** A path that names the person, because staff see every member's. */
export type PersonPath = `/${string}{person}${string}`;
/** A date and time in the hub's time zone, for example `"2026-12-11T23:59"`, or with seconds: `"2026-12-11T23:59:30"`. */
// Exact types of each part would multiply to half a million moments: more than the compiler allows. `check` is exact.
export type LocalMoment =
  `${bigint}-${`0${bigint}` | `1${0 | 1 | 2}`}-${0 | 1 | 2 | 3}${bigint}T${0 | 1 | 2}${bigint}:${0 | 1 | 2 | 3 | 4 | 5}${bigint}${"" | `:${string}`}`;

/** What every policy can say, whoever has its volumes. */
export interface CommonPolicy {
  /**
   * Who may do what, by standing. Standings that are left out keep their default.
   * @defaultValue `"rw"` for all; of a drop-box `member: "rw"`, `staff: "ro"`, `admin: "none"`
   */
  readonly access?: Partial<AccessByStanding>;
  /** The groups it is for. `["admin"]` on a group volume creates one for the hub's admins. Default: every group. */
  readonly groups?: readonly string[] | null;
  /**
   * `"hub"`: the volume belongs to this hub, and its name starts with the hub's.
   * `"server"`: all hubs of this server that define it share it.
   * @defaultValue `"hub"`
   */
  readonly scope?: "hub" | "server";
  /**
   * Uses existing volumes with another name, for example `"hub-user-{person}"`.
   * Otherwise, hubwright never uses a volume that it did not create, even if the name matches.
   */
  readonly volumeName?: string | null;
}

/** One volume for each person, which only they see. */
export interface PerPerson extends CommonPolicy {
  /** Selects one volume for each person. */
  readonly per: "person";
  /** Where a person sees it: `"/home/jovyan"`. */
  readonly at: ContainerPath;
}
/** One volume for each group, which its members share. */
export interface PerGroup extends CommonPolicy {
  /** Selects one volume for each group. */
  readonly per: "group";
  /** Where the group's members see it: `"/home/jovyan/{group}"`. */
  readonly at: GroupPath;
}
/** One volume for the whole hub. */
export interface PerHub extends CommonPolicy {
  /** Selects one volume for the whole hub. */
  readonly per: "hub";
  /** Where everybody who has it sees it: `"/home/jovyan/data"`. */
  readonly at: ContainerPath;
}
/**
 * One volume for each member of a group, which the group's staff see but other members do not.
 *
 * It is private because of which volume is mounted where. File modes could not do that: every notebook runs as user 1000.
 */
export interface DropBox extends CommonPolicy {
  /** Selects one volume for each member of a group, which its staff collect. */
  readonly per: "drop-box";
  /** Where a member sees their own. */
  readonly at: GroupPath;
  /** Where staff see each member's. */
  readonly collectAt: GroupPath & PersonPath;
  /**
   * When the box closes, in the hub's time zone: `"2026-12-11T23:59"`, or with seconds.
   *
   * At that moment the hub makes a copy. From their next start on, staff see the copy, read-only, in the directory that
   * contains `{person}`. Members keep using their own box; what they write later is not in the copy.
   * @defaultValue `null`: staff see the boxes themselves, always
   */
  readonly closes?: LocalMoment | null;
}

/**
 * What a volume is for, who gets it, and where it is mounted.
 *
 * A policy never contains the name of a Docker volume: names are derived, so that one person's data
 * cannot be reached under another's name. It is plain data; the functions below only help to write it.
 */
export type VolumePolicy = PerPerson | PerGroup | PerHub | DropBox;

/**
 * A volume for each person.
 *
 * @example
 * ```ts
 * import { defineHub, perPerson } from "hubwright";
 *
 * // "math-user-ann" in ann's server, "math-user-bob" in bob's.
 * defineHub({ name: "math", volumes: { home: perPerson({ at: "/home/jovyan" }) } });
 * ```
 */
export function perPerson(policy: Omit<PerPerson, "per">): PerPerson {
  return { per: "person", ...policy };
}
/**
 * A volume for each group; the path says `{group}`.
 *
 * @example
 * ```ts
 * import { defineHub, perGroup, perPerson } from "hubwright";
 *
 * // Members read what staff write: "math-shared.handouts-math8660".
 * const handouts = perGroup({
 *   at: "/home/jovyan/{group}-handouts",
 *   groups: ["math8660"],
 *   access: { member: "ro", staff: "rw" },
 * });
 * defineHub({ name: "math", volumes: { home: perPerson({ at: "/home/jovyan" }), handouts } });
 * ```
 */
export function perGroup(policy: Omit<PerGroup, "per">): PerGroup {
  return { per: "group", ...policy };
}
/**
 * One volume for everybody.
 *
 * @example
 * ```ts
 * import { defineHub, perHub, perPerson } from "hubwright";
 *
 * // Everybody reads it, and the hub's admins write it: "math-shared.data".
 * const data = perHub({ at: "/home/jovyan/data", access: { member: "ro", staff: "ro", admin: "rw" } });
 * defineHub({ name: "math", volumes: { home: perPerson({ at: "/home/jovyan" }), data } });
 * ```
 */
export function perHub(policy: Omit<PerHub, "per">): PerHub {
  return { per: "hub", ...policy };
}
/**
 * A private volume for each member of a group, collected by its staff.
 *
 * @example
 * ```ts
 * import { defineHub, dropBox, perPerson } from "hubwright";
 *
 * const homework = dropBox({
 *   at: "/home/jovyan/{group}-homework",
 *   collectAt: "/home/jovyan/{group}-submitted/{person}",
 *   groups: ["math8660"],
 *   closes: "2026-12-11T23:59",
 * });
 * defineHub({ name: "math", volumes: { home: perPerson({ at: "/home/jovyan" }), homework } });
 * ```
 */
export function dropBox(policy: Omit<DropBox, "per">): DropBox {
  return { per: "drop-box", ...policy };
}
