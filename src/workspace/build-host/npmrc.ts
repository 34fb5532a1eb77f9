import { join } from "node:path";
import { parse } from "ini";
import type { BuildMachine } from "./build-machine.ts";
import type { Environment } from "../../model/environment.ts";
import { isReachableFromBuilds } from "./reachable-from-builds.ts";
import { readIfThere } from "../read-if-there.ts";

const NPM = /^https?:\/\/registry\.npmjs\.org\/?$/;

/** The settings by which npm shows a registry who is asking. */
const CREDENTIALS = ["_authToken", "_auth", "username", "_password"];

/**
 * The npmrc for builds: which registry this machine takes packages from. Undefined where it is npm's own.
 *
 * What that one registry wants to know of who asks goes with it, and nothing of any other.
 */
export function readNpmrc(environment: Environment, { root, home }: BuildMachine): string | undefined {
  const paths = [
    join(root, "etc", "npmrc"),
    environment["NPM_CONFIG_USERCONFIG"] || environment["npm_config_userconfig"] || join(home, ".npmrc"),
  ];
  const settings: { [key: string]: unknown } = {};
  for (const path of paths) Object.assign(settings, parse(readIfThere(path) ?? ""));
  const said = environment["NPM_CONFIG_REGISTRY"] || environment["npm_config_registry"] || settings["registry"];
  const registry = typeof said === "string" ? expanded(said, environment) : "";
  if (NPM.test(registry) || !isReachableFromBuilds(registry)) return undefined;
  const place = registry.replace(/^https?:/, "").replace(/\/*$/, "/");
  const credentials = CREDENTIALS.flatMap((name) => {
    const value = settings[`${place}:${name}`];
    return typeof value === "string" ? [`${place}:${name}=${expanded(value, environment)}`] : [];
  });
  return [`registry=${registry}`, ...credentials, ""].join("\n");
}

/** npm puts environment variables in, and a build has not got them. */
function expanded(value: string, environment: Environment): string {
  return value.replace(/\$\{(\w+)\}/g, (whole, name: string) => environment[name] ?? whole);
}
