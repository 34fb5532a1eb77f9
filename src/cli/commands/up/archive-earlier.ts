import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { hubNames } from "../../../model/hub/names.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import { imageTagged } from "../../../plan/observed.ts";
import { whoseIs } from "../../../plan/whose.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import type { Context } from "../../context.ts";
import { archive } from "../volumes/archive.ts";

/** Archives what an earlier hub of this name left; does nothing if there is nothing. */
export async function archiveEarlier(context: Context, project: Project): Promise<void> {
  const { hub, directory, id } = project;
  const engine = await context.engine();
  const image = hubNames(hub.name).image.hub;
  const observed = await engine.observe([image]);
  const found = whoseIs({ hub: hub.name, id, directory }, observed);
  if (found.whose !== "earlier") return;
  if (imageTagged(observed, image) === undefined)
    throw HubwrightError.of(
      "image-not-pulled",
      `The image ${image}, which copies the volumes, does not exist.`,
      hint`Use the volumes (${hubwright("up", "--adopt")}), or give the hub another name in hub.ts.`,
    );
  await archive(context, project, found.volumes, `left by an earlier hub named ${hub.name}`);
}
