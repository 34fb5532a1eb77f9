import type { Readable } from "node:stream";
import type { Files, Labels, NetworkSpec, VolumeSpec } from "../deployment/deployment.ts";
import type { NetworkRef, Observed } from "../plan/observed.ts";

/**
 * What hubwright needs from a Docker engine, and nothing else: each method is one action.
 *
 * `engine/docker` does it with a real engine, `engine/memory` in a map for tests. No method decides anything.
 * Every failure is a {@link HubwrightError}, whose message a person can act on.
 */
export interface Engine {
  /** Where it is, known without contacting it. */
  readonly place: EnginePlace;
  /** What kind of engine it is. */
  facts(): Promise<EngineFacts>;
  /**
   * A snapshot of every container, network and volume, in a number of calls that does not grow with them.
   *
   * @param images - References of the images to look at. Without it all are listed, which an engine with hundreds of
   *   build stages takes a tenth of a second for.
   */
  observe(images?: readonly string[]): Promise<Observed>;
  /** Only the containers, by one call, for polling. */
  containers(): Promise<Observed["containers"]>;
  /** The id of the image that a reference names now; undefined if there is none. */
  imageId(reference: string): Promise<string | undefined>;
  /** The user that containers of an image run as, as its `USER` says it: `""` is root; undefined where there is no such image. */
  imageUser(reference: string): Promise<string | undefined>;

  /** Pulls an image from its registry. `signal` interrupts; what has been downloaded is kept for the next time. */
  pullImage(reference: string, on?: (line: string) => void, signal?: AbortSignal): Promise<void>;
  /** Creates an image from a tar archive of a root file system. */
  importImage(archive: Readable, reference: string): Promise<void>;
  /**
   * Builds an image from its context. Lines of the build's output go to `on`.
   * `signal` interrupts: no image is created, and finished steps are kept for the next time.
   */
  buildImage(build: ImageBuild, on?: (line: string) => void, signal?: AbortSignal): Promise<void>;
  tagImage(image: string, tag: string): Promise<void>;
  /** Removes a tag, and the image when no other tag or container has it. */
  removeImage(reference: string): Promise<void>;

  /** @returns the id of the new network. */
  createNetwork(network: NetworkSpec): Promise<string>;
  /** Removes a network that no running container is in; by its id, since two may have one name. */
  removeNetwork(network: NetworkRef): Promise<void>;
  /** Connects a container to another network, running or not. One that is already in it is left unchanged. */
  connectNetwork(connection: NetworkConnection): Promise<void>;
  createVolume(volume: VolumeSpec): Promise<void>;
  /** Removes a volume with everything in it. */
  removeVolume(name: string): Promise<void>;
  /** The size of each volume, in bytes; one whose driver cannot tell is left out. Docker counts them file by file. */
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
  /** Runs a command in a separate container, and waits for it to exit. */
  run(work: VolumeWork): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** The files at a path of a container, running or not: the one file, or those of the directory. None where nothing is there. */
  readFiles(container: string, path: string): Promise<StoredFiles>;
  /** The files of volumes, by volume: read from a container that is created for this and never started. */
  readVolumes(look: VolumeLook): Promise<ReadonlyMap<string, StoredFiles>>;
  /**
   * Puts files into a volume, each completely or not at all: a reader sees the old content or the new content.
   *
   * @returns false, with nothing changed, if one of them has content that may not be replaced.
   */
  writeFiles(writing: FileWriting): Promise<boolean>;
  /** What has happened to a container. */
  fateOf(name: string): Promise<ContainerFate>;
  /** Runs a command in a running container. Each line of its standard output goes to `on` as it comes. */
  exec(container: string, command: readonly string[], on?: (line: string) => void): Promise<Executed>;
  /** The log of a container, line by line; with `follow` until the signal says stop. */
  logs(
    container: string,
    options: { readonly follow: boolean; readonly tail: number; readonly signal?: AbortSignal },
  ): AsyncIterable<string>;
}

