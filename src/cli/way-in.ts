import type { HubAddress } from "../apply/hub-address.ts";

/** How to reach a hub on another machine, in lines; none if it is on this one. */
export function wayIn({ url, machine, tunnel, isReachable }: HubAddress): readonly string[] {
  if (machine === null || (isReachable && tunnel === null)) return [];
  const on = `on ${machine}, which accepts no connections from other machines`;
  return tunnel === null ? [on] : [on, `from here: ${tunnel}`, `then, while that is running, open ${url}`];
}
