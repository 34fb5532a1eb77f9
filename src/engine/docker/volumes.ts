import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { hint, program } from "../../model/problem/problem.ts";
import type { VolumeSpec } from "../../deployment/deployment.ts";
import type { Connection } from "./connection.ts";
import { whatEngineSaid } from "./errors.ts";

export async function createVolume(connection: Connection, { name, labels }: VolumeSpec): Promise<void> {
  // Docker returns an existing volume as if it had just created it. Only the labels show its owner.
  const found = await connection.ask(`create the volume ${name}`, async (docker) => {
    await docker.createVolume({ Name: name, Labels: { ...labels } });
    // dockerode gives a handle, which has to be asked.
    const { Labels } = await docker.getVolume(name).inspect();
    return Labels ?? {};
  });
  if (isDeepStrictEqual(found, { ...labels })) return;
  throw EngineFailure.of(
    "name-taken",
    `A volume named ${name} already exists, with other labels.`,
    hint`Check its owner: ${program("docker", "volume", "inspect", name)}`,
  );
}

/** The engine's answer to "how much is there", as far as it is about volumes. */
interface Usage {
  readonly Volumes?: readonly { readonly Name: string; readonly UsageData?: { readonly Size: number } | null }[] | null;
}

/** How long another program may take to ask the same, in milliseconds: Docker reads every file of every volume for it. */
const ASKED_BY_ANOTHER = 60_000;

export async function volumeSizes(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const usage = await connection.ask("measure its volumes", usageOf);
  return new Map(
    (usage.Volumes ?? []).flatMap(({ Name, UsageData }) =>
      UsageData && UsageData.Size >= 0 ? [[Name, UsageData.Size]] : [],
    ),
  );
}

/** Docker answers one such question at a time, and until version 23 it turns the second one away instead of letting it wait. */
async function usageOf(docker: Connection["docker"]): Promise<Usage> {
  for (const end = performance.now() + ASKED_BY_ANOTHER; ; await sleep(200)) {
    try {
      return (await docker.df()) as Usage;
    } catch (error) {
      if (!/already running/i.test(whatEngineSaid(error)) || performance.now() > end) throw error;
    }
  }
}

export async function removeVolume(connection: Connection, name: string): Promise<void> {
  await connection.ask(`remove the volume ${name}`, () => connection.volume(name).remove());
}
