/** How a volume is mounted: to read and write, to read only, or not at all. */
export type Access = "rw" | "ro" | "none";

/** The access of each standing. An admin has the stronger of `admin` and their own standing. */
export interface AccessByStanding {
  readonly member: Access;
  readonly staff: Access;
  readonly admin: Access;
}

/** A path inside a notebook, for example `"/home/jovyan/data"`. */
export type ContainerPath = `/${string}`;
/** A path that names the group, because a person may be in several. */
export type GroupPath = `/${string}{group}${string}`;
/** A path that names the person, because staff see every member's. */
export type PersonPath = `/${string}{person}${string}`;
/** A moment by the clocks of the hub's time zone, for example `"2026-12-11T23:59"`. */
export type LocalMoment = `${number}-${number}-${number}T${number}:${number}${"" | `:${number}`}`;

interface Common {
  /**
   * Who may do what, by standing. What is left out keeps its default.
   * @defaultValue `"rw"` for all; of a drop-box `member: "rw"`, `staff: "ro"`, `admin: "none"`
   */
  readonly access?: Partial<AccessByStanding>;
  /** The only groups it is for. `["admin"]` on a group volume makes one for the hub's admins. Default: every group. */
  readonly groups?: readonly string[] | null;
  /**
   * `"hub"`: the volume belongs to this hub, and its name starts with the hub's.
   * `"server"`: every hub of this server that says so shares it.
   * @defaultValue `"hub"`
   */
  readonly scope?: "hub" | "server";
  /**
   * Takes over volumes that exist under another name, for example `"hub-user-{person}"`.
   * Without it, a volume that hubwright did not make is never used because its name fits.
   */
  readonly volumeName?: string | null;
}

/** One volume for each person: what only they see. */
export interface PerPerson extends Common {
  readonly per: "person";
  readonly at: ContainerPath;
}
/** One volume for each group: what its members share. */
export interface PerGroup extends Common {
  readonly per: "group";
  readonly at: GroupPath;
}
/** One volume for the whole hub. */
export interface PerHub extends Common {
  readonly per: "hub";
  readonly at: ContainerPath;
}
/**
 * One volume for each member of a group, which the group's staff see and no other member does.
 *
 * The privacy is in which volume is mounted where: every notebook runs as user 1000, so file modes could not give it.
 */
export interface DropBox extends Common {
  readonly per: "drop-box";
  /** Where a member sees their own. */
  readonly at: GroupPath;
  /** Where staff see each member's. */
  readonly collectAt: GroupPath & PersonPath;
  /**
   * When the box closes, by the clocks of the hub's time zone: `"2026-12-11T23:59"`, or with seconds.
   *
   * At that moment the hub keeps a copy. From their next start on staff see the copy, to read, in the directory that
   * `{person}` stands in; members go on with their own box, and what they write then is not in the copy.
   * @defaultValue `null`: staff see the boxes themselves, always
   */
  readonly closes?: LocalMoment | null;
}

/**
 * What a volume is for, who mounts it, and where.
 *
 * A policy never holds the name of one Docker volume: names are derived, so that one person's data
 * can not be reached under another's. It is plain data; the functions beside it only write it.
 */
export type VolumePolicy = PerPerson | PerGroup | PerHub | DropBox;

/** A volume for each person. */
export function perPerson(policy: Omit<PerPerson, "per">): PerPerson {
  return { per: "person", ...policy };
}
/** A volume for each group; the path says `{group}`. */
export function perGroup(policy: Omit<PerGroup, "per">): PerGroup {
  return { per: "group", ...policy };
}
/** One volume for everybody. */
export function perHub(policy: Omit<PerHub, "per">): PerHub {
  return { per: "hub", ...policy };
}
/** A private volume for each member of a group, collected by its staff. */
export function dropBox(policy: Omit<DropBox, "per">): DropBox {
  return { per: "drop-box", ...policy };
}
