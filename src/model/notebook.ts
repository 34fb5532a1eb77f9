import type { Duration, MemorySize } from "./quantity.ts";

/** What a notebook may use of the server. */
export interface Limits {
  /** Memory of one person's server; what needs more is ended by the kernel. Default: no limit. */
  readonly memory?: MemorySize | null;
  /** Processors of one person's server, `0.5` being half of one. Default: no limit. */
  readonly cpus?: number | null;
}

interface CommonNotebook {
  readonly limits?: Limits;
  /** A server without activity for so long is stopped. Default: never. */
  readonly idleAfter?: Duration | null;
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
  readonly limits: { readonly memory: MemorySize | null; readonly cpus: number | null };
  readonly idleAfter: Duration | null;
}

/** Fills in a notebook's defaults. */
export function resolveNotebook(notebook: Notebook = {}): ResolvedNotebook {
  const { limits, idleAfter = null } = notebook;
  return {
    // A definition that was resolved before says `null` for what it does not have.
    image: (notebook.dockerfile ?? null) === null ? (notebook.image ?? "slim") : null,
    dockerfile: notebook.dockerfile ?? null,
    apt: notebook.apt ?? [],
    pip: notebook.pip ?? [],
    conda: notebook.conda ?? [],
    limits: { memory: limits?.memory ?? null, cpus: limits?.cpus ?? null },
    idleAfter,
  };
}
