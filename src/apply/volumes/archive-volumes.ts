import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { hint, hubwright } from "../../model/problem/problem.ts";
import { LABEL, type Labels } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import { archiveName } from "../../model/hub/names.ts";
import { copyVolume } from "../../hub-side/volume-copy.ts";

/** Kinds of containers that a run creates for itself: the next run removes what a killed one left behind. */
const WORKERS: readonly string[] = ["copy", "look"];

/** What creating an archive needs. */
export interface ArchiveOptions {
  /** The hub that the archives belong to. */
  readonly hub: string;
  /** The hub's image, whose own Python copies. */
  readonly image: string;
  /** `"2026-11-24"`, which the archive's name ends with. */
  readonly day: string;
  /** Called for each archive once its original is removed. */
  readonly on?: (original: string, archive: string, amount: string) => void;
}

/**
 * Archives volumes: copies each to `<volume>..archived-<day>`, verifies the copy, then removes the original.
 *
 * If it is interrupted, nothing is lost, and the same call finishes it.
 *
 * @returns the archives, in the order of the volumes.
 * @throws HubwrightError if one is in use or could not be copied completely; those before it are archived.
 */
export async function archiveVolumes(
  engine: Engine,
  volumes: readonly string[],
  { hub, image, day, on = () => {} }: ArchiveOptions,
): Promise<readonly string[]> {
  const labels = await labelsOfUnused(engine, volumes);
  const archives: string[] = [];
  for (const original of volumes) {
    const { archive, amount } = await archived(engine, { original, labels: labels(original), hub, image, day });
    await engine.removeVolume(original);
    archives.push(archive);
    on(original, archive, amount);
  }
  return archives;
}

async function archived(
  engine: Engine,
  asked: { readonly original: string; readonly labels: Labels; hub: string; image: string; day: string },
): Promise<{ readonly archive: string; readonly amount: string }> {
  const { original, hub, image, day } = asked;
  const labels = { ...asked.labels, [LABEL.hub]: hub, [LABEL.kind]: "archive" };
  for (let number = 1; ; number += 1) {
    const to = archiveName(original, day, number);
    const amount = await copyVolume(engine, { from: original, to, labels, hub, image });
    // An archive of the same day with other contents is an earlier one, and complete.
    if (amount !== undefined) return { archive: to, amount };
  }
}

/**
 * Makes sure that volumes are not in use.
 *
 * @returns the labels of each.
 * @throws HubwrightError where one is in use, by whom, or is not there.
 */
export async function labelsOfUnused(engine: Engine, volumes: readonly string[]): Promise<(volume: string) => Labels> {
  const observed = await engine.observe([]);
  for (const volume of volumes) {
    const user = observed.containers.find(
      ({ mounts, labels }) =>
        !WORKERS.includes(labels[LABEL.kind] ?? "") &&
        mounts.some(({ type, source }) => type === "volume" && source === volume),
    );
    if (user !== undefined)
      throw HubwrightError.of(
        "in-use",
        `The volume ${volume} is used by the container ${user.name}.`,
        user.labels[LABEL.kind] === "notebook"
          ? "Stop that server first, in the admin page or with Stop My Server."
          : hint`Stop it first: ${hubwright("down")}`,
      );
    if (!observed.volumes.some(({ name }) => name === volume))
      throw HubwrightError.of(
        "not-found",
        `There is no volume ${volume}.`,
        hint`${hubwright("volumes")} lists all volumes.`,
      );
  }
  return (volume) => observed.volumes.find(({ name }) => name === volume)?.labels ?? {};
}
