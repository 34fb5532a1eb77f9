import type { Engine } from "../engine/port.ts";
import type { ActionOf } from "../plan/step.ts";
import { unless } from "./unless.ts";
import { archiveVolume } from "./volumes/archive-volume.ts";

/** What can be done with nothing but the engine. */
export type Upkeep = ActionOf<
  "remove-container" | "remove-volume" | "remove-image" | "remove-network" | "restart-hub" | "archive-volume"
>;

/** Performs a step that needs nothing but the engine. What someone else has removed in the meantime is gone, as it should be. */
export async function performUpkeep(step: Upkeep, engine: Engine, output: (line: string) => void): Promise<void> {
  switch (step.do) {
    case "remove-container":
      return removeContainer(step.name, step.grace, engine);
    case "remove-volume":
      return unless(engine.removeVolume(step.name), "not-found");
    // An image that a notebook still runs on stays until that server has been stopped; so does a network in use.
    case "remove-image":
      return unless(engine.removeImage(step.image), "in-use", "not-found");
    case "remove-network":
      return unless(engine.removeNetwork(step.network), "in-use", "not-found");
    case "restart-hub":
      return engine.restartContainer(step.hub);
    case "archive-volume":
      return archiveVolume(step, engine, output);
  }
}

/** A stopped notebook removes itself, and may already have done so. */
async function removeContainer(name: string, grace: number | undefined, engine: Engine): Promise<void> {
  if (grace !== undefined) await unless(engine.stopContainer(name, grace), "not-found");
  await unless(engine.removeContainer(name), "not-found");
}
