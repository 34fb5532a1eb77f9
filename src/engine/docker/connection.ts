import type Dockerode from "dockerode";
import { engineErrorOf } from "./errors.ts";

/** A dockerode and what its messages need to say of where it leads. */
export class Connection {
  readonly docker: Dockerode;
  readonly address: string;
  /** True when the engine sees this machine's files. */
  readonly local: boolean;

  constructor(docker: Dockerode, address: string, local: boolean) {
    this.docker = docker;
    this.address = address;
    this.local = local;
  }

  /**
   * Makes calls, and says in words what went wrong with them.
   *
   * @param doing - What is asked of the engine, to follow "could not": `"create the container math"`.
   */
  async ask<T>(doing: string, calls: (docker: Dockerode) => Promise<T>): Promise<T> {
    try {
      return await calls(this.docker);
    } catch (error) {
      throw engineErrorOf(error, doing, this.address);
    }
  }

  /** By name. Names may hold what has a meaning in a path, and dockerode puts them there as they are. */
  container(name: string): Dockerode.Container {
    return this.docker.getContainer(encodeURIComponent(name));
  }

  image(reference: string): Dockerode.Image {
    return this.docker.getImage(reference.split("/").map(encodeURIComponent).join("/"));
  }

  network(name: string): Dockerode.Network {
    return this.docker.getNetwork(encodeURIComponent(name));
  }

  volume(name: string): Dockerode.Volume {
    return this.docker.getVolume(encodeURIComponent(name));
  }
}
