import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright, program } from "../../model/problem/problem.ts";
import type { Files } from "../../deployment/deployment.ts";
import { defineHub, type HubDefinition, type HubInput } from "../../model/hub/hub.ts";
import { readId } from "./hub-id.ts";
import { readProblem } from "../file-problems.ts";
import { runTypeScript } from "./run-typescript.ts";
import type { Place } from "./place.ts";

/** What a definition may be called, in the order in which it is looked for. */
export const DEFINITION_FILES = ["hub.ts", "hub.mts", "hub.js", "hub.mjs", "hub.yaml", "hub.yml", "hub.json"] as const;

/** A hub with the place that it came from. */
export interface Project extends Place {
  /** The name of the definition's file. */
  readonly file: string;
  /** The content of the files that `extraConfig` names. */
  readonly extraConfig: Files;
  /** The hub's own id, of `.hubwright/id`; null where there is none. */
  readonly id: string | null;
}

/** Finds the definition in a directory. */
export function findDefinition(directory: string): string | undefined {
  return DEFINITION_FILES.map((file) => join(directory, file)).find((path) => existsSync(path));
}

/**
 * Loads the hub of a directory. hub.ts needs no node_modules beside it: it is given the running hubwright.
 *
 * @throws HubwrightError where there is no definition, it cannot be run, or it has errors.
 *
 * @example
 * ```ts
 * import * as hubwright from "hubwright";
 * import { loadProject } from "hubwright/docker";
 *
 * const { hub, directory } = await loadProject("hubs/math", { cache: "node_modules/.cache/hubwright", hubwright });
 * console.log(hub.name, directory); // "math", and the absolute path of hubs/math
 * ```
 */
export async function loadProject(directory: string, options: LoadOptions): Promise<Project> {
  const place = resolve(directory);
  const path = isFile(place) ? place : findDefinition(place);
  if (path === undefined) {
    throw HubwrightError.of(
      "hub-missing",
      `There is no hub.ts in ${place}.`,
      hint`Go to the directory of a hub, name it with --dir, or create one: ${hubwright("init")}`,
    );
  }
  return loadText(path, readText(path), options);
}

/** What a definition is loaded with. */
export interface LoadOptions {
  /** A directory for what hub.ts was translated to. It is created if it does not exist, and may be removed at any time. */
  readonly cache: string;
  /** What `import … from "hubwright"` gives inside of hub.ts: usually the whole module. */
  readonly hubwright: object;
  /** Whether the text is not what the file contains. */
  readonly isUnsaved?: boolean;
}

/**
 * Loads the hub of a text as if it were the content of a file.
 *
 * @throws HubwrightError like {@link loadProject}.
 */
export async function loadText(path: string, text: string, options: LoadOptions): Promise<Project> {
  const home = dirname(path);
  const definition = await readDefinition(path, text, options);
  if (path.endsWith(".json") && isGenerated(definition))
    throw HubwrightError.of(
      "hub-missing",
      `${home} contains only generated files.`,
      hint`Run the command in the directory of hub.ts, one level up: ${program("cd", "..")}`,
    );
  const hub = defineHub(definition as HubInput);
  return { directory: home, file: basename(path), hub, extraConfig: readExtraConfig(home, hub), id: readId(home) };
}

function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch (error) {
    throw readProblem(path, error, "Run the command as the owner of that directory.");
  }
}

/**
 * What a definition's text exports, before it is checked.
 *
 * @throws HubwrightError with the line if it cannot be run.
 */
export async function readDefinition(path: string, text: string, options: LoadOptions): Promise<unknown> {
  const name = basename(path);
  try {
    if (name.endsWith(".json")) return withoutSchema(JSON.parse(text));
    if (/\.ya?ml$/.test(name)) return withoutSchema((await import("./parse-yaml.ts")).parseYaml(text));
    return await runTypeScript(path, text, options);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The problem of a definition that cannot be read, with its line. */
export function unreadable(path: string, error: unknown): HubwrightError {
  if (error instanceof HubwrightError) return error;
  const [why = "", ...rest] = (error instanceof Error ? error.message : String(error)).split("\n");
  const detail = rest.length === 0 ? "" : `\n${rest.join("\n")}`;
  return HubwrightError.of(
    "hub-unreadable",
    `${path}${lineOf(error, path)} cannot be read: ${why.replace(/[.:]$/, "")}.${detail}`,
    "Fix that line, then run the command again.",
    { cause: error },
  );
}

/** True for the hub.json that hubwright writes for the hub itself (src/emit/hub-json.ts): it is called as a definition may be. */
export function isGenerated(definition: unknown): boolean {
  return typeof definition === "object" && definition !== null && "schema" in definition && "hub" in definition;
}

/** `:4` where something was thrown on line 4 of the definition; empty where that is not known. */
function lineOf(error: unknown, path: string): string {
  const place = error instanceof Error ? (error.stack ?? "").split(`${path}:`)[1] : undefined;
  const line = /^\d+(?=:\d+)/.exec(place ?? "")?.[0];
  return line === undefined ? "" : `:${line}`;
}

/** `$schema` tells an editor what the file may contain; it is not part of the hub. */
function withoutSchema(definition: unknown): unknown {
  if (typeof definition !== "object" || definition === null || Array.isArray(definition)) return definition;
  return Object.fromEntries(Object.entries(definition).filter(([key]) => key !== "$schema"));
}

/** Reads a text of the definition, or says why it cannot be read. */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw readProblem(path, error);
  }
}

/** The content of the files that `extraConfig` names, by name; one that does not exist is left out. */
export function readExtraConfig(directory: string, hub: HubDefinition): Files {
  const files = hub.extraConfig.filter((file) => existsSync(join(directory, file)));
  return Object.fromEntries(files.map((file) => [file, readText(join(directory, file))]));
}
