import { join } from "node:path";
import { parse } from "ini";
import type { BuildMachine } from "./build-machine.ts";
import type { Environment } from "../../model/environment.ts";
import { isReachableFromBuilds } from "./reachable-from-builds.ts";
import { readIfThere } from "../read-if-there.ts";

/** What is copied. Other settings, `cert` and `find-links` among them, name files of this machine. */
const COPIED = ["index-url", "extra-index-url", "trusted-host"] as const;

const PYPI = /^https:\/\/pypi\.org\/simple\/?$/;

/**
 * The pip.conf for builds: which indexes this machine takes packages from. Undefined where it is PyPI alone.
 *
 * A password in an index's URL is copied: without it the build cannot get the packages, and the stage that reads this
 * file is thrown away.
 */
export function readPipConf(environment: Environment, machine: BuildMachine): string | undefined {
  const settings = new Map<string, readonly string[]>();
  for (const path of pathsOf(environment, machine)) addFile(settings, readIfThere(path) ?? "");
  for (const name of COPIED) {
    const variable = environment[`PIP_${name.replaceAll("-", "_").toUpperCase()}`];
    if (variable) settings.set(name, words(variable));
  }
  const lines = COPIED.flatMap((name) => {
    const values = (settings.get(name) ?? []).filter((value) => isWanted(name, value));
    return values.length === 0 ? [] : [`${name} = ${values.join("\n    ")}`];
  });
  const saysIndex = lines.some((line) => !line.startsWith("trusted-host"));
  return saysIndex ? `[global]\n${lines.join("\n")}\n` : undefined;
}

/** Least important first, as pip reads them: the system's, the person's, the one that is named. */
function pathsOf(environment: Environment, { root, home }: BuildMachine): readonly string[] {
  const named = environment["PIP_CONFIG_FILE"];
  if (named === "/dev/null") return [];
  const config = environment["XDG_CONFIG_HOME"] || join(home, ".config");
  const system = (environment["XDG_CONFIG_DIRS"] || "/etc/xdg")
    .split(":")
    .map((directory) => join(root, directory, "pip", "pip.conf"));
  return [
    ...system,
    join(root, "etc", "pip.conf"),
    join(home, ".pip", "pip.conf"),
    join(config, "pip", "pip.conf"),
    ...(named ? [named] : []),
  ];
}

/** `[install]` goes before `[global]`, since it is what a build does. */
function addFile(settings: Map<string, readonly string[]>, text: string): void {
  const sections = parse(joinContinued(text));
  for (const section of ["global", "install"]) {
    const values: unknown = sections[section];
    if (typeof values !== "object" || values === null) continue;
    for (const name of COPIED) {
      const value: unknown =
        (values as { [key: string]: unknown })[name] ??
        (values as { [key: string]: unknown })[name.replaceAll("-", "_")];
      if (typeof value === "string") settings.set(name, words(value));
    }
  }
}

/** Values in Python's ini files continue in indented lines; those of the `ini` package do not. */
function joinContinued(text: string): string {
  return text.replace(/\r?\n[ \t]+(?=[^\s#;])/g, " ");
}

function words(value: string): readonly string[] {
  return value.split(/\s+/).filter((word) => word !== "");
}

function isWanted(name: (typeof COPIED)[number], value: string): boolean {
  if (name === "trusted-host") return /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?$/i.test(value);
  return isReachableFromBuilds(value) && !(name === "index-url" && PYPI.test(value));
}
