import type Dockerode from "dockerode";
import type { Observed, ObservedContainer } from "../../plan/observed.ts";
import type { Connection } from "./connection.ts";
import { notAnEngine } from "./lost-engine.ts";

/** How long an engine may take to list what it holds. In milliseconds; a busy disk is slow, a hung engine is for ever. */
const PATIENCE = 120_000;

/** Four calls at once, however many objects there are. */
export function observe(connection: Connection): Promise<Observed> {
  return connection.ask("list what is there", async (docker) => {
    const abortSignal = AbortSignal.timeout(PATIENCE);
    const [containers, networks, volumes, images] = await Promise.all([
      docker.listContainers({ all: true, abortSignal }),
      docker.listNetworks({ abortSignal }),
      docker.listVolumes({ abortSignal }),
      docker.listImages({ abortSignal }),
    ]);
    // Checked because dockerode hands on whatever it got: what is no list must not look like an empty one.
    if (![containers, networks, images].every((list) => Array.isArray(list))) throw notAnEngine(connection.address);
    return {
      containers: containers.map(containerOf),
      networks: networks.map(({ Name, Labels }) => ({ name: Name, labels: Labels ?? {} })),
      // Docker says null where there is none, whatever its types promise.
      volumes: ((volumes.Volumes as Dockerode.VolumeInspectInfo[] | null) ?? []).map(({ Name, Labels }) => ({
        name: Name,
        labels: (Labels as { [label: string]: string } | null) ?? {},
      })),
      images: images.map(({ Id, RepoTags, Labels }) => ({
        id: Id,
        tags: (RepoTags ?? []).filter((tag) => tag !== "<none>:<none>"),
        labels: (Labels as { [label: string]: string } | null) ?? {},
      })),
    };
  });
}

function containerOf(info: Dockerode.ContainerInfo): ObservedContainer {
  return {
    id: info.Id,
    name: nameOf(info),
    imageId: info.ImageID,
    labels: info.Labels ?? {},
    state: info.State as ObservedContainer["state"],
    status: info.Status,
    mounts: (info.Mounts ?? []).map((mount) => ({
      type: mount.Type,
      source: mount.Type === "volume" ? (mount.Name ?? "") : mount.Source,
      target: mount.Destination,
    })),
    ports: (info.Ports ?? [])
      .filter(({ PublicPort }) => PublicPort !== undefined)
      .map(({ IP, PublicPort, PrivatePort }) => ({ address: IP ?? "", published: PublicPort, target: PrivatePort })),
  };
}

/** The names that others gave it by `--link` have a second slash. */
function nameOf({ Names, Id }: Dockerode.ContainerInfo): string {
  const own = (Names as string[] | null)?.find((name) => !name.slice(1).includes("/"));
  return own?.slice(1) ?? Id;
}
