import type Dockerode from "dockerode";
import type { Agent } from "node:http";
import { EngineFailure, type HubwrightError, isEngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, program } from "../../model/problem/problem.ts";
import type { Engine } from "../port.ts";
import { Connection } from "./connection.ts";
import type { Environment } from "../../model/environment.ts";
import { DockerEngine } from "./docker-engine.ts";
import type { Endpoint } from "./endpoint.ts";
import { apiVersionFor, askVersion } from "./engine-version.ts";
import { findEndpoints } from "./find-endpoints.ts";
import { sshAgent } from "./ssh-agent.ts";

/** Which engine to connect to. */
export interface ConnectOptions {
  /** The environment variables that name an engine and its keys: DOCKER_HOST, DOCKER_CONTEXT, HOME and so on. */
  readonly environment: Environment;
  /** A dockerode of the caller's own, used as it is; then nothing is looked for. */
  readonly docker?: Dockerode;
  /** An address to use whatever the environment says: `ssh://ada@server`. */
  readonly dockerHost?: string;
}

/**
 * Finds a Docker engine and makes sure that it answers.
 *
 * @throws HubwrightError with every place that was looked at, when there is none.
 *
 * @example
 * ```ts
 * import { connectDocker } from "hubwright/docker";
 *
 * const engine = await connectDocker({ environment: process.env });
 * console.log(engine.place.address, (await engine.facts()).version); // unix:///var/run/docker.sock 28.5.1
 * ```
 */
export async function connectDocker({ environment, docker, dockerHost }: ConnectOptions): Promise<Engine> {
  if (docker !== undefined) return connectOwn(docker, environment);
  return connectToFirst(findEndpoints(environment, dockerHost), environment);
}

/** Connects to the first of several places where an engine answers. */
export async function connectToFirst(endpoints: readonly Endpoint[], environment: Environment): Promise<Engine> {
  const failures: HubwrightError[] = [];
  for (const endpoint of endpoints) {
    try {
      return await connectTo(endpoint, environment);
    } catch (error) {
      if (!isEngineFailure(error)) throw error;
      failures.push(error);
    }
  }
  throw worstOf(failures);
}

async function connectOwn(docker: Dockerode, environment: Environment): Promise<Engine> {
  const { socketPath, host, port } = docker.modem as unknown as {
    socketPath?: unknown;
    host?: string;
    port?: number | string;
  };
  const address = host
    ? `tcp://${host}:${port ?? ""}`
    : typeof socketPath === "string"
      ? `unix://${socketPath}`
      : "your own dockerode";
  const connection = new Connection(docker, { address, local: !host });
  return new DockerEngine(connection, await askVersion(connection), environment);
}

async function connectTo(endpoint: Endpoint, environment: Environment): Promise<Engine> {
  // Loaded only here: what never speaks to Docker should not wait for it.
  const { default: Docker } = await import("dockerode");
  const docker = made(() => new Docker(dockerodeOptions(endpoint, environment)), endpoint);
  const connection = new Connection(docker, {
    address: endpoint.address,
    local: endpoint.kind === "socket",
    open: endpoint.kind === "tcp" && endpoint.tls === null && !isThisMachine(endpoint.host),
  });
  const version = await askVersion(connection);
  // From here on every engine answers in the same words, however new it is.
  Object.assign(docker.modem, { version: `v${apiVersionFor(version)}` });
  return new DockerEngine(connection, version, environment);
}

/** A tunnel or another program of this machine takes it from here. */
function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

/** docker-modem reads DOCKER_HOST and DOCKER_CERT_PATH even where another engine was asked for, and they may be wrong. */
function made(make: () => Dockerode, { address }: Endpoint): Dockerode {
  try {
    return make();
  } catch (error) {
    const message = `Cannot connect to the engine at ${address}: ${(error as Error).message}.`;
    throw EngineFailure.of("engine-missing", message, "Correct DOCKER_HOST and DOCKER_CERT_PATH, or unset them.", {
      cause: error,
    });
  }
}

/** All of them said, because docker-modem fills what is left out from the process's own environment. */
function dockerodeOptions(
  endpoint: Endpoint,
  environment: Environment,
): Dockerode.DockerOptions & { readonly agent?: Agent } {
  const none = {
    host: undefined,
    port: undefined,
    socketPath: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
    timeout: undefined,
  };
  switch (endpoint.kind) {
    case "socket":
      return { ...none, socketPath: endpoint.path, protocol: "http" };
    case "tcp":
      return {
        ...none,
        host: endpoint.host,
        port: endpoint.port,
        protocol: endpoint.tls === null ? "http" : "https",
        ...endpoint.tls,
      };
    case "ssh":
      return { ...none, host: "docker", port: 80, protocol: "http", agent: sshAgent(endpoint, environment) };
  }
}

/** The failure that helps most: an engine that exists but refuses, before places without one. */
function worstOf(failures: readonly HubwrightError[]): HubwrightError {
  const [first] = failures;
  if (first !== undefined && failures.length === 1) return first;
  const there = failures.find(({ code }) => code !== "engine-missing");
  if (there !== undefined) return there;
  const places = failures.map(({ message }) => `\n  ${message}`).join("");
  return EngineFailure.of(
    "engine-missing",
    `No Docker engine was found. Looked at:${places}`,
    hint`Install one: ${program("sudo", "apt", "install", "docker.io")}   If it is installed: ${program("sudo", "systemctl", "start", "docker")}   If it is on another machine: DOCKER_HOST=ssh://name@host`,
    { cause: failures },
  );
}
