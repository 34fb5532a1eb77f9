import type { Files } from "../deployment/deployment.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import type { Place } from "../workspace/hub/place.ts";

/** A hub in its place, with its people. */
export interface HubInPlace extends Place {
  /** The user list, as it is now. */
  readonly people: GroupMap;
  /** The content of the files that `extraConfig` names. */
  readonly extraConfig?: Files;
}
