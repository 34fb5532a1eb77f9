import { LABEL } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import { copyVolume } from "../../hub-side/volume-copy.ts";
import { archiveName } from "../../model/hub/names.ts";
import type { ActionOf } from "../../plan/step.ts";
import { refuseUsed } from "./refuse-used.ts";

/**
 * Archives a volume: copies it to `<volume>..archived-<day>`, verifies the copy, then removes the original.
 *
 * If it is interrupted, nothing is lost, and the same call finishes it.
 *
 * @throws HubwrightError if the volume is in use or could not be copied completely.
 */
export async function archiveVolume(
  { volume, labels: own, archive }: ActionOf<"archive-volume">,
  engine: Engine,
  output: (line: string) => void,
): Promise<void> {
  const { hub, image, day } = archive;
  await refuseUsed(hub, engine, [volume]);
  const labels = { ...own, [LABEL.hub]: hub, [LABEL.kind]: "archive" };
  for (let number = 1; ; number += 1) {
    const to = archiveName(volume, day, number);
    const amount = await copyVolume({ from: volume, to, labels, hub, image }, engine);
    // An archive of the same day with other contents is an earlier one, and complete.
    if (amount === undefined) continue;
    await engine.removeVolume(volume);
    output(`${volume} is kept as ${to} (${amount}).`);
    return;
  }
}
