import { createHash } from "node:crypto";
import { posix } from "node:path";
import { LABEL, PREPARATION, type VolumeSpec } from "../../deployment/deployment.ts";
import { temporaryLabels } from "../../deployment/temporary.ts";
import type { Connection } from "./connection.ts";
import { createInPlaceOf, unlessGone } from "./create-in-place-of.ts";

/** A link to its own directory, beside the directory that is copied. Our hub image has one. */
const AGAIN = "again";

/** Docker follows 255 links in one path, and counts some of them twice. */
const MOST_AT_ONCE = 100;

/** What to copy into which volumes. */
export interface Preparation {
  readonly image: string;
  readonly directory: string;
  readonly volumes: readonly VolumeSpec[];
}

/**
 * Has Docker make volumes and copy owner and mode of a directory into them, a hundred with each container. Docker does both
 * before it answers, so that none is ever seen unprepared; of those that are there already it leaves those with data alone.
 *
 * Two mounts cannot have one target, but each spelling of it can be one: `/srv/again/again/folder` is `/srv/folder`.
 */
export async function prepareVolumes(
  connection: Connection,
  { image, directory, volumes }: Preparation,
): Promise<void> {
  const unique = [...new Map(volumes.map((volume) => [volume.name, volume])).values()];
  for (let start = 0; start < unique.length; start += MOST_AT_ONCE) {
    await copyUp(connection, image, directory, unique.slice(start, start + MOST_AT_ONCE));
  }
}

async function copyUp(
  connection: Connection,
  image: string,
  directory: string,
  volumes: readonly VolumeSpec[],
): Promise<void> {
  const hub = volumes[0]?.labels[LABEL.hub] ?? "";
  const name = preparationName(image);
  await connection.ask(
    `create ${volumes.length === 1 ? `the volume ${volumes[0]?.name}` : `${volumes.length} volumes`}`,
    async (docker) => {
      const create = () =>
        docker.createContainer({
          name,
          Image: image,
          Cmd: ["true"],
          Labels: { ...temporaryLabels(hub, "preparation") },
          HostConfig: {
            NetworkMode: "none",
            Mounts: volumes.map((volume, index) => ({
              Type: "volume",
              Source: volume.name,
              Target: spelling(directory, index),
              VolumeOptions: { NoCopy: false, Labels: { ...volume.labels }, DriverConfig: { Name: "", Options: {} } },
            })),
          },
        });
      const container = await createInPlaceOf(connection, name, create);
      await container.remove({ v: true, force: true }).catch(unlessGone);
    },
  );
}

export function spelling(directory: string, index: number): string {
  return posix.join(posix.dirname(directory), ...Array<string>(index).fill(AGAIN), posix.basename(directory));
}

export function preparationName(image: string): string {
  return `${PREPARATION}${createHash("sha256").update(image).digest("hex").slice(0, 12)}`;
}
