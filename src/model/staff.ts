/** What the staff of groups may do. */
export interface Staff {
  /**
   * Whose servers the staff of a group may open. `"own-group"`: those of members who are staff of no group and have no
   * folder and no drop-box of another group, because whoever opens a server has every folder in it. `"members"`: those
   * of all members. Staff see, start and stop the servers of all members either way.
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
