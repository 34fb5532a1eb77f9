import { array, exactOptional, type GenericSchema, object, picklist, string } from "valibot";
import type { NoAnswer } from "./no-answer.ts";
import { decide, type Decided, type EngineSource, moduleCommand } from "./in-hub.ts";

/** Whether a name that came back is the same person's. */
export type Choice = "same" | "new";

/** Every version so far has all fields. One that leaves some out has done what was asked all the same: its exit code says so. */
interface Returned {
  readonly name?: string;
  readonly choice?: Choice;
  /** The volumes of the other person, under their names as archives. */
  readonly archived?: readonly string[];
}

/** The answer of `hubwright_hub.returns`. */
export const RETURNED: GenericSchema<unknown, Returned> = object({
  name: exactOptional(string()),
  choice: exactOptional(picklist(["same", "new"])),
  archived: exactOptional(array(string())),
});

/** Decides whose a held name is, and lets it in. */
export function decideHeld(
  hub: string,
  source: EngineSource,
  name: string,
  choice: Choice,
): Promise<Decided<Returned> | NoAnswer> {
  return decide(hub, source, moduleCommand("returns", name, choice), RETURNED);
}
