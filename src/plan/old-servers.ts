import { LABEL } from "../deployment/deployment.ts";
import type { Observed, ObservedContainer } from "./observed.ts";
import type { Wanted } from "./wanted.ts";

/** The running servers of people. */
export function runningServers(
  hub: string,
  { containers }: Pick<Observed, "containers">,
): readonly ObservedContainer[] {
  return containers.filter(
    ({ labels, state }) => labels[LABEL.hub] === hub && labels[LABEL.kind] === "notebook" && state === "running",
  );
}

/** The owners of these servers, each person once, in alphabetical order. */
export function ownersOf(servers: readonly ObservedContainer[]): readonly string[] {
  return [...new Set(servers.map(({ labels, name }) => labels[LABEL.person] ?? name))].toSorted();
}

/**
 * The servers that use a previous version of the hub's own image, built from other files than the current ones.
 *
 * Docker gives a container the labels of its image, even if that image's name has moved on. A server with an image that
 * hubwright did not build has no such label and is not among these.
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
