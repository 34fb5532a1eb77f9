import type { HubDefinition } from "../../model/hub/hub.ts";

/** A hub, and the directory that its definition is in, in full: everything of the hub is below it. */
export interface Place {
  /** The hub's definition. */
  readonly hub: HubDefinition;
  /** The absolute path of the definition's directory. */
  readonly directory: string;
}
