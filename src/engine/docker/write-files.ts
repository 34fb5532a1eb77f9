import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { nodeStream } from "../archive.ts";
import type { FileWriting } from "../port.ts";
import type { Connection } from "./connection.ts";
import { createInPlaceOf, unlessGone } from "./create-in-place-of.ts";
import { printedBy, VOLUME_RIGHTS } from "./run-work.ts";

const AT = "/volume";

/** What `hubwright_hub.receive` ends with where something is there that may not be replaced. */
export const HOLDS_ANOTHER = 3;

/**
 * Puts the files beside their places while nothing runs, and has the hub's own Python move them there: an archive alone would
 * be unpacked before the eyes of the hub, and what broke off would stay half.
 */
export function writeFiles(connection: Connection, writing: FileWriting): Promise<boolean> {
  const { name, image, labels, volume, directory, files, replaces } = writing;
  // A different name each time, so that nobody can have prepared something there.
  const mark = `.hubwright-sent-${randomBytes(8).toString("hex")}-`;
  const job = { mark, files: files.map((file) => file.name), directory, replaces };
  return connection.ask(
    `put ${files.map((file) => file.name).join(", ")} into the volume ${volume}`,
    async (docker) => {
      const create = () =>
        docker.createContainer({
          name,
          Image: image,
          Cmd: ["python3", "-m", "hubwright_hub.receive", AT, JSON.stringify(job)],
          Labels: { ...labels },
          HostConfig: {
            NetworkMode: "none",
            CapDrop: ["ALL"],
            CapAdd: VOLUME_RIGHTS,
            ReadonlyRootfs: true,
            SecurityOpt: ["no-new-privileges"],
            Mounts: [
              {
                Type: "volume",
                Source: volume,
                Target: AT,
                VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "", Options: {} } },
              },
            ],
          },
        });
      const container = await createInPlaceOf(connection, name, create);
      try {
        await container.putArchive(await archiveOf(mark, files), { path: AT });
        await container.start();
        const { StatusCode } = (await container.wait()) as { StatusCode: number };
        if (StatusCode === 0) return true;
        if (StatusCode === HOLDS_ANOTHER) return false;
        const said = (await printedBy(container)).trim();
        throw EngineFailure.of(
          "engine-failed",
          `The files for the volume ${volume} did not arrive: ${said || `the copy exited with ${StatusCode}`}`,
          "Fix the problem shown above, then run the command again.",
        );
      } finally {
        await container.remove({ v: true, force: true }).catch(unlessGone);
      }
    },
  );
}

async function archiveOf(mark: string, files: FileWriting["files"]): Promise<Readable> {
  const { default: tar } = await import("tar-stream");
  const pack = tar.pack();
  for (const { name, content, mode, group } of files)
    pack.entry({ name: `${mark}${name}`, mode, uid: 0, gid: group, mtime: new Date() }, content);
  pack.finalize();
  return nodeStream(pack);
}
