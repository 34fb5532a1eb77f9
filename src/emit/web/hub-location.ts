import type { HubDefinition } from "../../model/hub/hub.ts";

/** Where a web server finds a hub. */
export interface HubLocation {
  /** The hub's name, and its path: `/math/`. */
  readonly name: string;
  /** Address and port on the machine of the web server: `127.0.0.1:8000`. */
  readonly upstream: string;
}

/** The place of a hub as its definition says it. */
export function hubLocationOf({ name, listen, port }: HubDefinition): HubLocation {
  return { name, upstream: upstreamAt(listen, port) };
}

/** How this machine reaches a port that is published at an address; every address includes its own. */
export function upstreamAt(address: string, port: number): string {
  if (address === "0.0.0.0" || address === "") return `127.0.0.1:${port}`;
  if (address === "::") return `[::1]:${port}`;
  return address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`;
}
