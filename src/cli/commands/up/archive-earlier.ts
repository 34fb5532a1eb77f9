import { HubwrightError } from "../../../model/problem/hubwright-error.ts";
import { archiveVolumes } from "../../../apply/volumes/archive-volumes.ts";
import type { Engine } from "../../../engine/port.ts";
import { hubNames } from "../../../model/hub/names.ts";
import { hint, hubwright } from "../../../model/problem/problem.ts";
import { imageTagged } from "../../../plan/observed.ts";
import { whoseIs } from "../../../plan/whose.ts";
import type { Project } from "../../../workspace/hub/load-hub.ts";
import { withLock } from "../../../workspace/lock.ts";
import type { Context } from "../../context.ts";
import { dayIn } from "../../day.ts";

/** Archives what an earlier hub of this name left; does nothing if there is nothing. */
export async function archiveEarlier(
  { terminal }: Context,
  { hub, directory, id }: Project,
  engine: Engine,
): Promise<void> {
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
  await withLock(directory, () =>
    archiveVolumes(engine, found.volumes, {
      hub: hub.name,
      image,
      day: dayIn(hub.timezone),
      on: (original, archive, amount) => terminal.note(`${original} is kept as ${archive} (${amount}).`),
    }),
  );
}
