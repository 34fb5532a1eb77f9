import { resolve } from "node:path";
import * as library from "../index.ts";
import type { Engine } from "../engine/port.ts";
import { LABEL } from "../deployment/deployment.ts";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { LoadedText } from "../workspace/hub/load-edited.ts";
import { loadProject, type Project } from "../workspace/hub/load-hub.ts";
import type { Where } from "./context.ts";

/** Finds the hub that a person means, and loads it. */
export async function findProject(
  { dir, hub }: Where,
  { cwd, cache, engine }: { readonly cwd: string; readonly cache: string; readonly engine: () => Promise<Engine> },
): Promise<Project> {
  const directory =
    hub === undefined || dir !== undefined ? resolve(cwd, dir ?? ".") : await directoryOf(hub, await engine());
  const project = await loadProject(directory, { cache, hubwright: library });
  if (hub !== undefined && project.hub.name !== hub) {
    throw HubwrightError.of(
      "hub-unknown",
      `The hub in ${directory} is named ${project.hub.name}, not ${hub}.`,
      `Leave the name out, or write ${project.hub.name}.`,
    );
  }
  return project;
}

/** Loads a text as if it were the content of a definition's file. */
export async function loadDefinition(path: string, text: string, cache: string): Promise<LoadedText> {
  const { loadEdited } = await import("../workspace/hub/load-edited.ts");
  return loadEdited(path, text, { cache, hubwright: library });
}

/** The hub's containers know where they were started from. */
async function directoryOf(hub: string, engine: Engine): Promise<string> {
  const containers = await engine.containers();
  const own = containers.filter(({ labels }) => labels[LABEL.hub] === hub);
  const place = own
    .map(({ labels }) => labels["com.docker.compose.project.working_dir"])
    .find((directory) => directory !== undefined);
  if (place !== undefined) return resolve(place, "..");
  throw HubwrightError.of(
    "hub-unknown",
    `No hub named ${hub} is up on this server.`,
    hint`Name the directory of its hub.ts with --dir; ${hubwright("ls")} shows the hubs that are up.`,
  );
}
