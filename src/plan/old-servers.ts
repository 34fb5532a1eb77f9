import { LABEL } from "../deployment/deployment.ts";
import type { Observed, ObservedContainer } from "./observed.ts";
import type { Wanted } from "./wanted.ts";

/** The servers of people that run. */
export function runningServers(
  hub: string,
  { containers }: Pick<Observed, "containers">,
): readonly ObservedContainer[] {
  return containers.filter(
    ({ labels, state }) => labels[LABEL.hub] === hub && labels[LABEL.kind] === "notebook" && state === "running",
  );
}

/** Whose servers these are, each person once, in the order of the alphabet. */
export function ownersOf(servers: readonly ObservedContainer[]): readonly string[] {
  return [...new Set(servers.map(({ labels, name }) => labels[LABEL.person] ?? name))].toSorted();
}

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
