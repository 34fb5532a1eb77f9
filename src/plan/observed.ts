import type { Labels } from "../deployment/deployment.ts";

/** What an engine contained at one moment. The plan is made only from this, without another call. */
export interface Observed {
  /** All containers, stopped ones too, whoever created them. */
  readonly containers: readonly ObservedContainer[];
  /** All networks, whoever created them. */
  readonly networks: readonly ObservedNetwork[];
  /** All volumes, whoever created them. */
  readonly volumes: readonly ObservedVolume[];
  /** The images that were asked for, or all of them. */
  readonly images: readonly ObservedImage[];
}

/** A network. Two can have the same name: engines before Docker 25 create a second one for a request that arrives at the same moment. */
export interface NetworkRef {
  /** The engine's own id of it. */
  readonly id: string;
  /** Its name. */
  readonly name: string;
}

/** A network that an engine has. */
export interface ObservedNetwork extends NetworkRef {
  /** Its labels, which say whose it is. */
  readonly labels: Labels;
}

/** A volume that an engine has. */
export interface ObservedVolume {
  /** Its name. */
  readonly name: string;
  /** Its labels, which say whose it is. A volume without hubwright's labels belongs to someone else. */
  readonly labels: Labels;
  /**
   * Absent if the engine does not say. It differs from that of a later volume with the same name, but Docker before version 24 also
   * changes it when a file is created in the volume.
   */
  readonly createdAt?: string;
}

/** A container that an engine has. */
export interface ObservedContainer {
  /** The engine's own id of it, in full. */
  readonly id: string;
  /** Its name, without the slash that Docker puts in front. */
  readonly name: string;
  /** The id of the image that it was created from. */
  readonly imageId: string;
  /** Its labels, which say whose it is. */
  readonly labels: Labels;
  /** Docker's own word for what it is doing. */
  readonly state: "created" | "running" | "paused" | "restarting" | "exited" | "dead" | "removing";
  /** Docker's own status text, for people: `"Up 3 days (healthy)"`. */
  readonly status: string;
  /** What is mounted in it: `source` is the name of a volume, or a path on the engine's machine. */
  readonly mounts: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  /**
   * The networks that it is in, in the order of their names. For a container that was created with only a network's name, the engine
   * looks up the id when it starts the container; until then the id is null.
   */
  readonly networks: readonly { readonly name: string; readonly id: string | null }[];
  /** The ports that it publishes, and on which address; `target` is the port inside. */
  readonly ports: readonly { readonly address: string; readonly published: number; readonly target: number }[];
}

/** An image that an engine has. */
export interface ObservedImage {
  /** The engine's own id of it: `"sha256:…"`. */
  readonly id: string;
  /** All its tags: `"math-notebook:latest"`. Empty for one that was replaced. */
  readonly tags: readonly string[];
  /** Its labels, such as the digest of the files that it was built from. */
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
