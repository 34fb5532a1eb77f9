import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "../../model/environment.ts";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, program } from "../../model/problem/problem.ts";
import { type Endpoint, readEndpoint } from "./endpoint.ts";

/** Where Docker's command line keeps what it knows: `~/.docker`, or what DOCKER_CONFIG says. */
export function dockerConfigDirectory(environment: Environment): string {
  return environment["DOCKER_CONFIG"] || join(environment["HOME"] || homedir(), ".docker");
}

/** What ~/.docker/config.json says, if it is an object. Like Docker, ignores a file that cannot be read. */
export function readDockerConfig(environment: Environment): { readonly [key: string]: unknown } {
  try {
    const read: unknown = JSON.parse(readFileSync(join(dockerConfigDirectory(environment), "config.json"), "utf8"));
    return typeof read === "object" && read !== null ? { ...read } : {};
  } catch {
    // No file, or one that another tool spoiled: the same as a person who never signed in anywhere.
    return {};
  }
}

/** The endpoint of the Docker context in use; undefined where it is the default one, or none was ever chosen. */
export function contextEndpoint(environment: Environment): Endpoint | undefined {
  const chosen = environment["DOCKER_CONTEXT"] || readDockerConfig(environment)["currentContext"];
  if (typeof chosen !== "string" || chosen === "" || chosen === "default") return undefined;
  const named = `the Docker context ${chosen}`;
  const contexts = join(dockerConfigDirectory(environment), "contexts");
  const id = createHash("sha256").update(chosen).digest("hex");
  const host = hostIn(join(contexts, "meta", id, "meta.json"));
  if (host === undefined) {
    throw EngineFailure.of(
      "engine-missing",
      `There is no ${named.slice("the ".length)}, but ${environment["DOCKER_CONTEXT"] ? "DOCKER_CONTEXT" : "~/.docker/config.json"} asks for it.`,
      hint`List them: ${program("docker", "context", "ls")}   Then choose one: ${program("docker", "context", "use", "default")}`,
    );
  }
  const tls = join(contexts, "tls", id, "docker");
  return readEndpoint(host, named, existsSync(tls) ? tls : null);
}

function hostIn(path: string): string | undefined {
  try {
    const meta = JSON.parse(readFileSync(path, "utf8")) as { Endpoints?: { docker?: { Host?: unknown } } } | null;
    const host = meta?.Endpoints?.docker?.Host;
    return typeof host === "string" ? host : undefined;
  } catch {
    // A context without a readable description is as good as none; the caller says so.
    return undefined;
  }
}
