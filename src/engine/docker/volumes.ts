import { isDeepStrictEqual } from "node:util";
import type { VolumeSpec } from "../../deployment/deployment.ts";
import { EngineError } from "../port.ts";
import type { Connection } from "./connection.ts";

export async function createVolume(connection: Connection, { name, labels }: VolumeSpec): Promise<void> {
  // Docker gives back a volume that is there as though it had made it. Only its labels tell whose it is.
  const found = await connection.ask(`create the volume ${name}`, async (docker) => {
    await docker.createVolume({ Name: name, Labels: { ...labels } });
    // dockerode gives a handle, which has to be asked.
    const { Labels } = await docker.getVolume(name).inspect();
    return Labels ?? {};
  });
  if (isDeepStrictEqual(found, { ...labels })) return;
  throw new EngineError(
    "name-taken",
    `There is a volume ${name} already, with other labels.`,
    `Look whose it is: docker volume inspect ${name}`,
  );
}

/** The engine's answer to "how much is there", as far as it is about volumes. */
interface Usage {
  readonly Volumes?: readonly { readonly Name: string; readonly UsageData?: { readonly Size: number } | null }[] | null;
}

export async function volumeSizes(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const usage = await connection.ask(
    "ask how large the volumes are",
    async (docker) => (await docker.df()) as unknown as Usage,
  );
  return new Map(
    (usage.Volumes ?? []).flatMap(({ Name, UsageData }) =>
      UsageData && UsageData.Size >= 0 ? [[Name, UsageData.Size]] : [],
    ),
  );
}

export async function removeVolume(connection: Connection, name: string): Promise<void> {
  await connection.ask(`remove the volume ${name}`, () => connection.volume(name).remove());
}
