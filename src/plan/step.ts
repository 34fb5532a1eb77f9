import type { DatabaseKind } from "../model/hub/database.ts";
import type {
  ImageRole,
  ImageSpec,
  Labels,
  NetworkSpec,
  SentVolume,
  ServiceSpec,
  VolumeSpec,
} from "../deployment/deployment.ts";
import type { Hint, Problem } from "../model/problem/problem.ts";
import type { NetworkRef } from "./observed.ts";

/** Identifies a step in its plan: what it does and to what. */
export type StepId = string;

/** What a step does: one request to the engine, with everything it needs. */
export type Action =
  /** Pulls the image, or builds it if it cannot be pulled. */
  | { readonly do: "get-image"; readonly reference: string }
  /** Builds an image from its files. */
  | { readonly do: "build-image"; readonly image: ImageSpec }
  /** Keeps the image that is about to be replaced under another tag, to be able to go back. */
  | { readonly do: "keep-image"; readonly image: string; readonly tag: string; readonly role: ImageRole }
  /** Removes a tag of an image, or by its id one that no tag has. */
  | { readonly do: "remove-image"; readonly image: string }
  /** Creates a network, with its labels. */
  | { readonly do: "create-network"; readonly network: NetworkSpec }
  /** Creates a volume, with its labels. `like`: the image whose group folder gives it owner and mode right away; null if it stays as Docker creates it. */
  | { readonly do: "create-volume"; readonly volume: VolumeSpec; readonly like: string | null }
  /** Stops and removes the containers of a hub: the hub first, then the notebooks that exist by then. */
  | { readonly do: "stop-hub"; readonly hub: string; readonly hubId: string }
  /** Copies a volume that nobody uses and compares the two; if both exist already, it only compares them. */
  | { readonly do: "copy-volume"; readonly from: string; readonly volume: VolumeSpec }
  /** Removes a volume with everything in it: one that was named for this, or whose content was copied first. */
  | { readonly do: "remove-volume"; readonly name: string }
  /** Removes a network. By its id: two networks can have the same name. */
  | { readonly do: "remove-network"; readonly network: NetworkRef }
  /** Writes files of the hub's directory to a volume; they are read when the step runs. */
  | { readonly do: "send-files"; readonly volume: SentVolume }
  /** Stops and removes a container. `grace`: how many seconds it may take to save what it has to, if it is running; without it, it is killed. */
  | { readonly do: "remove-container"; readonly name: string; readonly grace?: number }
  /** Creates a container, without starting it. */
  | { readonly do: "create-container"; readonly service: ServiceSpec }
  /** Connects a container to another network besides the one that it was created in. */
  | { readonly do: "connect-network"; readonly network: string; readonly service: ServiceSpec }
  /** Starts a container that exists. */
  | { readonly do: "start-container"; readonly service: ServiceSpec }
  /** Stops and starts the container of a hub; the others keep running. */
  | { readonly do: "restart-hub"; readonly hub: string }
  /** Copies a volume that nobody uses to an archive with the day in its name, compares the two, and removes the original. */
  | { readonly do: "archive-volume"; readonly volume: string; readonly labels: Labels; readonly archive: ArchiveSpec }
  /** Moves the hub's data to SQLite: in a container of an image that can reach it, in a network, with a secret. */
  | {
      readonly do: "move-database";
      readonly from: Exclude<DatabaseKind, "sqlite">;
      readonly image: string;
      readonly network: string;
      readonly secret: string;
    }
  /** Checks that a person's own database can be reached and does not belong to someone else, before anything is removed. */
  | { readonly do: "check-database"; readonly image: string; readonly network: string; readonly secret: string };

/** What an archive of a volume needs besides the volume. */
export interface ArchiveSpec {
  /** The hub that the archive belongs to. */
  readonly hub: string;
  /** The hub's image, whose own Python copies. */
  readonly image: string;
  /** `"2026-11-24"`, which the archive's name ends with. */
  readonly day: string;
}

/** One action, why it is needed, and which steps must have finished first. */
export type Step<A extends Action = Action> = A & {
  /** What it does and to what: `"create-volume math-data"`. Other steps refer to it in `after`. */
  readonly id: StepId;
  /** A phrase a person would say: `"not found"`, `"the definition changed"`. */
  readonly because: string;
  /** The steps that must have finished before this one starts. */
  readonly after: readonly StepId[];
};

/** The action of a kind. */
export type ActionOf<D extends Action["do"]> = Extract<Action, { readonly do: D }>;

/** Something in the way: an object that belongs to someone else, an engine elsewhere, two user lists. */
export interface Conflict extends Problem {
  /** What kind of thing it is. */
  readonly object: "container" | "network" | "volume" | "image" | "port" | "engine" | "list";
  /** Its name: of the container, the volume and so on. */
  readonly name: string;
  /** What to do about it; a conflict always says it. */
  readonly hint: Hint;
}

/** What would be done, in a possible order, and what stands in the way. */
export interface Plan {
  /** What is done, in an order in which it can be done. Empty if everything is right already. */
  readonly steps: readonly Step[];
  /** What is done after the hub answers; nobody waits for it. */
  readonly cleanup: readonly Step[];
  /** If there are any of these, nothing is done. */
  readonly conflicts: readonly Conflict[];
  /** What does not stop a run: volumes of single groups that belong to someone else, whose members get a message; a list that was edited in the hub. */
  readonly warnings: readonly Conflict[];
}

/** Gives a step its id: what it does and to what. */
export function step<A extends Action>(action: A, because: string, after: readonly StepId[] = []): Step<A> {
  return { ...action, id: stepId(action.do, targetOf(action)), because, after };
}

/** The id of a step, for another one that must wait for it. An id only identifies a step: nothing is read from it. */
export function stepId(does: Action["do"], target: string): StepId {
  return `${does} ${target}`;
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
    case "restart-hub":
      return action.hub;
    case "archive-volume":
      return action.volume;
    case "create-volume":
    case "copy-volume":
    case "send-files":
      return action.volume.name;
    case "connect-network":
      return `${action.network} ${action.service.name}`;
    case "create-container":
    case "start-container":
      return action.service.name;
    case "check-database":
      return action.secret;
    case "move-database":
      return action.from;
    case "remove-network":
      return `${action.network.name} ${action.network.id}`;
    case "remove-volume":
    case "remove-container":
      return action.name;
  }
}

/** The id of the step that does this, if the steps have one: what another step must wait for, if it is done at all. */
export function idsOf(steps: readonly Step[], does: Action["do"], target: string): readonly StepId[] {
  const id = stepId(does, target);
  return steps.some((candidate) => candidate.id === id) ? [id] : [];
}