/** What has happened to a container since it was started by someone. */
export interface ContainerFate {
  /** Whether one of its processes was killed because the container exceeded its memory limit. */
  readonly outOfMemory: boolean;
  /** How often the engine restarted it after it had exited. */
  readonly restarts: number;
}

/** The result of a command in a running container. */
export interface Executed {
  readonly exitCode: number;
  /** Its standard output. */
  readonly output: string;
  /** Its standard error. */
  readonly errors: string;
}

/** Where an engine is. */
export interface EnginePlace {
  /** How it was reached: `unix:///var/run/docker.sock`. */
  readonly address: string;
  /** True when the engine can see this machine's files, so that directories can be bind-mounted. */
  readonly local: boolean;
  /** True if anyone between here and the engine can read and change what is sent: TCP without TLS to another machine. */
  readonly open?: boolean;
}

/** What kind of engine it is, and where. */
export interface EngineFacts extends EnginePlace {
  readonly version: string;
  readonly apiVersion: string;
  readonly rootless: boolean;
  /** Where the engine keeps its data, on its own machine. */
  readonly dataRoot: string;
  /** The processor of its machine, as its kernel calls it: `"x86_64"`; undefined if unknown. */
  readonly architecture?: string | undefined;
  /** The memory of its machine, in bytes; undefined if unknown. */
  readonly memory?: number | undefined;
  /** Whether it can limit a container's memory. */
  readonly limitsMemory: boolean;
  /** Its clock, in milliseconds since 1970; undefined if unknown. */
  readonly time: number | undefined;
}

/** A build, ready to be sent. */
export interface ImageBuild {
  readonly tag: string;
  readonly dockerfile: string;
  readonly target: string | null;
  readonly labels: Labels;
  /** The files of the context, or all of it as a tar archive. */
  readonly context: Files | Readable;
}

/** A container's place in a network beside the one that it was made in. */
export interface NetworkConnection {
  readonly network: NetworkRef;
  readonly container: string;
  /** Names by which others in the network find it, beside its own. */
  readonly aliases: readonly string[];
}

/** Work on volumes, in a container that is removed afterwards. It has a network only if one is named. */
export interface VolumeWork {
  /** The container's. One that a crash left behind under this name is removed first. */
  readonly name: string;
  readonly image: string;
  readonly labels: Labels;
  readonly command: readonly string[];
  readonly network?: NetworkRef;
  /** Files of the engine's machine, to be read. */
  readonly files?: readonly { readonly source: string; readonly target: string }[];
  /** Mounted as they are: nothing of the image is copied into them. */
  readonly volumes: readonly { readonly name: string; readonly target: string; readonly readOnly: boolean }[];
}

/** Files by name. A file larger than two MiB is cut there, and reading stops; anything but a file, such as a link, counts as empty. */
export type StoredFiles = ReadonlyMap<string, Buffer>;

/** A look into volumes: at all the files of one, or at the one that is named. */
export type VolumeLook = Omit<VolumeWork, "command" | "volumes" | "network" | "files"> & {
  readonly volumes: readonly { readonly name: string; readonly file: string | null }[];
};

/** Files for a volume. */
export interface FileWriting extends Omit<VolumeWork, "command" | "volumes" | "network" | "files"> {
  readonly volume: string;
  /** Owner and group of the volume's own directory are root and this. */
  readonly directory: { readonly mode: number; readonly group: number };
  readonly files: readonly {
    readonly name: string;
    readonly content: Buffer;
    readonly mode: number;
    readonly group: number;
  }[];
  /** All that is in the volume; or only contents with these SHA-256 digests, beside what is the same already. */
  readonly replaces: "everything" | readonly string[];
}

/** A container in the engine's own terms: absolute paths, labels complete. */
export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly environment: { readonly [name: string]: string };
  readonly labels: Labels;
  readonly network: NetworkRef;
  /** Names by which others in the network find it, beside its own. */
  readonly aliases: readonly string[];
  readonly mounts: readonly (
    | { readonly type: "volume"; readonly source: string; readonly target: string; readonly readOnly?: true }
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
