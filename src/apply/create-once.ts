import { setTimeout as sleep } from "node:timers/promises";
import type { Labels, NetworkSpec } from "../deployment/deployment.ts";
import { type ContainerSpec, type Engine, EngineError } from "../engine/port.ts";
import type { Observed } from "../plan/observed.ts";

/** For so long an engine may be at work on what a run asked for that was killed, in milliseconds. */
const MADE_WITHIN = 5_000;

/** Makes a network, unless a run that was killed a moment ago has just had the very same made. */
export function createNetwork(network: NetworkSpec, engine: Engine): Promise<void> {
  return unlessMade(engine.createNetwork(network), network, engine, ({ networks }) => networks);
}

/** Makes a container, unless a run that was killed a moment ago has just had the very same made. */
export function createContainer(container: ContainerSpec, engine: Engine): Promise<void> {
  return unlessMade(engine.createContainer(container), container, engine, ({ containers }) => containers);
}

async function unlessMade(
  creation: Promise<unknown>,
  { name, labels }: { readonly name: string; readonly labels: Labels },
  engine: Engine,
  kind: (observed: Observed) => readonly { readonly name: string; readonly labels: Labels }[],
): Promise<void> {
  try {
    await creation;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "name-taken") throw error;
    // An engine gives the name away before it shows what has it.
    const deadline = performance.now() + MADE_WITHIN;
    let found = kind(await engine.observe([])).find((object) => object.name === name);
    while (found === undefined && performance.now() < deadline) {
      await sleep(100);
      found = kind(await engine.observe([])).find((object) => object.name === name);
    }
    // The labels say what it was asked to be, and in which directory; a container has its image's labels besides.
    const has = found?.labels ?? {};
    if (!Object.entries(labels).every(([label, value]) => has[label] === value)) throw error;
  }
}
