import { LABEL } from "../deployment/deployment.ts";
import { type Engine, EngineError } from "../engine/port.ts";
import type { ObservedContainer } from "../plan/observed.ts";
import type { OnEvent } from "./event.ts";
import { step } from "../plan/step.ts";

/** How long a container may take to save what it has to. In seconds. */
const GRACE = 10;

/** The containers of a hub: its services, and people's notebooks. */
export async function containersOf(engine: Engine, hub: string): Promise<readonly ObservedContainer[]> {
  const { containers } = await engine.observe([]);
  return containers.filter(({ labels }) => labels[LABEL.hub] === hub);
}

/**
 * Stops and removes the containers of a hub, its own first and then the notebooks. Volumes, images, files and secrets stay.
 *
 * @returns the names of the containers that were removed.
 */
export async function down(
  hub: string,
  { engine, on = () => {} }: { readonly engine: Engine; readonly on?: OnEvent },
): Promise<readonly string[]> {
  const isService = ({ labels }: ObservedContainer) => labels[LABEL.kind] === "hub" || labels[LABEL.kind] === "proxy";
  // The hub goes first: it would take a notebook's end for a crash, and a click could start another.
  const services = (await containersOf(engine, hub)).filter(isService);
  await Promise.all(services.map((container) => remove(container, engine, on)));
  // Asked again: until this moment the hub could start one.
  const others = await containersOf(engine, hub);
  await Promise.all(others.map((container) => remove(container, engine, on)));
  return [...services, ...others].map(({ name }) => name);
}

async function remove({ name, state }: ObservedContainer, engine: Engine, on: OnEvent): Promise<void> {
  const removal = step({ do: "remove-container", name }, "down");
  const started = performance.now();
  on({ type: "step-started", step: removal });
  await unlessGone(async () => {
    if (state === "running") await engine.stopContainer(name, GRACE);
    // A notebook that has stopped removes itself, and may have done so by now.
    await engine.removeContainer(name);
  });
  on({ type: "step-finished", step: removal, took: performance.now() - started });
}

async function unlessGone(removal: () => Promise<void>): Promise<void> {
  try {
    await removal();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "not-found") throw error;
  }
}
