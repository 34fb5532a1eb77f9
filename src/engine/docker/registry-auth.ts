import { spawn } from "node:child_process";
import { readDockerConfig } from "./docker-context.ts";
import type { Environment } from "../../model/environment.ts";

/** What a registry asks for, in the form in which the engine passes it on. */
export type RegistryAuth =
  | { readonly username: string; readonly password: string; readonly serveraddress: string }
  | { readonly identitytoken: string; readonly serveraddress: string };

/** Docker Hub has had this name in config.json since before it had another. */
const DOCKER_HUB = "https://index.docker.io/v1/";

/**
 * What `docker login` left behind for a registry; undefined where nobody signed in, which is enough for public images.
 */
export async function registryAuth(registry: string, environment: Environment): Promise<RegistryAuth | undefined> {
  const config = readDockerConfig(environment);
  const key = registry === "docker.io" ? DOCKER_HUB : registry;
  const helper =
    textIn(config["credHelpers"], key) ?? (typeof config["credsStore"] === "string" ? config["credsStore"] : undefined);
  const kept = helper === undefined ? undefined : await fromHelper(helper, key, environment);
  return kept ?? fromFile(config["auths"], key);
}

/** Every sign-in that is in the file itself, for builds, whose base images may come from any of them. */
export function authsInFile(environment: Environment): { readonly [registry: string]: RegistryAuth } {
  const { auths } = readDockerConfig(environment);
  const found = Object.keys(fieldsOf(auths)).map((key) => [key, fromFile(auths, key)] as const);
  return Object.fromEntries(found.filter((entry): entry is [string, RegistryAuth] => entry[1] !== undefined));
}

function fromFile(auths: unknown, key: string): RegistryAuth | undefined {
  const entry = fieldsOf(auths)[key] ?? fieldsOf(auths)[`https://${key}`];
  const identitytoken = textIn(entry, "identitytoken");
  if (identitytoken) return { identitytoken, serveraddress: key };
  const [, username, password] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(textIn(entry, "auth") ?? "", "base64").toString("utf8")) ?? [];
  return username && password ? { username, password, serveraddress: key } : undefined;
}

/** A helper that is not installed or knows nothing is not a failure: the registry may not require a sign-in. */
function fromHelper(helper: string, key: string, environment: Environment): Promise<RegistryAuth | undefined> {
  if (!/^[\w.-]+$/.test(helper)) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const child = spawn(`docker-credential-${helper}`, ["get"], {
      env: environment,
      stdio: ["pipe", "pipe", "ignore"],
      timeout: 20_000,
    });
    let answer = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      answer += text;
    });
    child.once("error", () => resolve(undefined));
    child.once("close", () => resolve(readAnswer(answer, key)));
    child.stdin.on("error", () => {});
    child.stdin.end(key);
  });
}

function readAnswer(answer: string, serveraddress: string): RegistryAuth | undefined {
  try {
    const read: unknown = JSON.parse(answer);
    const username = textIn(read, "Username");
    const secret = textIn(read, "Secret");
    if (!username || !secret) return undefined;
    return username === "<token>"
      ? { identitytoken: secret, serveraddress }
      : { username, password: secret, serveraddress };
  } catch {
    // "credentials not found in native keychain", in words and not in JSON.
    return undefined;
  }
}

function fieldsOf(value: unknown): { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textIn(value: unknown, key: string): string | undefined {
  const found = fieldsOf(value)[key];
  return typeof found === "string" ? found : undefined;
}
