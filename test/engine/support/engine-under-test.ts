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

/** The engine that the environment names: without any setting, this machine's own. */
export const ENGINE: EngineUnderTest = {
  dockerHost: process.env["DOCKER_HOST"],
  host: process.env["HUBWRIGHT_TEST_HOST"] ?? "127.0.0.1",
  directory: process.env["HUBWRIGHT_TEST_DIRECTORY"] ?? tmpdir(),
};

const SECOND = fileURLToPath(new URL("../setup/second-engine.sh", import.meta.url));

/** Starts the second generation of engine, or finds it running. The first time takes minutes. */
export function startSecondEngine(): EngineUnderTest {
  const lines = execFileSync(SECOND, ["start"], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const value = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(lines)?.[1] ?? "";
  return { dockerHost: value("DOCKER_HOST"), host: value("ENGINE_ADDRESS"), directory: value("ENGINE_SHARED") };
}

/** Ends the second engine as a reboot does: in order, with its containers. What it holds stays. */
export function stopSecondEngine(): void {
  execFileSync(SECOND, ["stop"], { stdio: ["ignore", "ignore", "inherit"] });
}
