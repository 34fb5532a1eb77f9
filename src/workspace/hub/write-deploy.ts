import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { generate } from "../../emit/generate.ts";
import { originOf } from "../../emit/origin-of.ts";
import { withLock } from "../lock.ts";
import { DEPLOY, writeGenerated } from "./deploy-directory.ts";
import { readId } from "./hub-id.ts";
import { type Project, readExtraConfig } from "./load-hub.ts";
import type { Place } from "./place.ts";

/** What {@link writeDeploy} may do. */
export interface DeployOptions {
  /**
   * Replaces files that someone edited, keeping each as `FILE.edited`.
   * @defaultValue `false`: they are an error, and nothing is written
   */
  readonly overwrite?: boolean;
}

/** What {@link writeDeploy} has done. Paths are relative to `deploy/`, with forward slashes. All lists are empty if nothing had to be done. */
export interface DeployResult {
  /** The files that were written because they were missing, out of date or edited. */
  readonly written: readonly string[];
  /** The files that are no longer part of the hub and were removed. */
  readonly removed: readonly string[];
  /** The files that are no longer part of the hub but stay, because someone edited them. */
  readonly left: readonly string[];
}

/**
 * Writes the generated files of a hub to `deploy/` in its directory, as `hubwright generate` does. The directory is created if it does not
 * exist. A file that is right already is not touched, and the digests in `deploy/.generated.json` tell later runs what was edited since.
 *
 * Only the generated files are written: not the definition, the user list or secrets. The hub's directory is locked in the meantime.
 *
 * @param project - The hub and its directory: a project of `loadProject`, or any checked definition. Without `extraConfig` and `id`, they
 *   are read from the directory: the files that the definition names, and `.hubwright/id`.
 * @throws HubwrightError, before anything is written: `files-edited` if someone edited a generated file, unless `overwrite` is true;
 *   `hub-locked` while another run works on the hub; `extra-config-missing` if a file of `extraConfig` does not exist. `workspace` or
 *   `disk-full` if a file cannot be read or written: then some may be written, and running it again writes the others.
 *
 * @example
 * ```ts
 * import { defineHub } from "hubwright";
 * import { writeDeploy } from "hubwright/docker";
 *
 * const { written } = await writeDeploy({ hub: defineHub({ name: "math" }), directory: "hubs/math" });
 * console.log(written); // [".env", ".gitignore", "Dockerfile.jupyterhub", …]
 * ```
 */
export async function writeDeploy(
  project: Place & Partial<Pick<Project, "extraConfig" | "id">>,
  { overwrite = false }: DeployOptions = {},
): Promise<DeployResult> {
  const { hub } = project;
  const directory = resolve(project.directory);
  return withLock(directory, async () => {
    const { extraConfig = readExtraConfig(directory, hub), id = readId(directory) } = project;
    const files = generate(hub, extraConfig, id);
    const { stale, edited, left } = writeGenerated(directory, files, {
      overwrite,
      origin: originOf(hub, extraConfig, id),
    });
    const isThere = (path: string) => existsSync(join(directory, DEPLOY, path));
    return {
      written: [...stale, ...edited],
      removed: left.filter((path) => !isThere(path)),
      left: left.filter(isThere),
    };
  });
}
