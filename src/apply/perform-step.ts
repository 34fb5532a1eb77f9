import { join } from "node:path";
import type { ImageSpec } from "../deployment/deployment.ts";
import { EngineError } from "../engine/port.ts";
import type { Step } from "../plan/step.ts";
import type { ApplyContext } from "./apply-plan.ts";
import { containerSpec, networkSpec } from "./container-spec.ts";
import { createContainer, createNetwork } from "./create-once.ts";
import type { PreparedVolumes } from "./prepared-volumes.ts";

/** Does one step, by one thing asked of the engine. */
export async function performStep(step: Step, context: ApplyContext, prepared: PreparedVolumes): Promise<void> {
  const { engine, wanted, buildHost, signal } = context;
  const output = (line: string) => context.on({ type: "output", step, line });
  switch (step.do) {
    case "get-image": {
      const { ensureImage } = await import("../engine/base-image.ts");
      const mirror = buildHost()["build-host/apt-mirror"]?.trim();
      return ensureImage(engine, step.reference, output, { ...(mirror !== undefined && { mirror }), signal });
    }
    case "build-image":
      return buildImage(step.image, context, output);
    case "keep-image":
      return engine.tagImage(step.image, step.tag);
    case "remove-image":
      return removeUnused(step.image, context);
    case "create-network":
      return createNetwork(networkSpec(step.network, wanted.deployment.project), engine);
    case "create-volume":
      return step.like === null ? engine.createVolume(step.volume) : prepared.make(step.volume, step.like);
    case "remove-container":
      return unlessGone(engine.removeContainer(step.name));
    case "create-container": {
      const { images } = await engine.observe([step.service.image]);
      const image = images.find(({ tags }) => tags.includes(step.service.image));
      return createContainer(containerSpec(step.service, wanted, image?.id ?? ""), engine);
    }
    case "start-container":
      return engine.startContainer(step.name);
  }
}

async function buildImage(
  image: ImageSpec,
  { engine, wanted, buildHost, signal }: ApplyContext,
  output: (line: string) => void,
): Promise<void> {
  const { tag, dockerfile, target, labels } = image;
  // Loaded here: most runs build nothing, and need none of what packs archives.
  const { contextFromDirectory, contextFromFiles } = await import("../engine/context.ts");
  const context =
    image.context.kind === "generated"
      ? contextFromFiles({ ...image.context.files, ...buildHost() })
      : contextFromDirectory(join(wanted.directory, image.context.directory)).archive();
  await engine.buildImage({ tag, dockerfile, target, labels, context }, output, signal);
}

/** An image that a notebook still runs on stays until that server has been stopped and another image replaced. */
async function removeUnused(image: string, { engine }: ApplyContext): Promise<void> {
  try {
    await unlessGone(engine.removeImage(image));
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "in-use") throw error;
  }
}

/** What somebody else removed meanwhile is gone, as it should be. */
async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "not-found") throw error;
  }
}
