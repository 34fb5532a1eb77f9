import { HubwrightError } from "../model/problem/hubwright-error.ts";
import type { Labels } from "../deployment/deployment.ts";
import { temporaryLabels } from "../deployment/temporary.ts";
import type { Engine } from "../engine/port.ts";
import { moduleCommand } from "./in-hub.ts";

/** The exit code of `hubwright_hub.volume_copy` if the target volume contains something else. */
export const HOLDS_ANOTHER = 3;

/** A volume to copy, and its target. */
export interface Copy {
  readonly from: string;
  readonly to: string;
  /** Of the copy. */
  readonly labels: Labels;
  readonly hub: string;
  /** The hub's image, whose own Python does the work. */
  readonly image: string;
}

/**
 * Copies a volume with owners, modes, times, links and pipes, and verifies it by count and bytes.
 *
 * Can be repeated: an interrupted copy starts over, a complete one is verified again. The original is kept.
 *
 * @returns the amount as text; undefined if the target volume contains something else.
 * @throws HubwrightError if it could not be copied completely.
 */
export async function copyVolume({ from, to, labels, hub, image }: Copy, engine: Engine): Promise<string | undefined> {
  await engine.createVolume({ name: to, labels });
  const { exitCode, output } = await engine.run({
    // No object of a hub with data has such a name: only people and groups come after a dot.
    name: `${hub}.copy`,
    image,
    labels: temporaryLabels(hub, "copy"),
    command: moduleCommand("volume_copy", JSON.stringify({ task: "archive" })),
    volumes: [
      { name: from, target: "/from", readOnly: true },
      { name: to, target: "/to", readOnly: false },
    ],
  });
  if (exitCode === HOLDS_ANOTHER) return undefined;
  if (exitCode === 0) return output.trim();
  throw HubwrightError.of(
    "engine-failed",
    `${from} could not be copied: ${output.trim() || `the copy exited with ${exitCode}`}`,
    "Nothing was removed. Fix the problem shown above, then run the command again.",
  );
}
