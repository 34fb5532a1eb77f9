import type { Labels } from "../deployment/deployment.ts";

/** What an engine held at one moment. The plan is made from this alone, without another call. */
export interface Observed {
  readonly containers: readonly ObservedContainer[];
  readonly networks: readonly ObservedNetwork[];
  readonly volumes: readonly { readonly name: string; readonly labels: Labels }[];
  readonly images: readonly ObservedImage[];
}

/** A network. Two may have one name: engines before Docker 25 make a second one for a request that they get at the same moment. */
export interface NetworkRef {
  readonly id: string;
  readonly name: string;
}

export interface ObservedNetwork extends NetworkRef {
  readonly labels: Labels;
}

export interface ObservedContainer {
  readonly id: string;
  readonly name: string;
  /** The id of the image that it was made from. */
  readonly imageId: string;
  readonly labels: Labels;
  readonly state: "created" | "running" | "paused" | "restarting" | "exited" | "dead" | "removing";
  /** Docker's own words, for people: `"Up 3 days (healthy)"`. */
  readonly status: string;
  readonly mounts: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  /**
   * The networks that it is in, in the order of their names. An engine takes the name of one for its id when it starts a container
   * that was created by name alone; until then the id is null.
   */
  readonly networks: readonly { readonly name: string; readonly id: string | null }[];
  readonly ports: readonly { readonly address: string; readonly published: number; readonly target: number }[];
}

export interface ObservedImage {
  readonly id: string;
  readonly tags: readonly string[];
  readonly labels: Labels;
}

/** The image that a tag names now. */
export function imageTagged(observed: Observed, tag: string): ObservedImage | undefined {
  return observed.images.find(({ tags }) => tags.includes(tag));
}
