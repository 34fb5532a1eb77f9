import { LABEL, type SentVolume } from "../../deployment/deployment.ts";
import { temporaryLabels } from "../../deployment/temporary.ts";
import type { Engine, StoredFiles } from "../../engine/port.ts";
import { hubNames } from "../../model/hub/names.ts";
import type { Observed } from "../../plan/observed.ts";
import { nameOf } from "../../deployment/sent-volumes.ts";

/** A volume with files of the hub's directory; in the list's volume only the list matters. */
export type Looked = Pick<SentVolume, "name" | "holds" | "files">;

/**
 * Reads the hub's files on the engine: from a container that has them mounted, running or not, otherwise from one
 * that is created for this and never started.
 *
 * @param images - Tags of images for such a container; any of them will do, since it is never started.
 * @returns by volume; volumes that are missing, and those that nothing could look into, are left out.
 */
export async function filesThere(
  { hub, images }: { readonly hub: string; readonly images: readonly string[] },
  volumes: readonly Looked[],
  observed: Observed,
  engine: Engine,
): Promise<ReadonlyMap<string, StoredFiles>> {
  const there = volumes.filter(({ name }) =>
    observed.volumes.some((volume) => volume.name === name && volume.labels[LABEL.hub] === hub),
  );
  const mounted = there.map((volume) => ({ volume, mount: mountOf(volume.name, hub, observed) }));
  const seen = await Promise.all(
    mounted.map(async ({ volume, mount }): Promise<[string, StoredFiles] | undefined> => {
      if (mount === undefined) return undefined;
      const file = fileOf(volume);
      const path = file === null ? mount.target : `${mount.target}/${file}`;
      return [volume.name, await engine.readFiles(mount.container, path)];
    }),
  );
  const found = new Map(seen.filter((entry) => entry !== undefined));
  const rest = there.filter(({ name }) => !found.has(name));
  const image = images.find((tag) => observed.images.some(({ tags }) => tags.includes(tag)));
  if (rest.length === 0 || image === undefined) return found;
  const looked = await engine.readVolumes({
    ...worker(hub, image, `${hub}.files`),
    volumes: rest.map((volume) => ({ name: volume.name, file: fileOf(volume) })),
  });
  return new Map([...found, ...looked]);
}

/** A container that files are read or written in. Its kind is what `up` knows one by that a crash has left behind. */
export function worker(hub: string, image: string, name: string) {
  return { name, image, labels: temporaryLabels(hub, "files") } as const;
}

/** The volume with a hub's list. It is checked even if the hub should no longer have one. */
export function listVolume(hub: string, roster: string): Looked {
  return { name: hubNames(hub).roster, holds: "roster", files: [roster] };
}

/** In the list's directory admins may keep whatever they like. */
function fileOf({ holds, files: [first = ""] }: Looked): string | null {
  return holds === "roster" ? nameOf(first) : null;
}

function mountOf(
  volume: string,
  hub: string,
  { containers }: Observed,
): { readonly container: string; readonly target: string } | undefined {
  const { proxy } = hubNames(hub);
  for (const { name, labels, mounts } of containers) {
    // A notebook that has the list mounted removes itself when it ends.
    if (labels[LABEL.hub] !== hub || (name !== hub && name !== proxy)) continue;
    const mount = mounts.find(({ type, source }) => type === "volume" && source === volume);
    if (mount !== undefined) return { container: name, target: mount.target };
  }
  return undefined;
}
