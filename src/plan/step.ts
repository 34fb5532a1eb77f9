import type { ImageSpec, NetworkSpec, ServiceSpec, VolumeSpec } from "../deployment/deployment.ts";

/** What names a step inside its plan: what it does and to what. */
export type StepId = string;

/** What a step does: one thing asked of the engine, with all that is needed to ask it. */
export type Action =
  /** Pulls the image, or makes it where it cannot be pulled. */
  | { readonly do: "get-image"; readonly reference: string }
  | { readonly do: "build-image"; readonly image: ImageSpec }
  /** Keeps the image that is about to be replaced under another tag, as the way back. */
  | { readonly do: "keep-image"; readonly image: string; readonly tag: string }
  | { readonly do: "remove-image"; readonly image: string }
  | { readonly do: "create-network"; readonly network: NetworkSpec }
  /** `like`: the image whose group folder it gets owner and mode of, at once; null where it stays as Docker makes it. */
  | { readonly do: "create-volume"; readonly volume: VolumeSpec; readonly like: string | null }
  | { readonly do: "remove-container"; readonly name: string }
  | { readonly do: "create-container"; readonly service: ServiceSpec }
  | { readonly do: "start-container"; readonly name: string };

/** One action, why it is needed, and which steps must have finished first. */
export type Step = Action & {
  readonly id: StepId;
  /** A phrase a person would say: `"not found"`, `"the definition changed"`. */
  readonly because: string;
  readonly after: readonly StepId[];
};

/** Something that stands in the way: an object that is somebody else's. */
export interface Conflict {
  readonly object: "container" | "network" | "volume" | "image" | "port";
  readonly name: string;
  readonly message: string;
  readonly hint: string;
}

/** What would be done, in an order in which it can be done. */
export interface Plan {
  readonly steps: readonly Step[];
  /** What is done once the hub answers; nobody waits for it. */
  readonly cleanup: readonly Step[];
  /** With any of these, nothing is done. */
  readonly conflicts: readonly Conflict[];
  /** Volumes of single groups that are somebody else's: their members will be told, everyone else has a hub. */
  readonly warnings: readonly Conflict[];
}

/** Names a step by what it does and to what. */
export function step(action: Action, because: string, after: readonly StepId[] = []): Step {
  return { ...action, id: `${action.do} ${targetOf(action)}`, because, after };
}

function targetOf(action: Action): string {
  switch (action.do) {
    case "get-image":
      return action.reference;
    case "build-image":
      return action.image.role;
    case "keep-image":
      return action.tag;
    case "remove-image":
      return action.image;
    case "create-network":
      return action.network.name;
    case "create-volume":
      return action.volume.name;
    case "create-container":
      return action.service.name;
    case "remove-container":
    case "start-container":
      return action.name;
  }
}
