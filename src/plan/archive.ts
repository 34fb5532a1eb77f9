import { usedOrMissing } from "./volume-use.ts";
import type { Observed } from "./observed.ts";
import { type ActionOf, type ArchiveSpec, type Plan, step, type Step } from "./step.ts";

/**
 * Archives volumes, one after another: only one exists twice at a time. A volume that is in use or is not there is a conflict.
 *
 * @param because - Why: `"asked for"`.
 */
export function planArchive(
  volumes: readonly string[],
  archive: ArchiveSpec,
  observed: Observed,
  because: string,
): { readonly steps: readonly Step<ActionOf<"archive-volume">>[]; readonly conflicts: Plan["conflicts"] } {
  const steps: Step<ActionOf<"archive-volume">>[] = [];
  for (const volume of volumes) {
    const labels = observed.volumes.find(({ name }) => name === volume)?.labels ?? {};
    const before = steps.slice(-1).map(({ id }) => id);
    steps.push(step({ do: "archive-volume", volume, labels, archive }, because, before));
  }
  return { steps, conflicts: usedOrMissing(volumes, observed) };
}
