import type { HubAddress } from "../apply/hub-address.ts";

/** How the address of a hub is to be read where it is on another machine, in lines; none where it is here. */
export function wayIn({ url, machine, tunnel, isReachable }: HubAddress): readonly string[] {
  if (machine === null || (isReachable && tunnel === null)) return [];
  const on = `on ${machine}, which accepts no connections from other machines`;
  return tunnel === null ? [on] : [on, `from here: ${tunnel}`, `then, while that is running, open ${url}`];
}
