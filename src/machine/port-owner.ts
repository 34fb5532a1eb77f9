import { addressesOverlap } from "../plan/addresses-overlap.ts";
import type { Observed } from "../plan/observed.ts";
import { nameOfOwner } from "../plan/port-taken.ts";
import { type Listener, listenersOn } from "./listeners.ts";

/**
 * Says who has a port of this machine, to follow "is taken by": `"the hub physics (container physics-proxy)"`,
 * `"nginx (process 812)"`, or `"another process"` where only root may know.
 *
 * @param address - Where it is wanted; a port on another address of this machine is no obstacle.
 * @param listeners - Who listens; given by tests.
 * @returns undefined when nobody has it.
 */
export async function portOwner(
  observed: Pick<Observed, "containers">,
  address: string,
  port: number,
  listeners: (port: number) => Promise<readonly Listener[]> = listenersOn,
): Promise<string | undefined> {
  const container = observed.containers.find(
    ({ state, ports }) =>
      state !== "exited" &&
      state !== "created" &&
      ports.some((published) => published.published === port && addressesOverlap(published.address, address)),
  );
  if (container !== undefined) return nameOfOwner(container);
  const listener = (await listeners(port)).find((candidate) => addressesOverlap(candidate.address, address));
  if (listener === undefined) return undefined;
  return listener.process === undefined
    ? "another process"
    : `${listener.process.name} (process ${listener.process.id})`;
}
