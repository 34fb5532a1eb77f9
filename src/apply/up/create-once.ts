import { setTimeout as sleep } from "node:timers/promises";
import { type HubwrightError, hasCode } from "../../model/problem/hubwright-error.ts";
import { LABEL, type Labels, type NetworkSpec } from "../../deployment/deployment.ts";
import type { ContainerSpec, Engine } from "../../engine/port.ts";

/** How long Docker may keep working on requests from a run that was killed, in milliseconds. */
const MADE_WITHIN = 5_000;

interface Named {
  readonly name: string;
  readonly labels: Labels;
}

/** Creates a network, unless a run that was killed a moment ago has just had the very same one created. */
export async function createNetwork(network: NetworkSpec, engine: Engine): Promise<void> {
  const taken = await whyNotMade(engine.createNetwork(network));
  if (taken === undefined) return;
  const found = await untilShown(network.name, async () => (await engine.observe([])).networks);
  if (!found.some((other) => hasLabels(other, network.labels))) throw taken;
}

/**
 * Creates a container, unless a run that was killed a moment ago has just had the very same one created. What that run asked for by an
 * earlier definition is of no use: it never started, and is replaced.
 */
export async function createContainer(container: ContainerSpec, engine: Engine): Promise<void> {
  const { name, labels } = container;
  const taken = await whyNotMade(engine.createContainer(container));
  if (taken === undefined) return;
  const [found] = await untilShown(name, () => engine.containers());
  if (found !== undefined && hasLabels(found, labels)) return;
  const isOwn = [LABEL.hub, LABEL.id, LABEL.kind].every((label) => found?.labels[label] === labels[label]);
  if (found?.state !== "created" || !isOwn) throw taken;
  await engine.removeContainer(name);
  await engine.createContainer(container);
}

/** The engine's error if the name is taken. */
async function whyNotMade(creation: Promise<unknown>): Promise<HubwrightError | undefined> {
  try {
    await creation;
    return undefined;
  } catch (error) {
    if (hasCode(error, "name-taken")) return error;
    throw error;
  }
}

/** Everything that has a name. An engine assigns the name before it shows the object. */
async function untilShown<T extends Named>(name: string, look: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const deadline = performance.now() + MADE_WITHIN;
  for (;;) {
    const found = (await look()).filter((object) => object.name === name);
    if (found.length > 0 || performance.now() > deadline) return found;
    await sleep(100);
  }
}

/** The labels say what it was asked to be, and in which directory; a container has its image's labels besides. */
function hasLabels({ labels: has }: Named, labels: Labels): boolean {
  return Object.entries(labels).every(([label, value]) => has[label] === value);
}
