import Docker from "dockerode";
import type { EngineUnderTest } from "./engine-under-test.ts";

const HUB = "hubwright.hub";
/** Has find and stat, and is on the engine anyway: the images are built on it. */
const HELPER_IMAGE = "debian:trixie-slim";

/** Inspects a Docker engine without hubwright, to see what is really there. */
export class EngineView {
  readonly docker: Docker;

  constructor({ dockerHost, socket = dockerHost?.replace(/^unix:\/\//, "") }: EngineUnderTest) {
    this.docker = new Docker(socket === undefined ? {} : { socketPath: socket });
  }

  /** The IDs of a hub's containers by name, to see whether one was recreated. */
  async containers(hub: string): Promise<ReadonlyMap<string, Docker.ContainerInfo>> {
    const found = await this.docker.listContainers({ all: true, filters: labelled(hub) });
    return new Map(found.map((container) => [container.Names[0]?.slice(1) ?? "", container]));
  }

  /** The names and ids of a hub's containers, as one text to compare. */
  async containerIds(hub: string): Promise<string> {
    return [...(await this.containers(hub))]
      .map(([name, { Id }]) => `${name} ${Id}`)
      .toSorted()
      .join("\n");
  }

  /** The tags and ids of a hub's images, as one text to compare. */
  async imageIds(hub: string): Promise<string> {
    const images = await this.docker.listImages({ filters: labelled(hub) });
    return images
      .flatMap((image) => tagsOf(image).map((tag) => `${tag} ${image.Id}`))
      .toSorted()
      .join("\n");
  }

  async volumeNames(hub: string): Promise<readonly string[]> {
    const { Volumes } = await this.docker.listVolumes({ filters: labelled(hub) });
    return Volumes.map(({ Name }) => Name).toSorted();
  }

  /** Where a container mounts what: `team-1 folder → volume`. */
  async mountsOf(container: string): Promise<ReadonlyMap<string, string>> {
    const { Mounts } = await this.docker.getContainer(container).inspect();
    return new Map(Mounts.map(({ Destination, Name, Source }) => [Destination, Name ?? Source]));
  }

  /** Waits until a container is gone: the engine removes a server's only some time after JupyterHub has seen it stop. */
  async untilRemoved(container: string): Promise<void> {
    try {
      await this.docker.getContainer(container).wait({ condition: "removed" });
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode !== 404) throw error;
    }
  }

  /** Runs a program in a running container, as root. */
  async exec(container: string, command: readonly string[]): Promise<string> {
    const exec = await this.docker
      .getContainer(container)
      .exec({ Cmd: [...command], User: "root", Tty: true, AttachStdout: true, AttachStderr: true });
    const stream = await exec.start({ Tty: true });
    let text = "";
    for await (const chunk of stream) text += String(chunk);
    const { ExitCode } = await exec.inspect();
    if (ExitCode !== 0) throw new Error(`${command.join(" ")} in ${container}: ${ExitCode}\n${text}`);
    return text.replaceAll("\r", "");
  }

  /** What runs in a container: the program and arguments of each process, one a line. */
  async processes(container: string): Promise<string> {
    // One may end between being listed and being read.
    const list = 'for p in /proc/[0-9]*/cmdline; do cat "$p" 2>/dev/null | tr "\\0" " "; echo; done';
    return this.exec(container, ["sh", "-c", list]);
  }

  /** Runs a program in a separate container that sees volumes at `/volumes/<name>`, read-only. */
  async lookInto(volumes: readonly string[], command: readonly string[]): Promise<string> {
    const container = await this.docker.createContainer({
      Image: HELPER_IMAGE,
      Cmd: [...command],
      // As a terminal, so that the log is plain text.
      Tty: true,
      HostConfig: { Binds: volumes.map((name) => `${name}:/volumes/${name}:ro`), NetworkMode: "none" },
    });
    try {
      await container.start();
      const { StatusCode } = (await container.wait()) as { StatusCode: number };
      const text = (await container.logs({ stdout: true, stderr: true })).toString("utf8").replaceAll("\r", "");
      if (StatusCode !== 0) throw new Error(`${command.join(" ")}: ${StatusCode}\n${text}`);
      return text;
    } finally {
      await container.remove({ force: true });
    }
  }

  /** Removes all hubs with certain names, and everything else whose name starts with one of them. */
  async removeNamed(isUnwanted: (name: string) => boolean): Promise<void> {
    const { docker } = this;
    const [containers, networks, { Volumes }, images] = await Promise.all([
      docker.listContainers({ all: true }),
      docker.listNetworks(),
      docker.listVolumes(),
      docker.listImages(),
    ]);
    // Layers without a tag stay for the next build, and there are hundreds of them.
    const tagged = images.filter((image) => tagsOf(image).length > 0);
    const labelled = [...containers, ...networks, ...Volumes, ...tagged].flatMap(({ Labels }) => Labels?.[HUB] ?? []);
    for (const hub of new Set(labelled.filter(isUnwanted))) await this.removeHub(hub);
    for (const { Id, Names } of containers)
      if (Names.some((name) => isUnwanted(name.slice(1))))
        await unlessGone(docker.getContainer(Id).remove({ force: true, v: true }));
    for (const { Name } of Volumes.filter((volume) => isUnwanted(volume.Name)))
      await unlessGone(docker.getVolume(Name).remove({ force: true }));
    for (const { Id } of networks.filter((network) => isUnwanted(network.Name)))
      await unlessGone(docker.getNetwork(Id).remove());
    for (const tag of images.flatMap(tagsOf).filter(isUnwanted))
      await unlessGone(docker.getImage(tag).remove({ force: true, noprune: true }));
  }

  /**
   * Removes images without a tag that certain hubs had, and the layers that no other image is made of. An engine with
   * thousands of them is slow.
   *
   * @param kept - Those stay that were built within so many milliseconds before the newest of them: the next run builds from
   *   what the last one has built, however long ago that was.
   */
  async removeLayers(isUnwanted: (hub: string) => boolean, kept: number): Promise<void> {
    const images = await this.docker.listImages({ filters: { dangling: ["true"], label: [HUB] } });
    const unwanted = images.filter(({ Labels }) => isUnwanted(Labels?.[HUB] ?? ""));
    const newest = Math.max(...unwanted.map(({ Created }) => Created));
    for (const { Id, Created } of unwanted)
      if (Created < newest - kept / 1000) await unlessGone(this.docker.getImage(Id).remove());
  }

  /**
   * Removes everything that has a hub's label. The layers of its images are kept: the next test builds from them in seconds.
   *
   * @param keepImages - Tags of images that stay, too.
   */
  async removeHub(hub: string, keepImages: readonly string[] = []): Promise<void> {
    const filters = labelled(hub);
    for (const { Id } of await this.docker.listContainers({ all: true, filters })) {
      await unlessGone(this.docker.getContainer(Id).remove({ force: true, v: true }));
    }
    for (const { Name } of (await this.docker.listVolumes({ filters })).Volumes) {
      await unlessGone(this.docker.getVolume(Name).remove({ force: true }));
    }
    for (const { Id } of await this.docker.listNetworks({ filters })) {
      await unlessGone(this.docker.getNetwork(Id).remove());
    }
    for (const image of await this.docker.listImages({ filters })) {
      for (const tag of tagsOf(image).filter((found) => !keepImages.includes(found)))
        await unlessGone(this.docker.getImage(tag).remove({ force: true, noprune: true }));
    }
  }
}

function labelled(hub: string): { label: string[] } {
  return { label: [`${HUB}=${hub}`] };
}

/** An image that has lost its tags still has its labels, and Docker 20.10 lists it as `<none>:<none>`. */
function tagsOf({ RepoTags }: Docker.ImageInfo): readonly string[] {
  return (RepoTags ?? []).filter((tag) => tag !== "<none>:<none>");
}

/** A notebook removes itself when it has stopped, and may do so at this moment. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    const status = (error as { statusCode?: number }).statusCode;
    if (status !== 404 && status !== 409) throw error;
  }
}
