import { LABEL } from "../deployment/deployment.ts";
import type { ObservedContainer } from "./observed.ts";
import type { Wanted } from "./wanted.ts";

/**
 * The servers whose image is the hub's own as it was before: built from other files than those that are wanted now.
 *
 * Docker gives a container the labels of its image, whatever became of that image's name. A server on an image that
 * hubwright did not build has no such label and is on none of these.
 */
export function oldServers(
  { deployment, ownDigests }: Wanted,
  servers: readonly ObservedContainer[],
): readonly ObservedContainer[] {
  const image = deployment.images.find(({ role }) => role === "notebook");
  const wanted = image?.context.kind === "own" ? ownDigests[image.context.directory] : image?.labels[LABEL.context];
  return servers.filter(({ labels }) => {
    const own = labels[LABEL.context];
    return own !== undefined && wanted !== undefined && own !== wanted;
  });
}
