import { array, exactOptional, type GenericSchema, nullable, object, string } from "valibot";
import type { NoAnswer } from "./no-answer.ts";
import { decide, type Decided, type EngineSource, moduleCommand } from "./in-hub.ts";

/** Every version so far has all fields. One that leaves some out has done what was asked all the same: its exit code says so. */
interface Accepted {
  /** The digest of the userlist that takes effect. */
  readonly digest?: string | null;
  /** The people who lose access. */
  readonly loss?: readonly string[];
}

/** The answer of `hubwright_hub.accept`. */
export const ACCEPTED: GenericSchema<unknown, Accepted> = object({
  digest: exactOptional(nullable(string())),
  loss: exactOptional(array(string())),
});

/** Lets a list that takes access from many people come into force: the file with this digest and no other. */
export function acceptList(
  hub: string,
  source: EngineSource,
  digest: string | null,
): Promise<Decided<Accepted> | NoAnswer> {
  return decide(hub, source, moduleCommand("accept", ...(digest === null ? [] : [digest])), ACCEPTED);
}
