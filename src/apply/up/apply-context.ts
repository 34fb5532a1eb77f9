import type { Files } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import type { Wanted } from "../../plan/wanted.ts";
import type { OnEvent } from "../event.ts";

/** What is needed to perform the steps of a plan. */
export interface ApplyContext {
  readonly engine: Engine;
  readonly wanted: Wanted;
  /** What builds use from this machine: certificates, package indexes. */
  readonly buildHost: () => Files;
  readonly on: OnEvent;
  readonly signal?: AbortSignal | undefined;
}
