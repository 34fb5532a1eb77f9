import { createHash } from "node:crypto";
import { posix } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { LABEL, PREPARATION, type VolumeSpec } from "../../deployment/deployment.ts";
import type { Connection } from "./connection.ts";
import { statusOf, whatEngineSaid } from "./errors.ts";

/** A link to its own directory, beside the directory that is copied. Our hub image has one. */
const AGAIN = "again";

/** Docker follows 255 links in one path, and counts some of them twice. */
const MOST_AT_ONCE = 100;

const ATTEMPTS = 10;

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
          Labels: { [LABEL.hub]: hub, [LABEL.kind]: "preparation" },
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

/** Two made at once for one image, or one left behind by a crash: its work is done once it exists, so it may go. */
async function createInPlaceOf<T>(connection: Connection, name: string, create: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      if (
        attempt === ATTEMPTS ||
        statusOf(error) !== 409 ||
        !whatEngineSaid(error).includes("is already in use by container")
      )
        throw error;
      await connection.container(name).remove({ v: true, force: true }).catch(unlessGone);
      // A name is taken a moment before its container can be found, and free a moment after it is gone.
      await sleep(20 * attempt);
    }
  }
}

function unlessGone(error: unknown): void {
  const status = statusOf(error);
  // 409: the other one is just removing it.
  if (status !== 404 && status !== 409) throw error;
}

function spelling(directory: string, index: number): string {
  return posix.join(posix.dirname(directory), ...Array<string>(index).fill(AGAIN), posix.basename(directory));
}

export function preparationName(image: string): string {
  return `${PREPARATION}${createHash("sha256").update(image).digest("hex").slice(0, 12)}`;
}
