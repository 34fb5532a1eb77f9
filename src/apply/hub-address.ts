import { shellWord } from "../model/problem/shell-word.ts";
import type { EnginePlace } from "../engine/port.ts";
import type { HubDefinition } from "../model/hub/hub.ts";

/** Where a hub is found. */
export interface HubAddress {
  /** The address on the engine's machine; it works from elsewhere too, unless `tunnel` or `machine` says otherwise. */
  readonly url: string;
  /** The engine's machine, where that is not this one: `"server"`, or `"the engine's machine"` where it has no name. Null: here. */
  readonly machine: string | null;
  /** The command that makes `url` reachable from here; null if there is none, or none is needed. */
  readonly tunnel: string | null;
  /** Whether this machine can reach `url` directly. */
  readonly isReachable: boolean;
}

/** Determines the address of a hub. Pure: it does not check whether the hub answers. */
export function addressOf(hub: HubDefinition, place: EnginePlace): HubAddress {
  const { name, port, listen } = hub;
  const isLoopback = listen === "127.0.0.1" || listen === "::1";
  const isEvery = listen === "0.0.0.0" || listen === "::";
  const at = (host: string) => `http://${host.includes(":") ? `[${host}]` : host}:${port}/${name}`;
  const own = isLoopback || isEvery ? "localhost" : listen;
  if (!isElsewhere(hub, place)) return { url: at(own), machine: null, tunnel: null, isReachable: true };
  const way = wayTo(place.address);
  if (way === undefined)
    return { url: at(own), machine: "the engine's machine", tunnel: null, isReachable: !isLoopback && !isEvery };
  if (!isLoopback) return { url: at(isEvery ? way.host : listen), machine: way.host, tunnel: null, isReachable: true };
  const to = listen.includes(":") ? `[${listen}]` : listen;
  const tunnel = ["ssh", "-N", "-L", `${port}:${to}:${port}`, ...way.ssh].map(shellWord).join(" ");
  return { url: at(own), machine: way.host, tunnel, isReachable: false };
}

/** Whether the engine is on another machine, with other ports, disks and files. */
export function isElsewhere({ engine }: Pick<HubDefinition, "engine">, { local }: EnginePlace): boolean {
  return engine.remote || !local;
}

/** The machine of an address, and the words that lead ssh there; undefined where the address names none but this one. */
function wayTo(address: string): { readonly host: string; readonly ssh: readonly string[] } | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const host = url?.hostname.replace(/^\[(.*)\]$/, "$1") ?? "";
  if (url === undefined || host === "" || host === "localhost" || host === "::1" || host.startsWith("127."))
    return undefined;
  if (url.protocol !== "ssh:") return { host, ssh: [host] };
  const user = url.username === "" ? "" : `${decodeURIComponent(url.username)}@`;
  return { host, ssh: [...(url.port === "" ? [] : ["-p", url.port]), `${user}${host}`] };
}
