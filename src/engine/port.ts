import type { Readable } from "node:stream";
import type { Labels, NetworkSpec, VolumeSpec } from "../deployment/deployment.ts";
import type { Observed } from "../plan/observed.ts";

/**
 * What hubwright asks of a Docker engine, and nothing else: each method is one thing done.
 *
 * `engine/docker` does it with a real engine, `engine/memory` in a map for tests. No method decides anything.
 * Every failure is an {@link EngineError}, whose message a person can act on.
 */
export interface Engine {
  /** What kind of engine it is. */
  facts(): Promise<EngineFacts>;
  /**
   * A snapshot of every container, network and volume, in a number of calls that does not grow with them.
   *
   * @param images - References of the images to look at. Without it all are listed, which an engine with hundreds of
   *   build stages takes a tenth of a second for.
   */
  observe(images?: readonly string[]): Promise<Observed>;

  /** Pulls an image from its registry. `signal` breaks off; what has come by then is kept for the next time. */
  pullImage(reference: string, on?: (line: string) => void, signal?: AbortSignal): Promise<void>;
  /** Makes an image of a tar archive of a root file system. */
  importImage(archive: Readable, reference: string): Promise<void>;
  /**
   * Builds an image of a tar archive of its context. Lines of the build's output go to `on`.
   * `signal` breaks off: no image is made, and the steps that are done are kept for the next time.
   */
  buildImage(build: ImageBuild, on?: (line: string) => void, signal?: AbortSignal): Promise<void>;
  tagImage(image: string, tag: string): Promise<void>;
  /** Removes a tag, and the image when no other tag or container has it. */
  removeImage(reference: string): Promise<void>;

  createNetwork(network: NetworkSpec): Promise<void>;
  removeNetwork(name: string): Promise<void>;
  createVolume(volume: VolumeSpec): Promise<void>;
  /** Removes a volume with all that is in it. */
  removeVolume(name: string): Promise<void>;
  /** How large each volume is, in bytes; one whose driver cannot tell is left out. Docker counts them file by file. */
  volumeSizes(): Promise<ReadonlyMap<string, number>>;
  /**
   * Makes volumes with the owner and mode of a directory of an image, by Docker's own copy-up:
   * a container is made and removed, never started. Volumes that are there and hold data are left as they are.
   * For several volumes at once the image must have a link `again`, beside the directory, to where both are.
   */
  prepareVolumes(preparation: {
    readonly image: string;
    readonly directory: string;
    readonly volumes: readonly VolumeSpec[];
  }): Promise<void>;

  /** @returns the id of the new container, which is not started. */
  createContainer(container: ContainerSpec): Promise<string>;
  startContainer(name: string): Promise<void>;
  stopContainer(name: string, seconds: number): Promise<void>;
  restartContainer(name: string): Promise<void>;
  /** Removes a container, running or not. Its named volumes stay. */
  removeContainer(name: string): Promise<void>;
  /** Runs a command in a container of its own, which has no network, and waits for its end. */
  run(work: VolumeWork): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Whether a container's processes were ended because they took more memory than they may. */
  ranOutOfMemory(name: string): Promise<boolean>;
  /** Runs a command in a running container. */
  exec(container: string, command: readonly string[]): Promise<Executed>;
  /** The log of a container, line by line; with `follow` until the signal says stop. */
  logs(
    container: string,
    options: { readonly follow: boolean; readonly tail: number; readonly signal?: AbortSignal },
  ): AsyncIterable<string>;
}

/** How a command in a running container ended. */
export interface Executed {
  readonly exitCode: number;
  /** Its standard output. */
  readonly output: string;
  /** Its standard error. */
  readonly errors: string;
}

/** What kind of engine it is, and where. */
export interface EngineFacts {
  /** How it was reached, for messages: `unix:///var/run/docker.sock`. */
  readonly address: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly rootless: boolean;
  /** True when the engine can see this machine's files, so that directories can be bind-mounted. */
  readonly local: boolean;
  /** Where the engine keeps its data, on its own machine. */
  readonly dataRoot: string;
  /** Its clock, in milliseconds since 1970; undefined where it does not tell. */
  readonly time: number | undefined;
}

/** A build, ready to be sent. */
export interface ImageBuild {
  readonly tag: string;
  readonly dockerfile: string;
  readonly target: string | null;
  readonly labels: Labels;
  /** The context as a tar archive. */
  readonly context: Readable;
}

/** A piece of work on volumes, in a container that is removed at its end. */
export interface VolumeWork {
  /** The container's. One that a crash left behind under this name is removed first. */
  readonly name: string;
  readonly image: string;
  readonly labels: Labels;
  readonly command: readonly string[];
  /** Mounted as they are: nothing of the image is copied into them. */
  readonly volumes: readonly { readonly name: string; readonly target: string; readonly readOnly: boolean }[];
}

/** A container in the engine's own terms: absolute paths, labels complete. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly environment: { readonly [name: string]: string };
  readonly labels: Labels;
  readonly network: string;
  /** Names by which others in the network find it, beside its own. */
  readonly aliases: readonly string[];
  readonly mounts: readonly (
    | { readonly type: "volume"; readonly source: string; readonly target: string }
    | { readonly type: "bind"; readonly source: string; readonly target: string; readonly readOnly: boolean }
  )[];
  readonly ports: readonly { readonly address: string; readonly published: number; readonly target: number }[];
  readonly healthcheck: {
    readonly command: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly startPeriod: number;
    readonly retries: number;
  };
  readonly restart: string;
  readonly logging: { readonly driver: string; readonly options: Labels };
}

/** A failure of the engine, or of the way to it, in words with a next step. */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly code: EngineErrorCode;
  readonly hint: string;

  constructor(code: EngineErrorCode, message: string, hint: string, options?: { readonly cause: unknown }) {
    super(message, options);
    this.code = code;
    this.hint = hint;
  }
}

/** What went wrong, for callers that act on it. */
export type EngineErrorCode =
  | "engine-missing"
  | "engine-no-rights"
  | "engine-unreachable"
  | "engine-too-old"
  | "image-not-pulled"
  | "build-failed"
  | "port-taken"
  | "name-taken"
  | "not-ours"
  | "earlier-volumes"
  | "key-changed"
  | "not-found"
  | "in-use"
  | "disk-full"
  | "database-newer"
  | "engine-failed";
