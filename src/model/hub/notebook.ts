import type { Duration, MemorySize } from "./quantity.ts";

/** The label of the hub's own image, which hubwright builds, when people choose an image. */
export const STANDARD = "standard";

/** How much of the machine one person's server may use. */
export interface Limits {
  /** Memory of one person's server; a process that needs more is killed. Default: no limit. */
  readonly memory?: MemorySize | null;
  /** CPUs of one person's server; `0.5` is half a CPU. Default: no limit. */
  readonly cpus?: number | null;
  /**
   * GPUs of one person's server: how many, or `"all"` of the machine. Docker must support them (NVIDIA Container Toolkit).
   * @defaultValue `0`
   */
  readonly gpus?: number | "all" | null;
}

/** Images that people can choose from when they start a server: label and image. */
export interface Images {
  /** The Docker image of a label: `{ "R 4.5": "quay.io/jupyter/r-notebook:2026-11-02" }`. */
  readonly [label: string]: string;
}

/** Settings for the people of one group. */
export interface GroupNotebook {
  /**
   * Limits for the group. Limits that it leaves out are as for everybody; `null` is no limit. If several of a person's
   * groups set a limit, the most generous one counts: the most memory, the most CPUs, or no limit at all.
   */
  readonly limits?: Limits;
  /** The image of their servers unless they choose another. With several groups, the alphabetically first one counts. */
  readonly image?: string | null;
  /** Further images to choose from. */
  readonly images?: Images;
}

/** What programs in a server may do in its container. */
export type Privileges = "none" | "docker";

export const PRIVILEGES: readonly Privileges[] = ["none", "docker"];

/** What every notebook can set, however its image is made. */
export interface CommonNotebook {
  /** How much of the machine one person's server may use, for everybody whose groups do not say otherwise. */
  readonly limits?: Limits;
  /** After this time without activity a server is stopped, unless one of its kernels is busy. Default: never. */
  readonly idleAfter?: Duration | null;
  /** After this time a server is stopped, busy or not. Default: never. */
  readonly maxAge?: Duration | null;
  /**
   * What programs in a server may do in its container. `"none"`: no Linux capabilities, and no program can gain any, so `sudo` and images
   * that start as root do not work. `"docker"`: what Docker gives every container.
   * @defaultValue `"docker"`; `hubwright init` writes `"none"`
   */
  readonly privileges?: Privileges | null;
  /** More images that everybody can choose from, besides the hub's own. They are pulled, not built. */
  readonly images?: Images;
  /** Limits and images for certain groups; `admin` means the hub's admins. */
  readonly groups?: { readonly [group: string]: GroupNotebook };
}

/** An image that hubwright builds: a base image with packages. */
export interface BuiltNotebook extends CommonNotebook {
  /**
   * `"slim"`, a small JupyterLab on Debian, or any image for JupyterHub, such as `"quay.io/jupyter/minimal-notebook:2026-11-02"`.
   * @defaultValue `"slim"`
   */
  readonly image?: string;
  /** Debian packages to add. */
  readonly apt?: readonly string[];
  /** Python packages to add, each as pip expects it: `"numpy==2.4.0"`. */
  readonly pip?: readonly string[];
  /** Conda packages to add; the base must have conda. */
  readonly conda?: readonly string[];
  /** Null, as in a resolved definition: hubwright writes the Dockerfile. */
  readonly dockerfile?: null;
}

/** An image of your own: hubwright builds the directory as it is. */
export interface OwnNotebook extends CommonNotebook {
  /** A directory with a Dockerfile, relative to the definition: `"singleuser/"`. Its `.dockerignore` is used. */
  readonly dockerfile: string;
  /** Null, as in a resolved definition: your Dockerfile says what the image is made from. */
  readonly image?: null;
  /** Always empty: your Dockerfile installs Debian packages. */
  readonly apt?: readonly [];
  /** Always empty: your Dockerfile installs Python packages. */
  readonly pip?: readonly [];
  /** Always empty: your Dockerfile installs Conda packages. */
  readonly conda?: readonly [];
}

