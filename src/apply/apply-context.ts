import type { Files } from "../deployment/deployment.ts";
import type { Engine } from "../engine/port.ts";
import type { Wanted } from "../plan/wanted.ts";
import type { OnEvent } from "./event.ts";

/** What the steps of a plan need besides themselves. */
export interface ApplyContext {
  readonly engine: Engine;
  readonly wanted: Wanted;
  /** What builds take from this machine: certificates, package indexes. */
  readonly buildHost: () => Files;
  readonly on: OnEvent;
  readonly signal?: AbortSignal | undefined;
}
