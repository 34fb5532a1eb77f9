import type { Labels } from "../deployment/deployment.ts";

/** What an engine contained at one moment. The plan is made only from this, without another call. */
export interface Observed {
  readonly containers: readonly ObservedContainer[];
  readonly networks: readonly ObservedNetwork[];
  readonly volumes: readonly ObservedVolume[];
  readonly images: readonly ObservedImage[];
}

/** A network. Two can have the same name: engines before Docker 25 create a second one for a request that arrives at the same moment. */
export interface NetworkRef {
  readonly id: string;
  readonly name: string;
}

export interface ObservedNetwork extends NetworkRef {
  readonly labels: Labels;
}

export interface ObservedVolume {
  readonly name: string;
  readonly labels: Labels;
  /**
   * Absent if the engine does not say. It differs from that of a later volume with the same name, but Docker before version 24 also
   * changes it when a file is created in the volume.
   */
  readonly createdAt?: string;
}

export interface ObservedContainer {
  readonly id: string;
  readonly name: string;
  /** The id of the image that it was created from. */
  readonly imageId: string;
  readonly labels: Labels;
  readonly state: "created" | "running" | "paused" | "restarting" | "exited" | "dead" | "removing";
  /** Docker's own status text, for people: `"Up 3 days (healthy)"`. */
  readonly status: string;
  readonly mounts: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  /**
   * The networks that it is in, in the order of their names. For a container that was created with only a network's name, the engine
   * looks up the id when it starts the container; until then the id is null.
   */
  readonly networks: readonly { readonly name: string; readonly id: string | null }[];
  readonly ports: readonly { readonly address: string; readonly published: number; readonly target: number }[];
}

export interface ObservedImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly labels: Labels;
}

/** The image that a tag currently refers to. */
export function imageTagged(observed: Observed, tag: string): ObservedImage | undefined {
  return observed.images.find(({ tags }) => tags.includes(tag));
}

/** An image's name as engines list it: a name alone means its latest version. */
export function withTag(reference: string): string {
  return /[@:][^/]*$/.test(reference) ? reference : `${reference}:latest`;
}
