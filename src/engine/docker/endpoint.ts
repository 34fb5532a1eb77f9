import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { type Tls, tlsFrom } from "./tls.ts";

/** Where an engine is, before anybody has asked whether it is there. */
export type Endpoint = {
  /** For messages, as it is written for DOCKER_HOST: `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** Who named it: `"DOCKER_HOST"`, `"the Docker context math"`. */
  readonly named: string;
} & (
  | { readonly kind: "socket"; readonly path: string }
  | { readonly kind: "tcp"; readonly host: string; readonly port: number; readonly tls: Tls | null }
  | { readonly kind: "ssh"; readonly user: string | null; readonly host: string; readonly port: number | null }
);

export const DEFAULT_SOCKET = "/var/run/docker.sock";

/** The endpoint of a socket in the file system. */
export function socketEndpoint(path: string, named: string): Endpoint {
  return { kind: "socket", address: `unix://${path}`, named, path };
}

/**
 * Reads an address as Docker's own command line does.
 *
 * @param tlsDirectory - Where ca.pem, cert.pem and key.pem are, when a tcp address is to be spoken to over TLS.
 * @throws HubwrightError with code `engine-missing` for an address that cannot be one.
 */
export function readEndpoint(address: string, named: string, tlsDirectory: string | null): Endpoint {
  if (address === "unix://") return socketEndpoint(DEFAULT_SOCKET, named);
  if (address.startsWith("unix:///")) return socketEndpoint(address.slice("unix://".length), named);
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const user = url === undefined ? null : userOf(url);
  if (url?.protocol === "ssh:" && url.hostname !== "" && user !== undefined) {
    return {
      kind: "ssh",
      address,
      named,
      user,
      host: bare(url.hostname),
      port: portOf(url),
    };
  }
  if ((url?.protocol === "tcp:" || url?.protocol === "http:" || url?.protocol === "https:") && url.hostname !== "") {
    const isTls = tlsDirectory !== null || url.protocol === "https:";
    const tls = isTls ? tlsFrom(tlsDirectory, named) : null;
    return { kind: "tcp", address, named, host: bare(url.hostname), port: portOf(url) ?? (isTls ? 2376 : 2375), tls };
  }
  throw EngineFailure.of(
    "engine-missing",
    `${JSON.stringify(address)}, given by ${named}, is not an address of a Docker engine.`,
    "Write it as unix:///var/run/docker.sock, tcp://host:2376 or ssh://name@host.",
  );
}

/** Undefined for one that cannot be decoded, such as `%zz`. */
function userOf({ username }: URL): string | null | undefined {
  try {
    return username === "" ? null : decodeURIComponent(username);
  } catch {
    return undefined;
  }
}

function portOf(url: URL): number | null {
  return url.port === "" ? null : Number(url.port);
}

/** Node's sockets want an IPv6 address without its brackets. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}
