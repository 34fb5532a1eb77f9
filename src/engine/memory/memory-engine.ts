import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { ProblemCode } from "../../model/problem/problem-codes.ts";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import { type Hint, hint, hubwright } from "../../model/problem/problem.ts";
import { LABEL, type Labels, type NetworkSpec, type VolumeSpec } from "../../deployment/deployment.ts";
import { digestOfFiles } from "../../deployment/digest.ts";
import type { NetworkRef, Observed, ObservedNetwork, ObservedVolume } from "../../plan/observed.ts";
import { OTHER_PORT } from "../../plan/port-taken.ts";
import {
  type ContainerFate,
  type ContainerSpec,
  type Engine,
  type EngineFacts,
  type EnginePlace,
  type Executed,
  type FileWriting,
  type ImageBuild,
  type NetworkConnection,
  type StoredFiles,
  type VolumeLook,
  type VolumeWork,
} from "../port.ts";
import { baseImages, fileIn, lastUser } from "./dockerfile-bases.ts";
import { clash, fromObserved, type MemoryContainer, observed } from "./memory-container.ts";
import { MemoryFiles } from "./memory-files.ts";
import { MemoryImages } from "./memory-images.ts";

/** What an engine in memory starts with, and what it does where a real one would run something. */
export interface MemoryEngineOptions {
  /** Images that are there already. */
  readonly images?: readonly string[];
  /** Everything that is there already, as an engine shows it. */
  readonly holds?: Observed;
  /** Images that can be pulled. */
  readonly registry?: readonly string[];
  /** What the engine says about itself, where it should not say what a current Docker on this machine says. */
  readonly facts?: Partial<EngineFacts>;
  /** Called before anything is done, with the method and what it is done to: `"createVolume math-data"`. Throw to stop there. */
  readonly before?: (call: string) => void;
  /** What a command in a running container ends with. Without it, every command succeeds and prints nothing. */
  readonly exec?: (container: string, command: readonly string[]) => Partial<Executed>;
  /** What a piece of work on volumes ends with. */
  readonly run?: (work: VolumeWork) => { readonly exitCode: number; readonly output: string };
  /** In bytes, by volume; what is not named is empty. */
  readonly sizes?: { readonly [volume: string]: number };
  /** The lines of a container's log. Without it, logs are empty. */
  readonly log?: (container: string) => readonly string[];
}

/**
 * An engine that keeps its objects in memory, with the rules of a real one: for tests that want no Docker.
 *
 * It keeps containers, networks, volumes, the files in volumes and the tags and labels of images, and refuses what an engine refuses: a name or
 * a port that is taken, an object in use, an image that is not there. It runs nothing: a build only needs its Dockerfile and the images that it
 * begins with, a container that is started stays up, a command succeeds and prints nothing, and volumes hold only the files that were put there. `exec`, `run`, `log` and
 * `sizes` replace that. Pulls find only what `registry` has. Ports of this machine are not opened, so nothing answers at the hub's address;
 * `up` asks the hub within its container, which is a command.
 *
 * @example
 * ```ts
 * const engine = new MemoryEngine({ images: ["debian:trixie-slim"] });
 * await up(place, { engine });
 * expect(engine.calls).to.include("createContainer math");
 * ```
 */
export class MemoryEngine implements Engine {
  /** Everything that was asked of it and changes something, in order: `"createVolume math-data"`. */
  readonly calls: string[] = [];
  /** Volumes that got owner and mode of a directory of an image. */
  readonly prepared = new Set<string>();
  /** The files in its volumes, to look at and to change. */
  readonly files = new MemoryFiles();
  readonly #options: MemoryEngineOptions;
  readonly #images: MemoryImages;
  readonly #containers = new Map<string, MemoryContainer>();
  readonly #networks = new Map<string, ObservedNetwork>();
  readonly #volumes = new Map<string, ObservedVolume>();
  /** How many volumes of each name there have been. */
  readonly #generations = new Map<string, number>();
  /** The containers that work on volumes, by name. */
  readonly #atWork = new Map<string, number>();
  #work = 0;
  #made = 0;

  /**
   * Creates an engine, empty unless the options say otherwise.
   *
   * @param options - What it starts with, and what it does where a real one would run something.
   */
  constructor(options: MemoryEngineOptions = {}) {
    this.#options = options;
    const { containers = [], networks = [], volumes = [], images = [] } = options.holds ?? {};
    this.#images = new MemoryImages(images);
    for (const container of containers) this.#containers.set(container.name, fromObserved(container));
    for (const network of networks) this.#networks.set(network.id, network);
    for (const volume of volumes) this.#volumes.set(volume.name, volume);
    for (const reference of options.images ?? []) this.#images.add(reference, reference, {});
  }

