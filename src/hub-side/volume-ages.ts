import { array, type GenericSchema, nullable, number } from "valibot";
import { hasCode } from "../model/problem/hubwright-error.ts";
import { temporaryLabels } from "../deployment/temporary.ts";
import type { Engine } from "../engine/port.ts";
import { ifAny } from "./no-answer.ts";
import { answerIn, moduleCommand } from "./in-hub.ts";

/** The answer of `hubwright_hub.volume_ages`: seconds since 1970, in the order of the volumes; null for an empty one. */
export const VOLUME_AGES: GenericSchema<unknown, readonly (number | null)[]> = array(nullable(number()));

/** When something in each of some volumes was last changed, in their order; empty if they cannot be looked into. */
export async function volumeAges(
  hub: string,
  engine: Engine,
  image: string,
  volumes: readonly string[],
): Promise<readonly (number | null)[]> {
  try {
    const ended = await engine.run({
      name: `${hub}.look`,
      image,
      labels: temporaryLabels(hub, "look"),
      command: moduleCommand("volume_ages"),
      volumes: volumes.map((name, index) => ({ name, target: `/volumes/${index}`, readOnly: true })),
    });
    // A warning of Python itself comes before the answer: a container has one output.
    return ifAny(answerIn({ ...ended, output: ended.output.trim().split("\n").at(-1) ?? "" }, VOLUME_AGES)) ?? [];
  } catch (error) {
    // Before the first build there is no image to do this with.
    if (hasCode(error, "not-found")) return [];
    throw error;
  }
}