/** What people's servers are made of. */
export type Notebook = BuiltNotebook | OwnNotebook;

/** What every resolved notebook says, however its image is made. */
export interface CommonResolvedNotebook {
  /** What one person's server may use. */
  readonly limits: ResolvedLimits;
  /** When servers without activity are stopped; `null`: never. */
  readonly idleAfter: Duration | null;
  /** When servers are stopped, busy or not; `null`: never. */
  readonly maxAge: Duration | null;
  /** `null` if the definition does not set it: Docker's default. */
  readonly privileges: Privileges | null;
  /** Images that everybody can choose from, besides the hub's own; by label. */
  readonly images: Images;
  /** Settings of groups, by group. */
  readonly groups: { readonly [group: string]: ResolvedGroupNotebook };
}

/** A notebook with every default filled in: an image with packages, or a directory with a Dockerfile. */
export type ResolvedNotebook = CommonResolvedNotebook &
  /** An image that hubwright builds: a base image, and the Debian, Python and Conda packages to add. */
  (
    | {
        readonly image: string;
        readonly dockerfile: null;
        readonly apt: readonly string[];
        readonly pip: readonly string[];
        readonly conda: readonly string[];
      }
    /** An image of your own: a directory with a Dockerfile, relative to the definition. */
    | {
        readonly image: null;
        readonly dockerfile: string;
        readonly apt: readonly [];
        readonly pip: readonly [];
        readonly conda: readonly [];
      }
  );

/** Limits with every default filled in; `null` is no limit. */
export interface ResolvedLimits {
  /** Memory of one person's server: `"4GiB"`. */
  readonly memory: MemorySize | null;
  /** CPUs of one person's server: `0.5` is half a CPU. */
  readonly cpus: number | null;
  /** GPUs of one person's server: how many, `0` for none, or `"all"` of the machine. */
  readonly gpus: number | "all";
}

/** A group's settings; limits that it leaves out are as for everybody. */
export interface ResolvedGroupNotebook {
  /** The limits that the group sets. `null` in one of them is no limit. */
  readonly limits: Partial<ResolvedLimits>;
  /** The image of their servers unless they choose another; null if the group sets none. */
  readonly image: string | null;
  /** Further images that they can choose from, by label. Empty if the group has none. */
  readonly images: Images;
}

/** Fills in a notebook's defaults. */
export function resolveNotebook(notebook: Notebook = {}): ResolvedNotebook {
  const { limits, idleAfter = null, maxAge = null } = notebook;
  return {
    ...resolveImage(notebook),
    limits: { memory: limits?.memory ?? null, cpus: limits?.cpus ?? null, gpus: limits?.gpus ?? 0 },
    idleAfter,
    maxAge,
    privileges: notebook.privileges ?? null,
    images: notebook.images ?? {},
    groups: Object.fromEntries(
      Object.entries(notebook.groups ?? {}).map(([group, given]) => [group, resolveGroup(given)]),
    ),
  };
}

function resolveImage(notebook: Notebook) {
  // A definition that was resolved before has `null` for what is not set.
  if (typeof notebook.dockerfile === "string")
    return { image: null, dockerfile: notebook.dockerfile, apt: [], pip: [], conda: [] } as const;
  const { image, apt = [], pip = [], conda = [] } = notebook;
  return { image: image ?? "slim", dockerfile: null, apt: apt ?? [], pip: pip ?? [], conda: conda ?? [] };
}

function resolveGroup({ limits, image = null, images = {} }: GroupNotebook): ResolvedGroupNotebook {
  const { memory, cpus, gpus } = limits ?? {};
  return {
    // Here null has a meaning: a group with no limit differs from a group that sets none.
    limits: {
      ...(memory === undefined ? {} : { memory }),
      ...(cpus === undefined ? {} : { cpus }),
      ...(gpus === undefined ? {} : { gpus: gpus ?? 0 }),
    },
    image,
    images: images ?? {},
  };
}
