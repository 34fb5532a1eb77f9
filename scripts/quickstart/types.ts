/** What the environment of a process says. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** A container as the engine lists it. */
export interface Container {
  readonly Names: readonly string[];
  readonly Ports?: readonly { readonly PublicPort?: number }[] | null;
  readonly Labels?: { readonly [label: string]: string } | null;
}

/** What is known of the Docker engine. */
export interface Engine {
  /** "stopped": installed, not running. "silent": somebody named it, and it is not there. */
  readonly state: "answers" | "no-rights" | "stopped" | "silent" | "missing";
  readonly address?: string;
  readonly isLocal?: boolean;
  readonly version?: string;
  /** Where it stores. */
  readonly directory?: string;
  readonly containers?: readonly Container[];
  /** Those of its images. */
  readonly tags?: readonly string[];
}

/** Who has a port. */
export interface Owner {
  readonly name: string;
  readonly isOurs: boolean;
}

/** What the checks are made on. */
export interface Facts {
  readonly name: string;
  readonly nodeVersion: string;
  readonly hasApt: boolean;
  /** The version that apt would install. */
  readonly aptNode: string | undefined;
  readonly isRoot: boolean;
  readonly user: string;
  readonly engine: Engine;
  readonly isBuilt: boolean;
  readonly disk: { readonly place: string; readonly free: number } | undefined;
  readonly memory: number | undefined;
  readonly port: {
    readonly number: number;
    readonly owner: Owner | undefined;
    /** The hub.ts that says the port. */
    readonly definition: string | undefined;
    /** One that nothing has. */
    readonly free: number;
  };
  /** A directory in which this user may not write. */
  readonly foreign: string | undefined;
}

/** What is in the way, and what to type. */
export interface Problem {
  readonly what: string;
  readonly type: readonly string[];
}
