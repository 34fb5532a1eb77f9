import type { VolumeWork } from "../port.ts";
import type { Connection } from "./connection.ts";
import { createInPlaceOf, unlessGone } from "./create-in-place-of.ts";
import { frames } from "./frames.ts";

/** To read what only its owner may, and to give copies their owners. */
const RIGHTS = ["CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID"];

/** Runs a piece of work to its end. Its output and its complaints come as one text. */
export function runWork(
  connection: Connection,
  { name, image, labels, command, volumes }: VolumeWork,
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return connection.ask(`run ${command[0]} in the container ${name}`, async (docker) => {
    const create = () =>
      docker.createContainer({
        name,
        Image: image,
        Cmd: [...command],
        Labels: { ...labels },
        HostConfig: {
          NetworkMode: "none",
          CapDrop: ["ALL"],
          CapAdd: RIGHTS,
          ReadonlyRootfs: true,
          SecurityOpt: ["no-new-privileges"],
          Mounts: volumes.map((volume) => ({
            Type: "volume",
            Source: volume.name,
            Target: volume.target,
            ReadOnly: volume.readOnly,
            VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "", Options: {} } },
          })),
        },
      });
    const container = await createInPlaceOf(connection, name, create);
    try {
      await container.start();
      const { StatusCode } = (await container.wait()) as { StatusCode: number };
      const log = await container.logs({ stdout: true, stderr: true, follow: false });
      const parts: Buffer[] = [];
      for await (const { bytes } of frames(once(log))) parts.push(bytes);
      return { exitCode: StatusCode, output: Buffer.concat(parts).toString("utf8") };
    } finally {
      await container.remove({ v: true, force: true }).catch(unlessGone);
    }
  });
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
