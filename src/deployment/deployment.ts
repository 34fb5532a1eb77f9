/**
 * What a definition asks Docker for: one value that compose.yaml and the calls to the Docker API are both printed from,
 * so that they cannot disagree.
 *
 * Paths are relative to the directory of the definition; the edge that acts knows where that is.
 */
export interface Deployment {
  readonly hub: string;
  /** Compose's project name. */
  readonly project: string;
  readonly images: readonly ImageSpec[];
  /** The hub's own comes first: notebooks are in that one, and in no other. */
  readonly networks: readonly NetworkSpec[];
  /** What the services keep: database, cookie secret. External to compose, so that `down -v` leaves them. */
  readonly volumes: readonly VolumeSpec[];
  /** Volumes that files of the hub's directory are sent to. None if the engine sees that directory. External to compose, too. */
  readonly sent: readonly SentVolume[];
  readonly services: readonly ServiceSpec[];
}

/** Labels of a Docker object: name to value. */
export type Labels = { readonly [label: string]: string };

/** Relative path to content: the files that an image is built from. */
export type Files = { readonly [path: string]: string };

/** Digests of everything that generated files come from: the ones that differ explain why files are stale. */
export interface Origin {
  /** Of the definition and the files that it names in `extraConfig`. */
  readonly definition: string;
  /** Of the hub's own id. */
  readonly id: string;
  /** Of what hubwright itself adds. */
  readonly hubwright: string;
}

/** What our labels are called. `docs/design.md` lists them. */
export const LABEL = {
  hub: "hubwright.hub",
  /** Distinguishes hubs that had the same name one after the other. */
  id: "hubwright.id",
  kind: "hubwright.kind",
  policy: "hubwright.policy",
  group: "hubwright.group",
  person: "hubwright.person",
  /** The volume that this one was copied from when its owner, or its hub, was renamed. */
  from: "hubwright.from",
  /** How often the volume was copied because its hub got another name: of two, the higher one is the copy. */
  renames: "hubwright.renames",
  /** Digest of a container's requested configuration; a different one means that the definition changed. */
  spec: "hubwright.spec",
  /** Digest of the files that an image was built from; if it is the same, there is nothing to build. */
  context: "hubwright.context",
  /** Which JupyterHub a hub's container runs: `"6.1"`. Its database is of that one, and of none before it. */
  jupyterhub: "hubwright.jupyterhub",
  /** What database a hub's container uses; absent for SQLite. An image with it can reach that kind. */
  database: "hubwright.database",
} as const;

/** What the name of the container that makes volumes of groups begins with. No hub can have a container of this name. */
export const PREPARATION = "hubwright.preparation-";

/** The owner of an object: the hub's name, and the hub's own id if it has one. */
export function labelsOf(hub: string, id: string | null): Labels {
  return { [LABEL.hub]: hub, ...(id === null ? {} : { [LABEL.id]: id }) };
}

/** Where secrets are inside a container. */
export const SECRETS_INSIDE = "/run/secrets";

/** Which of the hub's images. */
export type ImageRole = "hub" | "proxy" | "db" | "notebook";

/** An image that is built. */
export interface ImageSpec {
  /** What the image is for. */
  readonly role: ImageRole;
  /** The tag that it gets: `"math-notebook"`. */
  readonly tag: string;
  /** The base image, which must exist before the build. Null if the Dockerfile is a person's own. */
  readonly from: string | null;
  /** The files that it is built from. */
  readonly context: BuildContext;
  /** Path of the Dockerfile inside the context. */
  readonly dockerfile: string;
  /** The stage of the Dockerfile to build; null for the last one. */
  readonly target: string | null;
  /** Its labels: whose it is, and the digest of the files. */
  readonly labels: Labels;
}

/** Where the files of an image come from. */
export type BuildContext =
  /** Generated, below `deploy/`: `directory` is relative to it. */
  | { readonly kind: "generated"; readonly directory: string; readonly files: Files; readonly digest: string }
  /** A person's own, relative to the definition. Its digest is known only where there is a disk. */
  | { readonly kind: "own"; readonly directory: string };

/** A network that a deployment has. */
export interface NetworkSpec {
  /** Its name: `"math-network"`. */
  readonly name: string;
  /** True if nothing in it can reach anything outside. */
  readonly internal?: boolean;
  /** Its labels, which say whose it is. */
  readonly labels: Labels;
}

/** A volume that a deployment has. */
export interface VolumeSpec {
  /** Its name: `"math-data"`. */
  readonly name: string;
  /** Its labels, which say whose it is. */
  readonly labels: Labels;
}

/** A volume that files of the hub's directory are sent to, because the engine is on a machine that cannot see them. */
export interface SentVolume extends VolumeSpec {
  /** The list of people, which the hub reads again whenever it changes, or keys, which are read when a container starts. */
  readonly holds: "roster" | "secrets";
  /** Paths relative to the definition. In the volume each file has the last part of its path. */
  readonly files: readonly string[];
}

/** A container that always exists. Notebooks are not among them: the hub creates those. */
export interface ServiceSpec {
  /** Its key in compose.yaml. */
  readonly key: "hub" | "proxy" | "db";
  /** The container's name. */
  readonly name: string;
  /** The tag of the image that it is created from. */
  readonly image: string;
  /** Environment variables by name. None of them is a secret. */
  readonly environment: { readonly [name: string]: string };
  /** What it can access outside its container. */
  readonly mounts: readonly ServiceMount[];
  /** The ports that it publishes on the engine's machine. */
  readonly ports: readonly PublishedPort[];
  /** The container is made in the first, and connected to the others before it starts. */
  readonly networks: readonly [string, ...string[]];
  /** Its labels: whose it is, and the digest of its configuration. */
  readonly labels: Labels;
  /** How Docker finds out whether it works. */
  readonly healthcheck: Healthcheck;
  /** Services that are started before it, when both are. */
  readonly dependsOn: readonly string[];
}

/** What a service can access outside its container. Each says why. */
export type ServiceMount = { readonly target: string; readonly because: string } &
  /** A Docker volume, by its name. */
  (
    | { readonly type: "volume"; readonly volume: string; readonly readOnly?: true }
    /** A file or directory. `source` is relative to the definition's directory, or absolute for what is the engine's own. */
    | { readonly type: "bind"; readonly source: string; readonly readOnly: boolean }
  );

/** A port of a container that can be reached on the engine's machine. */
export interface PublishedPort {
  /** The address on the engine's machine: `"127.0.0.1"`. */
  readonly address: string;
  /** The port on the engine's machine. */
  readonly published: number;
  /** The port inside the container. */
  readonly target: number;
}

/** A command that tells whether a container does its work. Times in seconds. */
export interface Healthcheck {
  /** The program and its arguments; it exits with 0 if all is well. */
  readonly command: readonly string[];
  /** Seconds between two checks. */
  readonly interval: number;
  /** Seconds after which a check has failed. */
  readonly timeout: number;
  /** Seconds after the start in which a failed check does not count. */
  readonly startPeriod: number;
  /** How many checks in a row must fail until the container is unhealthy. */
  readonly retries: number;
}

/** How every service runs; the same for all, so not a field of each. */
export const SERVICE_POLICY = {
  /**
   * "Shut Down Hub" in the admin page, a reboot and a crash of Docker bring the hub back; `down` does not. Not `unless-stopped`:
   * a dockerd that was killed stops what was still running when it starts again, and then treats it as stopped by hand.
   */
  restart: "always",
  logging: { driver: "json-file", options: { "max-file": "3", "max-size": "10m" } },
} as const;
