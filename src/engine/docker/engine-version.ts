import type Dockerode from "dockerode";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, program } from "../../model/problem/problem.ts";
import type { Connection } from "./connection.ts";
import { lostEngine, notAnEngine } from "./lost-engine.ts";
import { isOlder } from "../../model/is-older.ts";

/** The oldest API that has what we ask for: Docker 20.10's, as Debian 12 has it. */
const OLDEST_API = "1.41";

/** How long an engine may take to say that it is there. In milliseconds. */
const PATIENCE = 15_000;

/** What an engine says of itself at the first call. */
export interface EngineVersion {
  readonly version: string;
  readonly apiVersion: string;
  readonly oldestApiVersion: string;
}

/** Asks an engine who it is: the first call, which also shows whether there is one. */
export async function askVersion({ docker, address }: Connection): Promise<EngineVersion> {
  const answer = await firstAnswer(docker, address);
  const { Version, ApiVersion, MinAPIVersion } = answer;
  if (typeof Version !== "string" || typeof ApiVersion !== "string") throw notAnEngine(address);
  if (isOlder(ApiVersion, OLDEST_API)) {
    throw EngineFailure.of(
      "engine-too-old",
      `The Docker engine at ${address} is ${Version} (API ${ApiVersion}), and hubwright needs 20.10 (API ${OLDEST_API}) or newer.`,
      hint`Upgrade it: ${program("sudo", "apt", "install", "docker.io")}`,
    );
  }
  return {
    version: Version,
    apiVersion: ApiVersion,
    oldestApiVersion: typeof MinAPIVersion === "string" ? MinAPIVersion : OLDEST_API,
  };
}

async function firstAnswer(docker: Dockerode, address: string): Promise<{ readonly [field: string]: unknown }> {
  try {
    const patience = { abortSignal: AbortSignal.timeout(PATIENCE) };
    const answer: unknown = await (docker.version as (options: object) => Promise<unknown>)(patience);
    return typeof answer === "object" && answer !== null ? { ...answer } : {};
  } catch (error) {
    // Whatever refuses to say its version, a web server for example, is not an engine.
    throw (error as { statusCode?: unknown }).statusCode === undefined
      ? lostEngine(error, address)
      : notAnEngine(address, error);
  }
}

/** The API to speak: the same with every engine that still has it. */
export function apiVersionFor({ oldestApiVersion }: EngineVersion): string {
  return isOlder(OLDEST_API, oldestApiVersion) ? oldestApiVersion : OLDEST_API;
}
