import type Dockerode from "dockerode";
import { LABEL } from "../../deployment/deployment.ts";
import type { Observed, ObservedContainer } from "../../plan/observed.ts";
import type { Connection } from "./connection.ts";
import { notAnEngine } from "./lost-engine.ts";

/** How long an engine may take to list what it holds. In milliseconds; a busy disk is slow, a hung engine never answers. */
const PATIENCE = 120_000;

/** Four calls at once and one for each image that is asked for, however many objects there are. */
export function observe(connection: Connection, references?: readonly string[]): Promise<Observed> {
  return connection.ask("list its objects", async (docker) => {
    const abortSignal = AbortSignal.timeout(PATIENCE);
    const [containers, networks, volumes, images] = await Promise.all([
      docker.listContainers({ all: true, abortSignal }),
      docker.listNetworks({ abortSignal }),
      docker.listVolumes({ abortSignal }),
      references === undefined ? docker.listImages({ abortSignal }) : imagesFor(docker, references, abortSignal),
    ]);
    // Checked because dockerode passes on whatever it got: a value that is not a list must not look like an empty one.
    if (![containers, networks, images].every((list) => Array.isArray(list))) throw notAnEngine(connection.address);
    return {
      containers: containers.map(containerOf),
      networks: networks.map(({ Id, Name, Labels }) => ({ id: Id, name: Name, labels: Labels ?? {} })),
      // Docker says null where there is none, whatever its types promise.
      volumes: ((volumes.Volumes as VolumeFacts[] | null) ?? []).map(({ Name, Labels, CreatedAt }) => ({
        name: Name,
        labels: Labels ?? {},
        ...(CreatedAt ? { createdAt: CreatedAt } : {}),
      })),
      images: images.map(imageOf),
    };
  });
}

/** The containers alone, by one call. */
export function listContainers(connection: Connection): Promise<Observed["containers"]> {
  return connection.ask("list the containers", async (docker) => {
    const containers = await docker.listContainers({ all: true, abortSignal: AbortSignal.timeout(PATIENCE) });
    if (!Array.isArray(containers)) throw notAnEngine(connection.address);
    return containers.map(containerOf);
  });
}

/** The id of an image by one call; undefined where no image has this name. */
export function imageId(connection: Connection, reference: string): Promise<string | undefined> {
  return connection.ask(
    `look at the image ${reference}`,
    async (docker) => (await inspectImage(docker, reference))?.Id,
  );
}

/** The user of an image by one call; undefined where no image has this name. */
export function imageUser(connection: Connection, reference: string): Promise<string | undefined> {
  return connection.ask(
    `look at the image ${reference}`,
    async (docker) => (await inspectImage(docker, reference))?.User,
  );
}

/** What a listing tells of a volume; dockerode's type has no `CreatedAt`. */
interface VolumeFacts {
  readonly Name: string;
  readonly Labels: { readonly [label: string]: string } | null;
  readonly CreatedAt?: string;
}

/** What a listing and an inspection of an image both tell. */
interface ImageFacts {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null | undefined;
  readonly Labels?: Readonly<Record<string, string>> | null | undefined;
}

/** The images that are asked for, and those of hubs that have lost their tags to newer ones. */
async function imagesFor(
  docker: Dockerode,
  references: readonly string[],
  abortSignal: AbortSignal,
): Promise<readonly ImageFacts[]> {
  if (references.length === 0) return [];
  const [replaced, ...found] = await Promise.all([
    docker.listImages({ abortSignal, filters: { dangling: ["true"], label: [LABEL.hub] } }),
    ...references.map((reference) => inspectImage(docker, reference)),
  ]);
  // Two references may name one image.
  const all = [...replaced, ...found.flatMap((image) => image ?? [])];
  return [...new Map(all.map((image) => [image.Id, image])).values()];
}

async function inspectImage(
  docker: Dockerode,
  reference: string,
): Promise<(ImageFacts & { readonly User: string }) | null> {
  try {
    const { Id, RepoTags, Config } = await docker.getImage(reference).inspect();
    return { Id, RepoTags, Labels: Config.Labels, User: Config.User ?? "" };
  } catch (error) {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return null;
    throw error;
  }
}

function imageOf({ Id, RepoTags, Labels }: ImageFacts): Observed["images"][number] {
  return { id: Id, tags: (RepoTags ?? []).filter((tag) => tag !== "<none>:<none>"), labels: Labels ?? {} };
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
    networks: Object.entries(info.NetworkSettings?.Networks ?? {})
      // Empty for a container that never started, unless it was created with the id.
      .map(([name, { NetworkID }]) => ({ name, id: NetworkID === "" ? null : NetworkID }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
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
