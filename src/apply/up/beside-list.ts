import type { BesideList } from "../../hub-side/beside-list.ts";
import type { Doubtful } from "../../plan/impact.ts";
import type { HubInPlace } from "../hub-in-place.ts";

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
