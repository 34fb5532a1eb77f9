import { homedir } from "node:os";
import { join } from "node:path";
import { contextEndpoint, dockerConfigDirectory } from "./docker-context.ts";
import type { Environment } from "../../model/environment.ts";
import { DEFAULT_SOCKET, type Endpoint, readEndpoint, socketEndpoint } from "./endpoint.ts";

/**
 * Says where to look for an engine, in Docker's own order.
 *
 * If an engine is named, only that one is tried: an `up` on another machine than the one that
 * was asked for would be worse than one that fails.
 *
 * @param dockerHost - An address that is named outside the environment; it goes before DOCKER_HOST.
 */
export function findEndpoints(environment: Environment, dockerHost?: string): readonly Endpoint[] {
  const named = fromArgument(environment, dockerHost) ?? fromDockerHost(environment) ?? contextEndpoint(environment);
  return named === undefined ? wellKnownSockets(environment) : [named];
}

function fromArgument(environment: Environment, dockerHost: string | undefined): Endpoint | undefined {
  return dockerHost ? readEndpoint(dockerHost, "the engine asked for", tlsDirectory(environment)) : undefined;
}

function fromDockerHost(environment: Environment): Endpoint | undefined {
  const host = environment["DOCKER_HOST"];
  return host ? readEndpoint(host, "DOCKER_HOST", tlsDirectory(environment)) : undefined;
}

function tlsDirectory(environment: Environment): string | null {
  if (!environment["DOCKER_TLS_VERIFY"]) return null;
  return environment["DOCKER_CERT_PATH"] || dockerConfigDirectory(environment);
}

/** The system's engine first, then those that a person runs without being root. */
function wellKnownSockets(environment: Environment): readonly Endpoint[] {
  const home = environment["HOME"] || homedir();
  const runtime = environment["XDG_RUNTIME_DIR"];
  return [
    socketEndpoint(DEFAULT_SOCKET, "the system's engine"),
    ...(runtime ? [socketEndpoint(join(runtime, "docker.sock"), "rootless Docker")] : []),
    socketEndpoint(join(home, ".docker", "run", "docker.sock"), "your own engine"),
    socketEndpoint(join(home, ".docker", "desktop", "docker.sock"), "Docker Desktop"),
  ];
}
