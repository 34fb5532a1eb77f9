import type { Deployment } from "../deployment/deployment.ts";
import type { DatabaseKind } from "../model/database.ts";
import type { SharedVolume } from "../deployment/shared-volumes.ts";
import type { Leaving } from "./leaving.ts";
import type { SentFiles } from "./sent-files.ts";

/** All that a plan is made for: the deployment, and what only the edge could know. */
export interface Wanted {
  readonly deployment: Deployment;
  /** The volumes of the roster's groups. */
  readonly shared: readonly SharedVolume[];
  /** Digests of build directories that are a person's own, by the directory as the definition writes it. */
  readonly ownDigests: { readonly [directory: string]: string };
  /** The directory of the definition on the engine's machine: relative mounts begin here. */
  readonly directory: string;
  /** In what kind of database the hub's data is now; undefined for a hub that has none. */
  readonly dataIn?: DatabaseKind;
  /** Where the data has to be taken from before the hub can be what is wanted. */
  readonly leaves?: Leaving;
  /** Whether the key in `secrets/` is another one than the hub was last started with, as it is meant to be. */
  readonly otherKey?: boolean;
  /** Where the engine is; a hub whose files it must see cannot be on another machine. */
  readonly engine?: { readonly address: string; readonly local: boolean; readonly open?: boolean };
  /** What an engine on another machine has of the hub's files; undefined where there is nothing of them yet. */
  readonly files?: SentFiles | undefined;
}
