import type { Files } from "../../deployment/deployment.ts";
import { sharedVolumes } from "../../deployment/shared-volumes.ts";
import { generateAll, type Generated } from "../../emit/generate.ts";
import type { GroupMap } from "../../model/roster/group-map.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import type { Wanted } from "../../plan/wanted.ts";
import { join } from "node:path";

/** Collects the inputs of a plan; reads the disk only for a person's own build directory. */
export async function wantedFor(
  hub: HubDefinition,
  people: GroupMap,
  directory: string,
  extraConfig: Files,
  id: string | null,
): Promise<{ readonly wanted: Wanted; readonly generated: Generated }> {
  const generated = generateAll(hub, extraConfig, id);
  const ownDigests: Record<string, string> = {};
  for (const { context } of generated.deployment.images) {
    if (context.kind !== "own") continue;
    const { contextFromDirectory } = await import("../../engine/context.ts");
    ownDigests[context.directory] = contextFromDirectory(join(directory, context.directory)).digest;
  }
  return {
    wanted: { deployment: generated.deployment, shared: sharedVolumes(hub, people, id), ownDigests, directory },
    generated,
  };
}
