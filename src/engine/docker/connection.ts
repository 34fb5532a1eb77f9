import type Dockerode from "dockerode";
import { EngineFailure } from "../../model/problem/hubwright-error.ts";
import type { EnginePlace } from "../port.ts";
import { engineErrorOf } from "./errors.ts";

/** A dockerode and what its messages need to say of where it leads. */
export class Connection {
  readonly docker: Dockerode;
  readonly address: string;
  /** True when the engine sees this machine's files. */
  readonly local: boolean;
  /** True when others on the way can read what is sent. */
  readonly open: boolean;

  constructor(docker: Dockerode, { address, local, open = false }: EnginePlace) {
    this.docker = docker;
    this.address = address;
    this.local = local;
    this.open = open;
  }

  /**
   * Makes calls, and describes what went wrong with them.
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

  container(name: string): Dockerode.Container {
    return this.docker.getContainer(inPath("container", name, NAME));
  }

  image(reference: string): Dockerode.Image {
    return this.docker.getImage(inPath("image", reference, REFERENCE));
  }

  network(name: string): Dockerode.Network {
    return this.docker.getNetwork(inPath("network", name, NAME));
  }

  volume(name: string): Dockerode.Volume {
    return this.docker.getVolume(inPath("volume", name, NAME));
  }
}

const NAME = /^[A-Za-z0-9][\w.-]*$/;
const REFERENCE = /^[A-Za-z0-9][\w.-]*(?:[/:@][\w.-]*[A-Za-z0-9][\w.-]*)*$/;

/**
 * A name as part of a URL, where dockerode puts it as it is.
 *
 * An object whose name has other characters cannot exist. Escaping them is not enough: the engine redirects
 * `..%2Fvolumes` to another object.
 */
function inPath(kind: string, name: string, shape: RegExp): string {
  if (shape.test(name)) return name;
  throw EngineFailure.of(
    "not-found",
    `There is no ${kind} named ${JSON.stringify(name)}: Docker does not allow such a name.`,
    "Check the name.",
  );
}
