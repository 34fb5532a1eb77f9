import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

/** The Docker engine that a test runs on, and how it is reached from here. */
export interface EngineUnderTest {
  /** As DOCKER_HOST says it; undefined for whatever engine this machine has. */
  readonly dockerHost: string | undefined;
  /** The address at which ports that a container publishes are reached. */
  readonly host: string;
  /** A directory that this machine and the engine see at the same path, for what containers mount. */
  readonly directory: string;
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
 * @param options - `--live-restore`, where it is to be started: containers go on while there is no engine.
 */
export function startSecondEngine(...options: readonly "--live-restore"[]): EngineUnderTest {
  return engineIn(secondEngineEnvironment(options));
}

/** What a program must find in its environment to use the second engine, which is started where it is not running. */
export function secondEngineEnvironment(options: readonly string[] = []): { readonly [name: string]: string } {
  const lines = execFileSync(SECOND, ["start", ...options], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return Object.fromEntries([...lines.matchAll(/^(\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]));
}

/** Ends the second engine as a reboot does: in order, with its containers. What it holds stays. */
export function stopSecondEngine(): void {
  execFileSync(SECOND, ["stop"], { stdio: ["ignore", "ignore", "inherit"] });
}

/** Kills the second engine where it stands, containerd with it. An init system's like starts it anew within seconds. */
export function crashSecondEngine(): void {
  execFileSync(SECOND, ["crash"], { stdio: ["ignore", "ignore", "inherit"] });
}

function engineIn(environment: { readonly [name: string]: string | undefined }): EngineUnderTest {
  return {
    dockerHost: environment["DOCKER_HOST"],
    host: environment["HUBWRIGHT_TEST_HOST"] ?? environment["ENGINE_ADDRESS"] ?? "127.0.0.1",
    directory: environment["ENGINE_SHARED"] ?? tmpdir(),
  };
}
