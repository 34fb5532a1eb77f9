import { hasCode } from "../model/problem/hubwright-error.ts";
import { LABEL } from "../deployment/deployment.ts";
import type { Engine } from "../engine/port.ts";
import type { ObservedContainer } from "../plan/observed.ts";
import type { OnEvent } from "./event.ts";
import { problemOf } from "./problems-of.ts";
import { type Step, step } from "../plan/step.ts";

/** How long a container may take to save what it has to. In seconds. */
const GRACE = 10;

/**
 * The containers of a hub: its services, and people's notebooks.
 *
 * @param id - Leaves those out that carry another hub's id.
 */
export async function containersOf(
  engine: Engine,
  hub: string,
  id: string | null = null,
): Promise<readonly ObservedContainer[]> {
  const containers = await engine.containers();
  const isOf = (other: string | undefined) => id === null || other === undefined || other === id;
  return containers.filter(({ labels }) => labels[LABEL.hub] === hub && isOf(labels[LABEL.id]));
}

/**
 * Stops and removes the containers of a hub, its own first and then the notebooks. Volumes, images, files and secrets stay.
 *
 * @returns the names of the containers that were removed.
 */
export async function down(
  hub: string,
  {
    engine,
    on = () => {},
    signal,
    id = null,
  }: {
    readonly engine: Engine;
    readonly on?: OnEvent;
    readonly signal?: AbortSignal | undefined;
    readonly id?: string | null;
  },
): Promise<readonly string[]> {
  const isService = ({ labels }: ObservedContainer) => labels[LABEL.kind] === "hub" || labels[LABEL.kind] === "proxy";
  // The hub first, then its database: a running hub would take a notebook's exit for a crash, and a click could start another one.
  const services = (await containersOf(engine, hub, id)).filter(isService);
  if (services.length > 0) on({ type: "planned", steps: services.map(removalOf) });
  await Promise.all(services.map((container) => remove(container, engine, on)));
  signal?.throwIfAborted();
  // Listed again: until now the hub could start another one.
  const others = await containersOf(engine, hub, id);
  if (others.length > 0) on({ type: "planned", steps: others.map(removalOf) });
  await Promise.all(others.map((container) => remove(container, engine, on)));
  return [...services, ...others].map(({ name }) => name);
}

function removalOf({ name }: ObservedContainer): Step {
  return step({ do: "remove-container", name }, "down");
}

async function remove(container: ObservedContainer, engine: Engine, on: OnEvent): Promise<void> {
  const { name, state } = container;
  const removal = removalOf(container);
  const started = performance.now();
  on({ type: "step-started", step: removal });
  const took = () => performance.now() - started;
  try {
    await unlessGone(async () => {
      if (state === "running") await engine.stopContainer(name, GRACE);
      // A stopped notebook removes itself, and may already have done so.
      await engine.removeContainer(name);
    });
  } catch (error) {
    on({ type: "step-failed", step: removal, took: took(), problem: problemOf(error) });
    throw error;
  }
  on({ type: "step-finished", step: removal, took: took() });
}

async function unlessGone(removal: () => Promise<void>): Promise<void> {
  try {
    await removal();
  } catch (error) {
    if (!hasCode(error, "not-found")) throw error;
  }
}
