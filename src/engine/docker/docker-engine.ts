import type { Readable } from "node:stream";
import type { NetworkSpec, VolumeSpec } from "../../deployment/deployment.ts";
import type { NetworkRef, Observed } from "../../plan/observed.ts";
import type {
  ContainerFate,
  ContainerSpec,
  Engine,
  EngineFacts,
  EnginePlace,
  Executed,
  FileWriting,
  ImageBuild,
  NetworkConnection,
  StoredFiles,
  VolumeLook,
  VolumeWork,
} from "../port.ts";
import { buildImage } from "./build-image.ts";
import type { Connection } from "./connection.ts";
import {
  createContainer,
  fateOf,
  removeContainer,
  restartContainer,
  startContainer,
  stopContainer,
} from "./containers.ts";
import type { Environment } from "../../model/environment.ts";
import type { EngineVersion } from "./engine-version.ts";
import { exec } from "./exec.ts";
import { importImage, removeImage, tagImage } from "./images.ts";
import { type LogOptions, logs } from "./logs.ts";
import { connectNetwork, createNetwork, removeNetwork } from "./networks.ts";
import { imageId, imageUser, listContainers, observe } from "./observe.ts";
import { type Preparation, prepareVolumes } from "./prepare-volumes.ts";
import { pullImage } from "./pull-image.ts";
import { readFiles, readVolumes } from "./read-files.ts";
import { runWork } from "./run-work.ts";
import { createVolume, removeVolume, volumeSizes } from "./volumes.ts";
import { writeFiles } from "./write-files.ts";

const SILENTLY = () => {};

/** A real engine. Each method is one of the files beside this one. */
export class DockerEngine implements Engine {
  readonly #connection: Connection;
  readonly #version: EngineVersion;
  readonly #environment: Environment;

  constructor(connection: Connection, version: EngineVersion, environment: Environment) {
    this.#connection = connection;
    this.#version = version;
    this.#environment = environment;
  }

  get place(): EnginePlace {
    const { address, local, open } = this.#connection;
    return { address, local, open };
  }

  facts(): Promise<EngineFacts> {
    return this.#connection.ask("identify itself", async (docker) => {
      const {
        SecurityOptions,
        DockerRootDir,
        SystemTime,
        Architecture,
        MemoryLimit,
        MemTotal = 0,
      } = (await docker.info()) as {
        SecurityOptions?: readonly string[] | null;
        DockerRootDir: string;
        MemoryLimit: boolean;
        MemTotal?: number;
        SystemTime?: string;
        Architecture?: string;
      };
      const time = Date.parse(SystemTime ?? "");
      const { version, apiVersion } = this.#version;
      return {
        ...this.place,
        version,
        apiVersion,
        rootless: (SecurityOptions ?? []).includes("name=rootless"),
        dataRoot: DockerRootDir,
        architecture: Architecture,
        memory: MemTotal > 0 ? MemTotal : undefined,
        limitsMemory: MemoryLimit,
        time: Number.isNaN(time) ? undefined : time,
      };
    });
  }

  observe(images?: readonly string[]): Promise<Observed> {
    return observe(this.#connection, images);
  }

  containers(): Promise<Observed["containers"]> {
    return listContainers(this.#connection);
  }

  imageId(reference: string): Promise<string | undefined> {
    return imageId(this.#connection, reference);
  }

  imageUser(reference: string): Promise<string | undefined> {
    return imageUser(this.#connection, reference);
  }

  pullImage(reference: string, on: (line: string) => void = SILENTLY, signal?: AbortSignal): Promise<void> {
    return pullImage(this.#connection, reference, this.#environment, on, signal);
  }

  importImage(archive: Readable, reference: string): Promise<void> {
    return importImage(this.#connection, archive, reference);
  }

  buildImage(build: ImageBuild, on: (line: string) => void = SILENTLY, signal?: AbortSignal): Promise<void> {
    return buildImage(this.#connection, build, this.#environment, on, signal);
  }

  tagImage(image: string, tag: string): Promise<void> {
    return tagImage(this.#connection, image, tag);
  }

  removeImage(reference: string): Promise<void> {
    return removeImage(this.#connection, reference);
  }

  createNetwork(network: NetworkSpec): Promise<string> {
    return createNetwork(this.#connection, network);
  }

  removeNetwork(network: NetworkRef): Promise<void> {
    return removeNetwork(this.#connection, network);
  }

  connectNetwork(connection: NetworkConnection): Promise<void> {
    return connectNetwork(this.#connection, connection);
  }

  createVolume(volume: VolumeSpec): Promise<void> {
    return createVolume(this.#connection, volume);
  }

  removeVolume(name: string): Promise<void> {
    return removeVolume(this.#connection, name);
  }

  prepareVolumes(preparation: Preparation): Promise<void> {
    return prepareVolumes(this.#connection, preparation);
  }

  createContainer(container: ContainerSpec): Promise<string> {
    return createContainer(this.#connection, container);
  }

  volumeSizes(): Promise<ReadonlyMap<string, number>> {
    return volumeSizes(this.#connection);
  }

  run(work: VolumeWork): Promise<{ readonly exitCode: number; readonly output: string }> {
    return runWork(this.#connection, work);
  }

  readFiles(container: string, path: string): Promise<StoredFiles> {
    return readFiles(this.#connection, container, path);
  }

  readVolumes(look: VolumeLook): Promise<ReadonlyMap<string, StoredFiles>> {
    return readVolumes(this.#connection, look);
  }

  writeFiles(writing: FileWriting): Promise<boolean> {
    return writeFiles(this.#connection, writing);
  }

  startContainer(name: string): Promise<void> {
    return startContainer(this.#connection, name);
  }

  stopContainer(name: string, seconds: number): Promise<void> {
    return stopContainer(this.#connection, name, seconds);
  }

  restartContainer(name: string): Promise<void> {
    return restartContainer(this.#connection, name);
  }

  removeContainer(name: string): Promise<void> {
    return removeContainer(this.#connection, name);
  }

  fateOf(name: string): Promise<ContainerFate> {
    return fateOf(this.#connection, name);
  }

  exec(container: string, command: readonly string[], on?: (line: string) => void): Promise<Executed> {
    return exec(this.#connection, container, command, on);
  }

  logs(container: string, options: LogOptions): AsyncIterable<string> {
    return logs(this.#connection, container, options);
  }
}
