import { LABEL } from "../deployment/deployment.ts";
import type { Observed, ObservedContainer } from "./observed.ts";

/** What always exists, by the label of its kind. */
const SERVICES: readonly string[] = ["hub", "proxy", "database"];

/** A directory that a hub is defined in, as in the labels of its objects. */
export interface Claimant {
  readonly hub: string;
  /** The content of `.hubwright/id`; null for a hub that was created before there were ids, or was never up. */
  readonly id: string | null;
  /** In full. */
  readonly directory: string;
}

/** The owner of the objects that an engine has under a hub's name. */
export type Whose =
  /** There are none. */
  | { readonly whose: "nobody" }
  | { readonly whose: "own" }
  /** Containers created from another directory: a copy of this one (`isSame`), or another hub with that name. */
  | {
      readonly whose: "other";
      readonly isSame: boolean;
      readonly id: string | null;
      /** Null if the labels do not say. */
      readonly directory: string | null;
      readonly working: number;
    }
  /** Volumes left over from a hub of this name that no longer exists. */
  | { readonly whose: "earlier"; readonly id: string | null; readonly volumes: readonly string[] };

/** Volumes left over from a hub of this name that no longer exists. */
export type Earlier = Extract<Whose, { whose: "earlier" }>;

/** What an earlier hub left, in one sentence. */
export function leftBehind(hub: string, { volumes }: Earlier): string {
  const some = volumes.slice(0, 3).join(", ") + (volumes.length > 3 ? ` and ${volumes.length - 3} more` : "");
  const count = volumes.length === 1 ? "a volume" : `${volumes.length} volumes`;
  return `An earlier hub named ${hub} left ${count}: ${some}.`;
}

/** Finds the owner of the hub with a name, from its labels alone. */
export function whoseIs({ hub, id, directory }: Claimant, observed: Observed): Whose {
  const own = observed.containers.filter(({ labels }) => labels[LABEL.hub] === hub);
  const services = own.filter(({ labels }) => SERVICES.includes(labels[LABEL.kind] ?? ""));
  const others = services.find((service) => idOf(service.labels) !== id || directoryOf(service) !== directory);
  if (others !== undefined) {
    const working = own.filter(({ labels, state }) => labels[LABEL.kind] === "notebook" && state === "running").length;
    const theirs = idOf(others.labels);
    return { whose: "other", isSame: theirs === id, id: theirs, directory: directoryOf(others), working };
  }
  const volumes = observed.volumes.filter(
    ({ name, labels }) => labels[LABEL.hub] === hub && labels[LABEL.kind] !== "archive" && name.startsWith(`${hub}-`),
  );
  const left = volumes.filter(({ labels }) => idOf(labels) !== id);
  if (services.length === 0 && left.length > 0) {
    const [first] = left;
    return { whose: "earlier", id: idOf(first?.labels ?? {}), volumes: left.map(({ name }) => name) };
  }
  return services.length + volumes.length === 0 ? { whose: "nobody" } : { whose: "own" };
}

function idOf(labels: { readonly [label: string]: string }): string | null {
  return labels[LABEL.id] ?? null;
}

/** Compose's label, which our own containers have too, contains the generated directory below the definition's. */
export function directoryOf({ labels }: ObservedContainer): string | null {
  return labels["com.docker.compose.project.working_dir"]?.replace(/\/deploy\/?$/, "") ?? null;
}
