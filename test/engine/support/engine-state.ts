import type Docker from "dockerode";
import tarStream from "tar-stream";
import type { EngineView } from "./engine-view.ts";

/** Has no directory `/volumes`, so that what is mounted there is not copied into. */
const HELPER_IMAGE = "debian:trixie-slim";

/**
 * Everything that an engine has of a hub, as one text to compare: containers with their requested configuration, networks, volumes
 * with labels, owner and mode, images with tags and labels; and what carries no label of the hub's but was made from its images.
 *
 * What an engine chooses itself (ids, addresses, times) is left out.
 */
export async function engineState({ docker }: EngineView, hub: string): Promise<string> {
  const filters = { label: [`hubwright.hub=${hub}`] };
  const [containers, networks, { Volumes }, images] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
    docker.listImages({ filters }),
  ]);
  const own = containers.filter(({ Labels, Image }) => Labels["hubwright.hub"] === hub || Image.startsWith(`${hub}-`));
  const inspected = await Promise.all(own.map(({ Id }) => docker.getContainer(Id).inspect()));
  const owners = await ownersOf(docker, Volumes.map(({ Name }) => Name).toSorted());
  const lines = [
    ...inspected.map((container) => `container ${JSON.stringify(asked(container))}`),
    ...networks.map(({ Name, Driver, Labels }) => `network ${Name} ${Driver} ${inOrder(Labels)}`),
    ...Volumes.map(({ Name, Labels }) => `volume ${Name} ${owners.get(Name)} ${inOrder(Labels)}`),
    ...images.map(({ RepoTags, Labels }) => `image ${(RepoTags ?? []).toSorted().join(" ")} ${inOrder(Labels)}`),
  ];
  return lines.toSorted().join("\n");
}

/** The lines that only one of two states has. */
export function difference(is: string, shouldBe: string): string[] {
  const [left, right] = [is.split("\n"), shouldBe.split("\n")];
  return [
    ...left.filter((line) => !right.includes(line)).map((line) => `is there: ${line}`),
    ...right.filter((line) => !left.includes(line)).map((line) => `is missing: ${line}`),
  ];
}

function asked({ Name, Config, HostConfig, State, NetworkSettings }: Docker.ContainerInspectInfo): object {
  const { Image, Env, Cmd, Healthcheck, Labels } = Config;
  const { Mounts, PortBindings, RestartPolicy, LogConfig, NetworkMode } = HostConfig;
  const networks = Object.keys(NetworkSettings.Networks);
  const settings = { Image, Env: Env.toSorted(), Cmd, Healthcheck, Labels: inOrder(Labels) };
  return { Name, ...settings, Mounts, PortBindings, RestartPolicy, LogConfig, NetworkMode, networks, is: State.Status };
}

function inOrder(labels: { readonly [label: string]: string } | null | undefined): string {
  return JSON.stringify(Object.entries(labels ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Owner and mode of the root of each volume: `1000:100 2775`. From a container that is never started, by one call. */
async function ownersOf(docker: Docker, volumes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (volumes.length === 0) return new Map();
  const Binds = volumes.map((name) => `${name}:/volumes/${name}:nocopy`);
  const helper = await docker.createContainer({ Image: HELPER_IMAGE, Cmd: ["true"], HostConfig: { Binds } });
  try {
    return await rootsIn(await helper.getArchive({ path: "/volumes" }));
  } finally {
    await helper.remove({ force: true });
  }
}

async function rootsIn(archive: NodeJS.ReadableStream): Promise<ReadonlyMap<string, string>> {
  const owners = new Map<string, string>();
  for await (const entry of archive.pipe(tarStream.extract())) {
    const { name, uid, gid, mode } = entry.header;
    const [, volume, ...inside] = name.split("/").filter((part) => part !== "");
    if (volume !== undefined && inside.length === 0) owners.set(volume, `${uid}:${gid} ${(mode & 0o7777).toString(8)}`);
    entry.resume();
  }
  return owners;
}
