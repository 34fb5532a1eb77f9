import type { DatabaseKind } from "../model/database.ts";
import type { ImageSpec, NetworkSpec, SentVolume, ServiceSpec, VolumeSpec } from "../deployment/deployment.ts";
import type { NetworkRef } from "./observed.ts";

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
  /** Stops and removes the containers of a hub: it first, then the notebooks that are there by then. */
  | { readonly do: "stop-hub"; readonly hub: string; readonly hubId: string }
  /** Copies a volume that nobody uses, and compares the two; where both are there already it compares them. */
  | { readonly do: "copy-volume"; readonly from: string; readonly volume: VolumeSpec }
  | { readonly do: "remove-volume"; readonly name: string }
  /** By its id: two networks may have one name. */
  | { readonly do: "remove-network"; readonly network: NetworkRef }
  /** Puts files of the hub's directory into a volume; what they hold is read when it is done. */
  | { readonly do: "send-files"; readonly volume: SentVolume }
  | { readonly do: "remove-container"; readonly name: string }
  | { readonly do: "create-container"; readonly service: ServiceSpec }
  /** Puts a container into a network beside the one that it was made in. */
  | { readonly do: "connect-network"; readonly network: string; readonly service: ServiceSpec }
  | { readonly do: "start-container"; readonly name: string }
  /** Brings the hub's data into SQLite: in a container of an image that can reach it, in a network, with a secret. */
  | {
      readonly do: "move-database";
      readonly from: Exclude<DatabaseKind, "sqlite">;
      readonly image: string;
      readonly network: string;
      readonly secret: string;
    }
  /** Looks that a database of a person's own can be reached and is not somebody else's, before anything is taken away. */
  | { readonly do: "check-database"; readonly image: string; readonly network: string; readonly secret: string };

/** One action, why it is needed, and which steps must have finished first. */
export type Step = Action & {
  readonly id: StepId;
  /** A phrase a person would say: `"not found"`, `"the definition changed"`. */
  readonly because: string;
  readonly after: readonly StepId[];
};

/** Something that stands in the way: an object that is somebody else's, an engine elsewhere, two lists of people. */
export interface Conflict {
  readonly object: "container" | "network" | "volume" | "image" | "port" | "engine" | "list";
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
  /** What stops nobody: volumes of single groups that are somebody else's, whose members will be told; a list that was edited in the hub. */
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
    case "stop-hub":
      return action.hub;
    case "create-volume":
    case "copy-volume":
    case "send-files":
      return action.volume.name;
    case "connect-network":
      return `${action.network} ${action.service.name}`;
    case "create-container":
      return action.service.name;
    case "check-database":
      return action.secret;
    case "move-database":
      return action.from;
    case "remove-network":
      return `${action.network.name} ${action.network.id}`;
    case "remove-volume":
    case "remove-container":
    case "start-container":
      return action.name;
  }
}

/** The id where one of the steps has it: what somebody comes after, if it is done at all. */
export function idsOf(steps: readonly Step[], id: StepId): readonly StepId[] {
  return steps.some((candidate) => candidate.id === id) ? [id] : [];
}
