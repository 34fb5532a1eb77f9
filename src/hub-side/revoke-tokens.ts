import { type GenericSchema, number, object } from "valibot";
import type { NoAnswer } from "./no-answer.ts";
import { decide, type Decided, type EngineSource, moduleCommand } from "./in-hub.ts";

interface Revoked {
  /** How many there were. */
  readonly revoked: number;
}

/** The answer of `hubwright_hub.revoke_tokens`. */
export const REVOKED: GenericSchema<unknown, Revoked> = object({ revoked: number() });

/** Revokes tokens and shares by their IDs, as `BesideList` has them. */
export function revokeTokens(
  hub: string,
  source: EngineSource,
  ids: readonly string[],
): Promise<Decided<Revoked> | NoAnswer> {
  return decide(hub, source, moduleCommand("revoke_tokens", ...ids), REVOKED);
}
