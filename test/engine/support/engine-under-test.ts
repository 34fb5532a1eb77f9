import { execFileSync, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

/** The Docker engine that a test runs on, and how it is reached from here. */
export interface EngineUnderTest {
  /** Its address in DOCKER_HOST's format; undefined for this machine's default engine. */
  readonly dockerHost: string | undefined;
  /** The address at which ports that a container publishes are reached. */
  readonly host: string;
  /** A directory that this machine and the engine see at the same path, for what containers mount. */
  readonly directory: string;
  /** Other environment variables that a command needs to reach it. */
  readonly environment?: { readonly [name: string]: string };
  /** The socket that tests use to inspect it without hubwright, if `dockerHost` is another way to it. */
  readonly socket?: string;
}

/**
 * The engine that the environment names: without any setting, this machine's own.
 *
 *     env $(test/engine/setup/second-engine.sh start) npm test -- engine
 */
export const ENGINE: EngineUnderTest = engineIn(process.env);

const SECOND = fileURLToPath(new URL("../setup/second-engine.sh", import.meta.url));

/**
 * Starts the second generation of engine, or finds it running. The first time takes minutes.
 *
 * @param options - How to start it: with `--live-restore` containers keep running while there is no engine, with
 *   `--own-socket` it recreates its socket each time.
 */
export function startSecondEngine(...options: readonly ("--live-restore" | "--own-socket")[]): EngineUnderTest {
  return engineIn(secondEngineEnvironment(options));
}

/** The environment variables that a program needs to use the second engine, which is started if it is not running. */
export function secondEngineEnvironment(options: readonly string[] = []): { readonly [name: string]: string } {
  return environmentOf(SECOND, options);
}

/** Stops the second engine as a reboot does: in order, with its containers. Its data is kept. */
export function stopSecondEngine(): void {
  execFileSync(SECOND, ["stop"], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Kills the second engine together with containerd. Something like an init system restarts it within seconds. */
export function crashSecondEngine(): void {
  execFileSync(SECOND, ["crash"], { stdio: ["ignore", "ignore", "inherit"] });
}

/** The ways to an engine that sees nothing of this machine's files. */
export interface RemoteEngine {
  readonly ssh: EngineUnderTest;
  readonly tls: EngineUnderTest;
  /** The directory of its certificates: ca.pem, cert.pem, key.pem. */
  readonly certificates: string;
}

const REMOTE = fileURLToPath(new URL("../setup/remote-engine.sh", import.meta.url));

/** Starts the second engine with the ways in that an engine on another machine has, or finds it running. */
export function startRemoteEngine(): RemoteEngine {
  const found = environmentOf(REMOTE, []);
  const read = (name: string) => found[name] ?? "";
  const socket = read("DOCKER_HOST").replace(/^unix:\/\//, "");
  // Not what it shares: a hub's directory is where the engine cannot see it.
  const place = { host: read("ENGINE_ADDRESS"), directory: tmpdir(), socket };
  const certificates = read("REMOTE_CERTS");
  return {
    ssh: {
      ...place,
      dockerHost: read("REMOTE_SSH"),
      environment: { PATH: `${read("REMOTE_BIN")}:${process.env["PATH"] ?? ""}` },
    },
    tls: {
      ...place,
      dockerHost: read("REMOTE_TLS"),
      environment: { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates },
    },
    certificates,
  };
}

/** Whether the second engine has a file or a directory of this path. */
export function secondEngineSees(path: string): boolean {
  return spawnSync(SECOND, ["exec", "test", "-e", path]).status === 0;
}

function environmentOf(script: string, options: readonly string[]): { readonly [name: string]: string } {
  const lines = execFileSync(script, ["start", ...options], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return Object.fromEntries([...lines.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

function engineIn(environment: { readonly [name: string]: string | undefined }): EngineUnderTest {
  return {
    dockerHost: environment["DOCKER_HOST"],
    host: environment["HUBWRIGHT_TEST_HOST"] ?? environment["ENGINE_ADDRESS"] ?? "127.0.0.1",
    directory: environment["ENGINE_SHARED"] ?? tmpdir(),
  };
}
