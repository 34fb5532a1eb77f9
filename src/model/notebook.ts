import type { Duration, MemorySize } from "./quantity.ts";

/** What people who choose an image find the hub's own under: the one that hubwright builds. */
export const STANDARD = "standard";

/** What a notebook may use of the server. */
export interface Limits {
  /** Memory of one person's server; what needs more is ended by the kernel. Default: no limit. */
  readonly memory?: MemorySize | null;
  /** Processors of one person's server, `0.5` being half of one. Default: no limit. */
  readonly cpus?: number | null;
  /**
   * GPUs of one person's server: how many, or `"all"` of the machine. Docker must know them (the NVIDIA container toolkit).
   * @defaultValue `0`
   */
  readonly gpus?: number | "all" | null;
}

/** Images that people may choose from when they start a server: what the form calls them, and the image. */
export interface Images {
  readonly [label: string]: string;
}

/** What the people of one group have otherwise than everybody. */
export interface GroupNotebook {
  /**
   * Limits for the group. What it does not name is as for everybody; `null` is no limit. Of the limits that a person's
   * groups name the strongest wins: the most memory, the most processors, and no limit above all.
   */
  readonly limits?: Limits;
  /** The image that a server of theirs has unless they choose another. Of several groups, the alphabetically first. */
  readonly image?: string | null;
  /** Further images to choose from. */
  readonly images?: Images;
}

/** What programs in a server may do to its container. */
export type Privileges = (typeof PRIVILEGES)[number];

export const PRIVILEGES = ["none", "docker"] as const;

interface CommonNotebook {
  readonly limits?: Limits;
  /** A server without activity for so long is stopped, unless a kernel of it is busy. Default: never. */
  readonly idleAfter?: Duration | null;
  /** A server that was started so long ago is stopped, busy or not. Default: never. */
  readonly maxAge?: Duration | null;
  /**
   * What programs in a server may do to its container. `"none"`: no Linux capabilities, and no program gains any, so `sudo` and images
   * that start as root do not work. `"docker"`: what Docker gives to every container.
   * @defaultValue `"docker"`; `hubwright init` writes `"none"`
   */
  readonly privileges?: Privileges | null;
  /** Further images that everybody may choose from, beside the hub's own. They are pulled, not built. */
  readonly images?: Images;
  /** Limits and images of single groups; `admin` stands for the hub's admins. */
  readonly groups?: { readonly [group: string]: GroupNotebook };
}

/** An image that hubwright builds: a base with packages on top. */
export interface BuiltNotebook extends CommonNotebook {
  /**
   * `"slim"`, a small JupyterLab on Debian, or any image for JupyterHub, such as `"quay.io/jupyter/minimal-notebook:2026-11-02"`.
   * @defaultValue `"slim"`
   */
  readonly image?: string;
  /** Debian packages to add. */
  readonly apt?: readonly string[];
  /** Python packages to add, each as pip takes it: `"numpy==2.4.0"`. */
  readonly pip?: readonly string[];
  /** Conda packages to add; the base must have conda. */
  readonly conda?: readonly string[];
  readonly dockerfile?: never;
}

/** An image of your own: hubwright builds the directory as it is. */
export interface OwnNotebook extends CommonNotebook {
  /** A directory with a Dockerfile, relative to the definition: `"singleuser/"`. Its `.dockerignore` is honoured. */
  readonly dockerfile: string;
  readonly image?: never;
  readonly apt?: never;
  readonly pip?: never;
  readonly conda?: never;
}

/** What people's servers are made of. */
export type Notebook = BuiltNotebook | OwnNotebook;

/** A notebook with every default filled in. */
export interface ResolvedNotebook {
  readonly image: string | null;
  readonly dockerfile: string | null;
  readonly apt: readonly string[];
  readonly pip: readonly string[];
  readonly conda: readonly string[];
  readonly limits: ResolvedLimits;
  readonly idleAfter: Duration | null;
  readonly maxAge: Duration | null;
  /** `null` where the definition does not say: Docker's. */
  readonly privileges: Privileges | null;
  readonly images: Images;
  readonly groups: { readonly [group: string]: ResolvedGroupNotebook };
}

/** Limits with every default filled in; `null` is no limit. */
export interface ResolvedLimits {
  readonly memory: MemorySize | null;
  readonly cpus: number | null;
  readonly gpus: number | "all";
}

/** What a group has otherwise; a limit that it does not name is as for everybody. */
export interface ResolvedGroupNotebook {
  readonly limits: Partial<ResolvedLimits>;
  readonly image: string | null;
  readonly images: Images;
}

/** Fills in a notebook's defaults. */
export function resolveNotebook(notebook: Notebook = {}): ResolvedNotebook {
  const { limits, idleAfter = null, maxAge = null } = notebook;
  return {
    // A definition that was resolved before says `null` for what it does not have.
    image: (notebook.dockerfile ?? null) === null ? (notebook.image ?? "slim") : null,
    dockerfile: notebook.dockerfile ?? null,
    apt: notebook.apt ?? [],
    pip: notebook.pip ?? [],
    conda: notebook.conda ?? [],
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

function resolveGroup({ limits, image = null, images = {} }: GroupNotebook): ResolvedGroupNotebook {
  const { memory, cpus, gpus } = limits ?? {};
  return {
    // Here null says something: a group without a limit is not a group that names none.
    limits: {
      ...(memory === undefined ? {} : { memory }),
      ...(cpus === undefined ? {} : { cpus }),
      ...(gpus === undefined ? {} : { gpus: gpus ?? 0 }),
    },
    image,
    images: images ?? {},
  };
}
