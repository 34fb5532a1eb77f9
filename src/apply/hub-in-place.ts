import type { Files } from "../deployment/deployment.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";

/** A hub, its people and its place. */
export interface HubInPlace {
  readonly hub: HubDefinition;
  readonly people: GroupMap;
  /** The directory of the definition, in full. */
  readonly directory: string;
  /** The content of the files that `extraConfig` names. */
  readonly extraConfig?: Files;
}