  get place(): EnginePlace {
    const { address = "memory", local = true, open = false } = this.#options.facts ?? {};
    return { address, local, open };
  }

  async facts(): Promise<EngineFacts> {
    return {
      ...this.place,
      version: "20.10.24",
      apiVersion: "1.41",
      rootless: false,
      dataRoot: "/var/lib/docker",
      memory: 16 * 1024 ** 3,
      limitsMemory: true,
      time: undefined,
      ...this.#options.facts,
    };
  }

  async observe(references?: readonly string[]): Promise<Observed> {
    return {
      containers: [...this.#containers.values()].map(observed),
      networks: [...this.#networks.values()],
      volumes: [...this.#volumes.values()],
      images: this.#images.all.filter(
        ({ tags, labels }) =>
          references === undefined ||
          tags.some((tag) => references.includes(tag)) ||
          (references.length > 0 && tags.length === 0 && LABEL.hub in labels),
      ),
    };
  }

  async containers(): Promise<Observed["containers"]> {
    return [...this.#containers.values()].map(observed);
  }

  async imageId(reference: string): Promise<string | undefined> {
    return this.#images.find(reference)?.id;
  }

  async imageUser(reference: string): Promise<string | undefined> {
    return this.#images.userOf(reference);
  }

  async pullImage(reference: string, on: (line: string) => void = () => {}, signal?: AbortSignal): Promise<void> {
    this.#called("pullImage", reference);
    signal?.throwIfAborted();
    this.#pull(reference);
    on(`Status: Downloaded newer image for ${reference}`);
  }

  #pull(reference: string): void {
    if (this.#options.registry?.includes(reference) !== true) {
      fail("image-not-pulled", `The image ${reference} could not be pulled: manifest unknown`, "Check its name.");
    }
    this.#images.add(reference, reference, {});
  }

  async importImage(archive: Readable, reference: string): Promise<void> {
    this.#called("importImage", reference);
    this.#images.add(digest(await buffer(archive)), reference, {});
  }

  async buildImage(
    { tag, dockerfile, target, labels, context }: ImageBuild,
    on: (line: string) => void = () => {},
    signal?: AbortSignal,
  ): Promise<void> {
    this.#called("buildImage", tag);
    // Files are not packed first: tests bring thousands of hubs up, and that would take most of their time.
    const sent = context instanceof Readable ? await buffer(context) : context;
    signal?.throwIfAborted();
    const content = Buffer.isBuffer(sent) ? await fileIn(sent, dockerfile) : sent[dockerfile];
    if (content === undefined)
      fail(
        "build-failed",
        `The image ${tag} could not be built.\n    Cannot locate Dockerfile: ${dockerfile}`,
        "Fix that step, then build again.",
      );
    for (const base of baseImages(content)) if (this.#images.find(base) === undefined) this.#pull(base);
    on("Step 1/1");
    const made = Buffer.isBuffer(sent) ? digest(sent) : digestOfFiles(sent);
    this.#images.add(`${made} ${target} ${JSON.stringify(labels)}`, tag, labels, lastUser(content));
  }

  async tagImage(image: string, tag: string): Promise<void> {
    this.#called("tagImage", `${image} ${tag}`);
    this.#images.tag(this.#images.get(image, `tag ${image} as ${tag}`).id, tag);
  }

  async removeImage(reference: string): Promise<void> {
    this.#called("removeImage", reference);
    this.#images.remove(reference, (id) => [...this.#containers.values()].some(({ imageId }) => imageId === id));
  }

  async createNetwork(network: NetworkSpec): Promise<string> {
    const { name } = network;
    this.#called("createNetwork", name);
    if ([...this.#networks.values()].some((other) => other.name === name))
      fail("name-taken", `Docker could not create the network ${name}: network with name ${name} already exists.`);
    return this.createNetworkUnchecked(network);
  }

  /** Creates a network even if the name is taken, as an engine before Docker 25 does for two simultaneous requests. */
  createNetworkUnchecked({ name, labels }: NetworkSpec): string {
    const id = this.#newId(name);
    this.#networks.set(id, { id, name, labels });
    return id;
  }

  /** An engine takes a name, too, where only one network has it. */
  #networkOf(network: NetworkRef): NetworkRef {
    const named = [...this.#networks.values()].filter(({ name }) => name === network.id);
    return this.#networks.get(network.id) ?? (named.length === 1 ? named[0] : undefined) ?? network;
  }

  async removeNetwork({ id, name }: NetworkRef): Promise<void> {
    this.#called("removeNetwork", name);
    if (!this.#networks.has(id))
      fail("not-found", `Docker could not remove the network ${name}: network ${id} not found.`);
    const user = [...this.#containers.values()].find(
      ({ networks, state }) => networks.some((network) => network.id === id) && state === "running",
    );
    if (user !== undefined) fail("in-use", `Docker could not remove the network ${name}: it has active endpoints.`);
    this.#networks.delete(id);
  }

  async connectNetwork({ network, container }: NetworkConnection): Promise<void> {
    this.#called("connectNetwork", `${network.name} ${container}`);
    const doing = `connect to the network ${network.name}`;
    const found = this.#container(container, doing);
    if (!this.#networks.has(network.id))
      fail("not-found", `Docker could not ${doing}: network ${network.id} not found.`);
    const others = found.networks.filter(({ id }) => id !== network.id);
    this.#containers.set(container, { ...found, networks: [...others, network] });
  }

  async createVolume({ name, labels }: VolumeSpec): Promise<void> {
    this.#called("createVolume", name);
    const found = this.#volumes.get(name);
    if (found !== undefined && !isDeepStrictEqual({ ...found.labels }, { ...labels }))
      fail("name-taken", `A volume named ${name} already exists, with other labels.`);
    this.#addVolume(name, labels);
  }

  async removeVolume(name: string): Promise<void> {
    this.#called("removeVolume", name);
    if (!this.#volumes.has(name)) fail("not-found", `Docker could not remove the volume ${name}: no such volume.`);
    const isUsed = [...this.#containers.values()].some(({ spec }) =>
      spec.mounts.some(({ type, source }) => type === "volume" && source === name),
    );
    if (isUsed) fail("in-use", `Docker could not remove the volume ${name}: volume is in use.`);
    this.#volumes.delete(name);
    this.prepared.delete(name);
    this.files.delete(name);
  }

  async volumeSizes(): Promise<ReadonlyMap<string, number>> {
    return new Map([...this.#volumes.keys()].map((name) => [name, this.#options.sizes?.[name] ?? 0]));
  }

  async run(work: VolumeWork): Promise<{ readonly exitCode: number; readonly output: string }> {
    const { name, image, command, volumes } = work;
    this.#called("run", `${name} ${volumes.map((volume) => volume.name).join(" ")}`);
    this.#images.get(image, `run ${command[0]} in the container ${name}`);
    for (const volume of volumes) this.#addVolume(volume.name);
    return this.#options.run?.(work) ?? { exitCode: 0, output: "" };
  }

  async readFiles(container: string, path: string): Promise<StoredFiles> {
    const { spec } = this.#container(container, `read ${path} in`);
    const mount = spec.mounts.find(({ target }) => path === target || path.startsWith(`${target}/`));
    if (mount?.type !== "volume") return new Map();
    return this.files.look(mount.source, path === mount.target ? null : path.slice(mount.target.length + 1));
  }

  async readVolumes({ name, image, volumes }: VolumeLook): Promise<ReadonlyMap<string, StoredFiles>> {
    this.#called("readVolumes", `${name} ${volumes.map((volume) => volume.name).join(" ")}`);
    this.#images.get(image, `create the container ${name}`);
    return new Map(volumes.map((volume) => [volume.name, this.files.look(volume.name, volume.file)]));
  }

  async writeFiles({ name, image, volume, files, replaces }: FileWriting): Promise<boolean> {
    this.#called("writeFiles", `${volume} ${files.map((file) => file.name).join(" ")}`);
    this.#images.get(image, `put files into the volume ${volume}`);
    // A container that is created with this name now replaces the one that is working.
    this.#work += 1;
    const own = this.#work;
    this.#atWork.set(name, own);
    await setImmediate();
    if (this.#atWork.get(name) !== own)
      fail("not-found", `Docker could not put files into the volume ${volume}: No such container: ${name}.`);
    this.#addVolume(volume);
    return this.files.put({ volume, files, replaces });
  }

  async prepareVolumes({
    image,
    volumes,
  }: {
    readonly image: string;
    readonly directory: string;
    readonly volumes: readonly VolumeSpec[];
  }): Promise<void> {
    if (volumes.length === 0) return;
    this.#called("prepareVolumes", volumes.map(({ name }) => name).join(" "));
    this.#images.get(image, "prepare volumes");
    for (const { name, labels } of volumes) {
      this.#addVolume(name, labels);
      this.prepared.add(name);
    }
  }

  async createContainer(spec: ContainerSpec): Promise<string> {
    const { name, image } = spec;
    this.#called("createContainer", name);
    const from = this.#images.get(image, `create the container ${name}`);
    if (this.#containers.has(name))
      fail("name-taken", `Docker could not create the container ${name}: the name is already in use by container.`);
    for (const { type, source } of spec.mounts) if (type === "volume") this.#addVolume(source);
    const id = this.#newId(name);
    // Docker shows an image's labels as those of its containers, too.
    const labelled = { ...spec, labels: { ...from.labels, ...spec.labels } };
    const networks = [this.#networkOf(spec.network)];
    this.#containers.set(name, { id, imageId: from.id, spec: labelled, state: "created", networks });
    return id;
  }

  #newId(name: string): string {
    this.#made += 1;
    return digest(Buffer.from(`${this.#made} ${name}`));
  }

  /** Docker makes a volume that is mounted and missing. */
  #addVolume(name: string, labels: Labels = {}): void {
    if (this.#volumes.has(name)) return;
    const generation = (this.#generations.get(name) ?? 0) + 1;
    this.#generations.set(name, generation);
    // Each volume of a name is one second newer than the one before, in every test.
    this.#volumes.set(name, { name, labels, createdAt: new Date(generation * 1000).toISOString() });
  }

  async startContainer(name: string): Promise<void> {
    this.#called("startContainer", name);
    const container = this.#container(name, "start");
    const { spec } = container;
    if (container.state === "running") return;
    const networks = container.networks.map((network) =>
      this.#networkOf({ ...network, id: network.id ?? network.name }),
    );
    const missing = networks.find((network) => !this.#networks.has(network.id));
    if (missing !== undefined)
      fail("not-found", `Docker could not start the container ${name}: network ${missing.id} not found.`);
    for (const other of this.#containers.values()) {
      const port = other.state === "running" ? clash(spec, other.spec) : undefined;
      if (port !== undefined)
        fail("port-taken", `Docker could not start the container ${name}: ${port} is taken.`, OTHER_PORT);
    }
    this.#containers.set(name, { ...container, state: "running", networks });
  }

  async stopContainer(name: string, _seconds: number): Promise<void> {
    this.#called("stopContainer", name);
    const container = this.#container(name, "stop");
    if (container.state === "running") this.#containers.set(name, { ...container, state: "exited" });
  }

  async restartContainer(name: string): Promise<void> {
    this.#called("restartContainer", name);
    this.#containers.set(name, { ...this.#container(name, "restart"), state: "running" });
  }

  async removeContainer(name: string): Promise<void> {
    this.#called("removeContainer", name);
    this.#containers.delete(this.#container(name, "remove").spec.name);
  }

  /** Nothing runs here, so nothing takes memory or ends. */
  async fateOf(name: string): Promise<ContainerFate> {
    this.#container(name, "look at");
    return { outOfMemory: false, restarts: 0 };
  }

  async exec(name: string, command: readonly string[], on: (line: string) => void = () => {}): Promise<Executed> {
    const { state } = this.#container(name, "run a command in");
    if (state !== "running")
      fail(
        "engine-failed",
        `Docker could not run ${command[0]} in the container ${name}: it is not running.`,
        hint`Start it with ${hubwright("up")}; ${hubwright("logs")} shows why it exited.`,
      );
    const executed = { exitCode: 0, output: "", errors: "", ...this.#options.exec?.(name, command) };
    for (const line of executed.output.split("\n")) if (line !== "") on(line);
    return executed;
  }

  async *logs(
    name: string,
    { tail, signal }: { readonly follow: boolean; readonly tail: number; readonly signal?: AbortSignal },
  ): AsyncGenerator<string> {
    this.#container(name, "read the log of");
    for (const line of (this.#options.log?.(name) ?? []).slice(-tail)) {
      if (signal?.aborted === true) return;
      yield line;
    }
  }

  #container(name: string, doing: string): MemoryContainer {
    return (
      this.#containers.get(name) ??
      [...this.#containers.values()].find(({ id }) => id === name) ??
      fail("not-found", `Docker could not ${doing} the container ${name}: No such container.`)
    );
  }

  #called(method: string, what: string): void {
    this.#options.before?.(`${method} ${what}`);
    this.calls.push(`${method} ${what}`);
  }
}

function fail(code: ProblemCode, message: string, next: Hint = "Run the command again."): never {
  throw EngineFailure.of(code, message, next);
}

function digest(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
