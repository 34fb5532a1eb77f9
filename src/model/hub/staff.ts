/** What the staff of groups may do. */
export interface Staff {
  /**
   * Whose servers the staff of a group may open. `"own-group"`: those of members who are not staff of any group and have no
   * folder or drop-box of another group, because opening a server gives access to every folder in it. `"members"`: those
   * of all members. In both cases, staff can see, start and stop the servers of all members.
   * @defaultValue `"own-group"`
   */
  readonly open?: "own-group" | "members";
}

/** What staff may do, with every default filled in. */
export type ResolvedStaff = Required<Staff>;

/** Fills in the defaults. */
export function resolveStaff(staff: Staff = {}): ResolvedStaff {
  return { open: staff.open ?? "own-group" };
}
