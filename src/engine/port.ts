import type { Readable } from "node:stream";
import type { Files, Labels, NetworkSpec, VolumeSpec } from "../deployment/deployment.ts";
import type { NetworkRef, Observed } from "../plan/observed.ts";

/**
 * What hubwright needs from a Docker engine, and nothing else: each method is one action.
 *
 * `engine/docker` does it with a real engine, `engine/memory` in a map for tests. No method decides anything.
 * Every failure is a `HubwrightError`, whose message a person can act on.
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
  /**
   * Gives an image another tag. A tag that another image has moves to this one.
   *
   * @param image - A reference or an id that exists.
   */
  tagImage(image: string, tag: string): Promise<void>;
  /** Removes a tag, and the image when no other tag or container has it. */
  removeImage(reference: string): Promise<void>;

  /**
   * Creates a network. Two requests at the same moment can create two of one name on engines before Docker 25.
   *
   * @returns the id of the new network.
   * @throws HubwrightError `name-taken` if one of that name exists.
   */
  createNetwork(network: NetworkSpec): Promise<string>;
  /** Removes a network that no running container is in; by its id, since two may have one name. */
  removeNetwork(network: NetworkRef): Promise<void>;
  /** Connects a container to another network, running or not. One that is already in it is left unchanged. */
  connectNetwork(connection: NetworkConnection): Promise<void>;
  /**
   * Creates a volume. Does nothing if it exists with the same labels.
   *
   * @throws HubwrightError `name-taken` if it exists with other labels: it may be someone else's.
   */
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

  /**
   * Creates a container in its first network.
   *
   * @returns the id of the new container, which is not started.
   * @throws HubwrightError `name-taken` if one of that name exists.
   */
  createContainer(container: ContainerSpec): Promise<string>;
  /** Starts a container. Does nothing if it is running. */
  startContainer(name: string): Promise<void>;
  /** Stops a container: SIGTERM, and SIGKILL after this many seconds. Does nothing if it is not running. */
  stopContainer(name: string, seconds: number): Promise<void>;
  /** Stops a container and starts it again, whatever its state. */
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
  /** 0 if the command succeeded. */
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
  /** The version of Docker: `"28.5.1"`. */
  readonly version: string;
  /** The newest version of the API that it speaks: `"1.51"`. */
  readonly apiVersion: string;
  /** Whether it runs without root, so that it cannot reach every file of its machine. */
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
  /** The tag that the image gets. */
  readonly tag: string;
  /** The path of the Dockerfile inside the context. */
  readonly dockerfile: string;
  /** The stage to build; null for the last one. */
  readonly target: string | null;
  /** The image's labels. */
  readonly labels: Labels;
  /** The files of the context, or all of it as a tar archive. */
  readonly context: Files | Readable;
}

/** A container's place in a network beside the one that it was made in. */
export interface NetworkConnection {
  /** The network that the container is connected to. */
  readonly network: NetworkRef;
  /** The container's name. */
  readonly container: string;
  /** Names by which others in the network find it, beside its own. */
  readonly aliases: readonly string[];
}

/** Work on volumes, in a container that is removed afterwards. It has a network only if one is named. */
export interface VolumeWork {
  /** The container's. One that a crash left behind under this name is removed first. */
  readonly name: string;
  /** The image that the command runs in. It must exist. */
  readonly image: string;
  /** The container's labels, by which a later run recognizes and removes it. */
  readonly labels: Labels;
  /** The program and its arguments; no shell is involved. */
  readonly command: readonly string[];
  /** The network that it can reach; without one it can reach nothing. */
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
  /** The name of the volume. */
  readonly volume: string;
  /** Owner and group of the volume's own directory are root and this. */
  readonly directory: { readonly mode: number; readonly group: number };
  /** The files: a name without a directory, the content, and the mode and group that each file gets. */
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
  /** The container's name. */
  readonly name: string;
  /** The image that it is created from: a reference or an id that exists. */
  readonly image: string;
  /** Environment variables. They are not secret: everybody who can use the engine sees them. */
  readonly environment: { readonly [name: string]: string };
  /** The container's labels. */
  readonly labels: Labels;
  /** The network that it is created in. */
  readonly network: NetworkRef;
  /** Names by which others in the network find it, beside its own. */
  readonly aliases: readonly string[];
  /** Volumes by name, and files or directories of the engine's machine by absolute path. */
  readonly mounts: readonly (
    | { readonly type: "volume"; readonly source: string; readonly target: string; readonly readOnly?: true }
    | { readonly type: "bind"; readonly source: string; readonly target: string; readonly readOnly: boolean }
  )[];
  /** Ports that it publishes on the engine's machine: `target` is the port inside. */
  readonly ports: readonly { readonly address: string; readonly published: number; readonly target: number }[];
  /** How Docker finds out whether it works. Times in seconds. */
  readonly healthcheck: {
    readonly command: readonly string[];
    readonly interval: number;
    readonly timeout: number;
    readonly startPeriod: number;
    readonly retries: number;
  };
  /** Docker's restart policy: `"always"`. */
  readonly restart: string;
  /** Docker's log driver, and its options. */
  readonly logging: { readonly driver: string; readonly options: Labels };
}
