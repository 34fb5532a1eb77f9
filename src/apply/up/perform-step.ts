import { join } from "node:path";
import type { Readable } from "node:stream";
import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, program } from "../../model/problem/problem.ts";
import type { ImageSpec, VolumeSpec } from "../../deployment/deployment.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { Step } from "../../plan/step.ts";
import type { ApplyContext } from "./apply-context.ts";
import { performUpkeep } from "../perform-upkeep.ts";
import { refuseUsed } from "../volumes/refuse-used.ts";
import type { Perform } from "../apply-steps.ts";
import { containerSpec, networkSpec } from "./container-spec.ts";
import { copyVolume } from "../../hub-side/volume-copy.ts";
import { createContainer, createNetwork } from "./create-once.ts";
import { down } from "../down.ts";
import { checkDatabase, moveDatabase } from "./move-database.ts";
import { OwnNetworks } from "./own-networks.ts";
import { PreparedVolumes } from "./prepared-volumes.ts";
import { sendFiles } from "./send-files.ts";

/** State that the steps of one run share. */
interface Shared {
  readonly prepared: PreparedVolumes;
  readonly networks: OwnNetworks;
}

/** Performs the steps of one run of `up`. */
export function performerOf(context: ApplyContext): Perform<Step> {
  const { engine } = context;
  const shared = { prepared: new PreparedVolumes(engine), networks: new OwnNetworks(engine) };
  return (step, output) => performStep(step, context, shared, output);
}

async function performStep(
  step: Step,
  context: ApplyContext,
  { prepared, networks }: Shared,
  output: (line: string) => void,
): Promise<void> {
  const { engine, wanted, buildHost, signal } = context;
  switch (step.do) {
    case "get-image": {
      const { ensureImage } = await import("../../machine/base-image.ts");
      const mirror = buildHost()["build-host/apt-mirror"]?.trim();
      return ensureImage(step.reference, engine, output, { ...(mirror !== undefined && { mirror }), signal });
    }
    case "build-image":
      return buildImage(step.image, context, output);
    case "keep-image":
      return engine.tagImage(step.image, step.tag);
    case "create-network":
      return createNetwork(networkSpec(step.network, wanted.deployment.project), engine);
    case "create-volume":
      return step.like === null ? engine.createVolume(step.volume) : prepared.make(step.volume, step.like);
    case "stop-hub":
      await down(step.hub, { engine, id: step.hubId, on: context.on, signal });
      return;
    case "copy-volume":
      return moveCopy(step.from, step.volume, context);
    case "send-files":
      return sendFiles(step.volume, { engine, hub: wanted.deployment.hub, directory: wanted.directory });
    case "create-container": {
      const { service } = step;
      const image = await engine.imageId(service.image);
      const network = await networks.find(service.networks[0], wanted.deployment);
      return createContainer(containerSpec(service, wanted, image ?? "", network), engine);
    }
    case "connect-network": {
      const { service } = step;
      const network = await networks.find(step.network, wanted.deployment);
      return engine.connectNetwork({ network, container: service.name, aliases: [service.key] });
    }
    case "move-database":
      return moveDatabase(step, await networks.find(step.network, wanted.deployment), context);
    case "check-database":
      return checkDatabase(step, await networks.find(step.network, wanted.deployment), context);
    case "start-container":
      return engine.startContainer(step.service.name);
    case "remove-container":
    case "remove-volume":
    case "remove-image":
    case "remove-network":
    case "restart-hub":
    case "archive-volume":
      return performUpkeep(step, engine, output);
  }
}

async function buildImage(
  image: ImageSpec,
  { engine, wanted, buildHost, signal }: ApplyContext,
  output: (line: string) => void,
): Promise<void> {
  const { tag, dockerfile, target, labels } = image;
  const context =
    image.context.kind === "generated"
      ? { ...image.context.files, ...buildHost() }
      : await archiveOf(join(wanted.directory, image.context.directory));
  await engine.buildImage({ tag, dockerfile, target, labels, context }, output, signal);
}

/** The archive of a directory. Loaded here: most runs build nothing, and need none of what packs archives. */
async function archiveOf(directory: string): Promise<Readable> {
  const { contextFromDirectory } = await import("../../engine/context.ts");
  return contextFromDirectory(directory).archive();
}

/**
 * Copies volumes that are not in use; a copy that is already complete is compared.
 *
 * @throws HubwrightError if the two differ: then a person must decide which one to keep.
 */
async function moveCopy(from: string, volume: VolumeSpec, { engine, wanted }: ApplyContext): Promise<void> {
  const { hub } = wanted.deployment;
  const { volumes } = await engine.observe([]);
  const isThere = volumes.some(({ name }) => name === volume.name);
  await refuseUsed(hub, engine, isThere ? [from, volume.name] : [from]);
  const copy = { from, to: volume.name, labels: volume.labels, hub, image: hubNames(hub).image.hub };
  if ((await copyVolume(copy, engine)) !== undefined) return;
  throw HubwrightError.of(
    "name-taken",
    `${volume.name} is a copy of ${from}, and one of the two has changed since.`,
    hint`Compare them, and remove the one that you do not need: ${program("docker", "volume", "rm", volume.name)}. Then run the command again.`,
  );
}
