import type { Readable } from "node:stream";
import type { StoredFiles, VolumeLook } from "../port.ts";
import type { Connection } from "./connection.ts";
import { createInPlaceOf, unlessGone } from "./create-in-place-of.ts";
import { statusOf, whatEngineSaid } from "./errors.ts";

/** In bytes. Nobody keeps a list of people or a key that is larger; an admin may have put a film there. */
const MOST = 2 * 2 ** 20;

/** Docker gives what a container has mounted, too, running or not. */
export async function readFiles(connection: Connection, container: string, path: string): Promise<StoredFiles> {
  const archive = await connection.ask(`read ${path} in the container ${container}`, async () => {
    try {
      return (await connection.container(container).getArchive({ path })) as unknown as Readable;
    } catch (error) {
      // The same number says that there is no such container.
      if (statusOf(error) === 404 && !/no such container/i.test(whatEngineSaid(error))) return undefined;
      throw error;
    }
  });
  return archive === undefined ? new Map() : filesIn(archive);
}

/** The files at the top of an archive; those of directories inside are left out. */
async function filesIn(archive: Readable): Promise<StoredFiles> {
  const { default: tar } = await import("tar-stream");
  const found = new Map<string, Buffer>();
  const entries = tar.extract();
  archive.on("error", (error) => entries.destroy(error)).pipe(entries);
  // What is left of the archive when the loop is left early is not asked for any more.
  try {
    for await (const entry of entries) {
      const { name, type } = entry.header;
      const isTop = name.split("/").length <= 2;
      const content = await upTo(MOST, entry as AsyncIterable<Buffer>);
      if (isTop && type !== "directory") found.set(name.slice(name.lastIndexOf("/") + 1), content);
      if (content.length === MOST) break;
    }
  } finally {
    archive.destroy();
  }
  return found;
}

async function upTo(most: number, entry: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of entry) {
    parts.push(part);
    length += part.length;
    if (length >= most) break;
  }
  return Buffer.concat(parts).subarray(0, most);
}

export async function readVolumes(
  connection: Connection,
  { name, image, labels, volumes }: VolumeLook,
): Promise<ReadonlyMap<string, StoredFiles>> {
  return connection.ask(`look into ${volumes.map((volume) => volume.name).join(", ")}`, async (docker) => {
    const place = (index: number) => `/volumes/${index}`;
    const create = () =>
      docker.createContainer({
        name,
        Image: image,
        Cmd: ["true"],
        Labels: { ...labels },
        HostConfig: {
          NetworkMode: "none",
          Mounts: volumes.map((volume, index) => ({
            Type: "volume",
            Source: volume.name,
            Target: place(index),
            ReadOnly: true,
            VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "", Options: {} } },
          })),
        },
      });
    const container = await createInPlaceOf(connection, name, create);
    try {
      const found = volumes.map(async (volume, index): Promise<[string, StoredFiles]> => {
        const path = volume.file === null ? place(index) : `${place(index)}/${volume.file}`;
        return [volume.name, await readFiles(connection, name, path)];
      });
      return new Map(await Promise.all(found));
    } finally {
      await container.remove({ v: true, force: true }).catch(unlessGone);
    }
  });
}
