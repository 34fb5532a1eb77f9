import type Dockerode from "dockerode";
import type { VolumeWork } from "../port.ts";
import type { Connection } from "./connection.ts";
import { createInPlaceOf, unlessGone } from "./create-in-place-of.ts";
import { frames } from "./frames.ts";
import { placeIn } from "./networks.ts";

/** To read what only its owner may, and to give copies their owners. */
export const VOLUME_RIGHTS = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID"];

/** Runs a piece of work to its end. Its output and its complaints come as one text. */
export function runWork(
  connection: Connection,
  { name, image, labels, command, volumes, network, files = [] }: VolumeWork,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return connection.ask(`run ${command[0]} in the container ${name}`, async (docker) => {
    const { NetworkMode, ...place } = network === undefined ? { NetworkMode: "none" } : placeIn(network);
    const create = () =>
      docker.createContainer({
        ...place,
        name,
        Image: image,
        Cmd: [...command],
        Labels: { ...labels },
        HostConfig: {
          NetworkMode,
          CapDrop: ["ALL"],
          CapAdd: VOLUME_RIGHTS,
          ReadonlyRootfs: true,
          SecurityOpt: ["no-new-privileges"],
          Mounts: [
            ...volumes.map((volume) => ({
              Type: "volume" as const,
              Source: volume.name,
              Target: volume.target,
              ReadOnly: volume.readOnly,
              VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "", Options: {} } },
            })),
            ...files.map(({ source, target }) => ({
              Type: "bind" as const,
              Source: source,
              Target: target,
              ReadOnly: true,
            })),
          ],
        },
      });
    const container = await createInPlaceOf(connection, name, create);
    try {
      await container.start();
      const { StatusCode } = (await container.wait()) as { StatusCode: number };
      return { exitCode: StatusCode, output: await printedBy(container) };
    } finally {
      await container.remove({ v: true, force: true }).catch(unlessGone);
    }
  });
}

/** What a container printed on both outputs, as one text. */
export async function printedBy(container: Dockerode.Container): Promise<string> {
  const log = await container.logs({ stdout: true, stderr: true, follow: false });
  const parts: Buffer[] = [];
  for await (const { bytes } of frames(once(log))) parts.push(bytes);
  return Buffer.concat(parts).toString("utf8");
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
