import type { Deployment } from "../deployment/deployment.ts";
import type { DatabaseKind } from "../model/hub/database.ts";
import type { SharedVolume } from "../deployment/shared-volumes.ts";
import type { Leaving } from "./leaving.ts";
import type { SentFiles } from "./sent-files.ts";

/** Everything that a plan is made for: the deployment, and what only the outer layers can know. */
export interface Wanted {
  readonly deployment: Deployment;
  /** The volumes of the roster's groups. */
  readonly shared: readonly SharedVolume[];
  /** Digests of a person's own build directories, by the directory as written in the definition. */
  readonly ownDigests: { readonly [directory: string]: string };
  /** The directory of the definition on the engine's machine: relative mounts start here. */
  readonly directory: string;
  /** The kind of database that the hub's data is in now; undefined for a hub without data. */
  readonly dataIn?: DatabaseKind;
  /** Where the data must be moved from before the hub can be as wanted. */
  readonly leaves?: Leaving;
  /** Whether the key in `secrets/` intentionally differs from the one that the hub was last started with. */
  readonly otherKey?: boolean;
  /** Where the engine is; if it must see the hub's files, it cannot be on another machine. */
  readonly engine?: { readonly address: string; readonly local: boolean; readonly open?: boolean };
  /** What an engine on another machine has of the hub's files; undefined if it has nothing yet. */
  readonly files?: SentFiles | undefined;
}
