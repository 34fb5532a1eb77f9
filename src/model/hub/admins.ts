/** What the hub's admins may do beyond running the hub. */
export interface Admins {
  /**
   * Whether admins may open other people's servers. It does not change what an admin may do as staff of a group.
   *
   * Not a security boundary: an admin can read everybody's password in the login list and sign in with it.
   * @defaultValue `true`
   */
  readonly access?: boolean;
  /**
   * Whether admins see the userlist's directory in their own servers, at `/home/jovyan/hub-roster`:
   * read-only, to edit, or not at all.
   * @defaultValue `"none"`
   */
  readonly roster?: "none" | "ro" | "rw";
}

/** What admins may do, with every default filled in. */
export interface ResolvedAdmins {
  /** Whether admins may open other people's servers. */
  readonly access: boolean;
  /** How admins see the user list's directory in their own servers: read-only, to edit, or not at all. */
  readonly roster: "none" | "ro" | "rw";
}

/** Fills in the defaults. */
export function resolveAdmins(admins: Admins = {}): ResolvedAdmins {
  return { access: admins.access ?? true, roster: admins.roster ?? "none" };
}
