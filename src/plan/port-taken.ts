import { LABEL } from "../deployment/deployment.ts";
import { hint, hubwright, problem } from "../model/problem/problem.ts";
import type { ObservedContainer } from "./observed.ts";

/** What to do about a port of the hub that something else uses. */
export const OTHER_PORT = hint`Choose another port in hub.ts; ${hubwright("ls")} shows the next free one.`;

/** The problem of a hub whose port something else uses. */
export function portTaken(port: number, owner: string, next = OTHER_PORT) {
  return { ...problem("port-taken", `Port ${port} is taken by ${owner}.`), hint: next };
}

/** A container that has a port, to follow "is taken by": `"the hub physics (container physics-proxy)"`. */
export function nameOfOwner({ name, labels }: Pick<ObservedContainer, "name" | "labels">): string {
  const hub = labels[LABEL.hub];
  return hub === undefined ? `the container ${name}` : `the hub ${hub} (container ${name})`;
}
