import { LABEL } from "../deployment/deployment.ts";
import type { ObservedContainer } from "./observed.ts";
import { type ActionOf, type Step, step } from "./step.ts";

/** How long a container may take to save what it has to. In seconds. */
const GRACE = 10;

/** The containers of a hub: its services, and people's notebooks. */
export function containersOf(
  { hub, id = null }: HubOf,
  containers: readonly ObservedContainer[],
): readonly ObservedContainer[] {
  const isOf = (other: string | undefined) => id === null || other === undefined || other === id;
  return containers.filter(({ labels }) => labels[LABEL.hub] === hub && isOf(labels[LABEL.id]));
}

type Removal = Step<ActionOf<"remove-container">>;

/** Which hub is meant. */
export interface HubOf {
  readonly hub: string;
  /** Leaves out what carries another hub's id; null takes all of this name. */
  readonly id?: string | null;
}

/**
 * Stops and removes the containers of a hub. Volumes, images, files and secrets stay.
 *
 * The hub and its proxy come first, then its database and the notebooks: a running hub would take a notebook's exit for a crash, and
 * a click could start another one.
 */
export function planDown(which: HubOf, containers: readonly ObservedContainer[]): readonly Removal[] {
  const own = containersOf(which, containers);
  const isFirst = ({ labels }: ObservedContainer) => labels[LABEL.kind] === "hub" || labels[LABEL.kind] === "proxy";
  const removal = ({ name, state }: ObservedContainer, after: readonly Step[]): Removal =>
    step(
      { do: "remove-container", name, ...(state === "running" && { grace: GRACE }) },
      "down",
      after.map(({ id }) => id),
    );
  const first = own.filter(isFirst).map((container) => removal(container, []));
  return [...first, ...own.filter((container) => !isFirst(container)).map((container) => removal(container, first))];
}
