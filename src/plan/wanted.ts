import type { Deployment } from "../deployment/deployment.ts";
import type { SharedVolume } from "../deployment/shared-volumes.ts";

/** All that a plan is made for: the deployment, and what only the edge could know. */
export interface Wanted {
  readonly deployment: Deployment;
  /** The volumes of the roster's groups. */
  readonly shared: readonly SharedVolume[];
  /** Digests of build directories that are a person's own, by the directory as the definition writes it. */
  readonly ownDigests: { readonly [directory: string]: string };
  /** The directory of the definition on the engine's machine: relative mounts begin here. */
  readonly directory: string;
}
