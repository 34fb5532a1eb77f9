import type { HubDefinition } from "../../model/hub/hub.ts";

/** A hub, and the directory that its definition is in, in full: everything of the hub is below it. */
export interface Place {
  readonly hub: HubDefinition;
  readonly directory: string;
}
