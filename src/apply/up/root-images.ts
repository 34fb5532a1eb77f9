import type { Engine } from "../../engine/port.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import { hubNames } from "../../model/hub/names.ts";
import { type Problem, warning } from "../../model/problem/problem.ts";

/** How an image says that its containers run as root: by nothing, by name or by number, with or without a group. */
const ROOT = /^(?:|root|0)(?::|$)/;

/**
 * Warns of each image of servers that starts as root, where servers have no privileges: it could not become another user.
 *
 * Images that are not on the engine yet are left out. The image that hubwright builds itself never ends as root.
 */
export async function rootImages(hub: HubDefinition, engine: Engine): Promise<readonly Problem[]> {
  const { notebook } = hub;
  if (notebook.privileges !== "none") return [];
  const own = notebook.dockerfile === null ? [] : [hubNames(hub.name).image.notebook];
  const ofGroups = Object.values(notebook.groups).flatMap(({ image, images }) => [
    ...(image === null ? [] : [image]),
    ...Object.values(images),
  ]);
  const images = [...new Set([...own, ...Object.values(notebook.images), ...ofGroups])];
  const users = await Promise.all(images.map((image) => engine.imageUser(image)));
  return images
    .filter((_, index) => ROOT.test(users[index] ?? "nobody"))
    .map((image) =>
      warning(
        "image-runs-as-root",
        `The image ${image} starts as root, but servers of this hub have no privileges, so its servers may not start.`,
        'End its Dockerfile with another user, such as USER 1000. If it needs root to start, set in hub.ts: notebook: { privileges: "docker" }',
      ),
    );
}
