import type Docker from "dockerode";
import tarStream from "tar-stream";

/** Has no directory `/volumes`, so that what is mounted there is not copied into. */
const HELPER_IMAGE = "debian:trixie-slim";
const FILE = "mark.txt";

/** Puts a file into volumes, and checks whether all of them still exist with it. By containers that are never started. */
export class VolumeMarks {
  readonly #docker: Docker;
  readonly #marked = new Set<string>();

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  /** Marks the volumes that have no mark yet. */
  async put(volumes: readonly string[]): Promise<void> {
    const unmarked = volumes.filter((name) => !this.#marked.has(name));
    await this.#mounting(unmarked, async (container) => {
      for (const name of unmarked) {
        await container.putArchive(archiveOf(name), { path: `/volumes/${name}` });
        this.#marked.add(name);
      }
    });
  }

  /** The volumes that were marked and are gone, or have lost their mark. @param volumes - Those that are there. */
  async missing(volumes: readonly string[]): Promise<readonly string[]> {
    const missing = [...this.#marked].filter((name) => !volumes.includes(name));
    const present = [...this.#marked].filter((name) => volumes.includes(name));
    await this.#mounting(present, async (container) => {
      for (const name of present) {
        const file = container.infoArchive({ path: `/volumes/${name}/${FILE}` });
        if (!(await file.then(() => true, isMissing))) missing.push(name);
      }
    });
    return missing;
  }

  async #mounting(volumes: readonly string[], work: (container: Docker.Container) => Promise<void>): Promise<void> {
    if (volumes.length === 0) return;
    const Binds = volumes.map((name) => `${name}:/volumes/${name}:nocopy`);
    const container = await this.#docker.createContainer({ Image: HELPER_IMAGE, Cmd: ["true"], HostConfig: { Binds } });
    try {
      await work(container);
    } finally {
      await container.remove({ force: true });
    }
  }
}

function archiveOf(name: string): NodeJS.ReadableStream {
  const pack = tarStream.pack();
  pack.entry({ name: FILE }, name);
  pack.finalize();
  return pack as unknown as NodeJS.ReadableStream;
}

function isMissing(error: unknown): false {
  if ((error as { statusCode?: number }).statusCode === 404) return false;
  throw error;
}
