import type { HubInPlace } from "./hub-in-place.ts";

/** What the database of a running hub gives beside its list of people, as `hubwright_hub/beside_list.py` prints it. */
export interface BesideList {
  /** Who is an admin there and was never on the list. */
  readonly admins: readonly string[];
  /** Whether its admins can make tokens in other people's names, as in earlier versions. */
  readonly adminsMakeTokens: boolean;
  /** By owner. */
  readonly tokens: readonly IssuedToken[];
}

/** A token for JupyterHub's API that works, and that is neither a session's nor a server's. Moments are in UTC. */
export interface IssuedToken {
  readonly id: number;
  /** A person, or a service that was added while the hub ran. */
  readonly owner: string;
  readonly isService: boolean;
  readonly note: string;
  /** Whom JupyterHub's own note names as the one who made it, for somebody else; null with any other note. */
  readonly madeBy: string | null;
  readonly created: string;
  /** Null if it was never used. */
  readonly used: string | null;
  /** Null if it never expires. */
  readonly expires: string | null;
}

/** Who is an admin now and will be none, because only the list of people makes admins. A list without one changes nothing. */
export function losesAdmin({ people }: HubInPlace, beside: BesideList | undefined): readonly string[] {
  if (beside === undefined || people.admins.length === 0) return [];
  return beside.admins.filter((name) => people.person(name)?.admin !== true).toSorted();
}

/** How many tokens there are of which nobody knows who made them; none in a hub whose admins make only their own. */
export function doubtfulTokens(beside: BesideList | undefined): number {
  return beside?.adminsMakeTokens === true ? beside.tokens.length : 0;
}
