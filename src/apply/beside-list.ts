import type { Doubtful } from "../plan/impact.ts";
import type { HubInPlace } from "./hub-in-place.ts";

/** What the database of a running hub grants in addition to its user list, as `hubwright_hub/beside_list.py` prints it. */
export interface BesideList {
  /** Who is an admin there and was never on the list. */
  readonly admins: readonly string[];
  /** Whether its admins can create tokens in other people's names, as in earlier versions. */
  readonly adminsMakeTokens: boolean;
  /** Whether its admins can share other people's servers, as in earlier versions. */
  readonly adminsShare: boolean;
  /** By owner. */
  readonly tokens: readonly IssuedToken[];
  /** In the order in which they were made; codes that share a server come last. */
  readonly shares: readonly Share[];
}

/** A server that someone else may open, and until when. JupyterHub does not store who shared it. Times are in UTC. */
export interface Share {
  /** For example `"share:3"` or `"share-code:4"`. */
  readonly id: string;
  /** Whom it is shared with; both are null if it is anyone who has a code. */
  readonly person: string | null;
  readonly group: string | null;
  /** Whose server it is. */
  readonly owner: string;
  /** The server's name; empty for the only one that most people have. */
  readonly server: string;
  readonly created: string;
  /** Null if it never expires. */
  readonly expires: string | null;
}

/** A token for JupyterHub's API that works, and that is neither a session's nor a server's. Moments are in UTC. */
export interface IssuedToken {
  readonly id: number;
  /** A person, or a service that was added while the hub ran. */
  readonly owner: string;
  readonly isService: boolean;
  readonly note: string;
  /** Who created it for someone else, according to JupyterHub's own note; null with any other note. */
  readonly madeBy: string | null;
  readonly created: string;
  /** Null if it was never used. */
  readonly used: string | null;
  /** Null if it never expires. */
  readonly expires: string | null;
}

/** Who is an admin now and will not be, because only the user list makes admins. A list without an admin changes nothing. */
export function losesAdmin({ people }: HubInPlace, beside: BesideList | undefined): readonly string[] {
  if (beside === undefined || people.admins.length === 0) return [];
  return beside.admins.filter((name) => people.person(name)?.admin !== true).toSorted();
}

/** How many tokens and shares have an unknown creator; kinds that admins cannot create for others do not count. */
export function doubtful(beside: BesideList | undefined): Doubtful {
  return {
    tokens: beside?.adminsMakeTokens === true ? beside.tokens.length : 0,
    shares: beside?.adminsShare === true ? beside.shares.length : 0,
  };
}
