/** The environment variables of a process. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** A container as the engine lists it. */
export interface Container {
  readonly Names: readonly string[];
  readonly Ports?: readonly { readonly PublicPort?: number }[] | null;
  readonly Labels?: { readonly [label: string]: string } | null;
}

/** What is known about the Docker engine. */
export interface Engine {
  /** "stopped": installed but not running. "silent": the user configured an address, but nothing answers there. */
  readonly state: "answers" | "no-rights" | "stopped" | "silent" | "missing";
  readonly address?: string;
  readonly isLocal?: boolean;
  readonly version?: string;
  /** Where it stores its data. */
  readonly directory?: string;
  readonly containers?: readonly Container[];
  /** The tags of its images. */
  readonly tags?: readonly string[];
}

/** Who uses a port. */
export interface Owner {
  readonly name: string;
  readonly isOurs: boolean;
}

/** The facts for the checks. */
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
    /** The hub.ts that sets the port. */
    readonly definition: string | undefined;
    /** A port that nothing uses. */
    readonly free: number;
  };
  /** A directory that this user cannot write to. */
  readonly foreign: string | undefined;
}

/** A problem, and the commands to run. */
export interface Problem {
  readonly what: string;
  readonly type: readonly string[];
}
