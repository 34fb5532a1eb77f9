/** What the hub's admins may do beyond running the hub. */
export interface Admins {
  /**
   * Whether admins may open other people's servers. What an admin may do as staff of a group is not touched by it.
   *
   * No wall: an admin reads everybody's password in the login list, and may sign in with it.
   * @defaultValue `true`
   */
  readonly access?: boolean;
  /**
   * Whether admins find the directory of the userlist in their own servers, at `/home/jovyan/hub-roster`:
   * to read, to edit, or not at all.
   * @defaultValue `"none"`
   */
  readonly roster?: "none" | "ro" | "rw";
}

/** What admins may do, with every default filled in. */
export interface ResolvedAdmins {
  readonly access: boolean;
  readonly roster: "none" | "ro" | "rw";
}

/** Fills in the defaults. */
export function resolveAdmins(admins: Admins = {}): ResolvedAdmins {
  return { access: admins.access ?? true, roster: admins.roster ?? "none" };
}
