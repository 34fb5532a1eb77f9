import { HubwrightError } from "../problem/hubwright-error.ts";
import { type Admins, type ResolvedAdmins, resolveAdmins } from "./admins.ts";
import { type Database, type ResolvedDatabase, resolveDatabase } from "./database.ts";
import type { Diagnostic } from "../problem/diagnostic.ts";
import { checkDefinition, withValues } from "../check/check-definition.ts";
import { type Notebook, type ResolvedNotebook, resolveNotebook } from "./notebook.ts";
import type { CustomSignIn, SignIn } from "./sign-in.ts";
import { customSignIn } from "./preset-class.ts";
import { type ResolvedPolicy, resolvePolicy } from "./resolved-policy.ts";
import { type ResolvedStaff, resolveStaff, type Staff } from "./staff.ts";
import type { HubTraits } from "../traits/hub-traits.ts";
import type { AnyTraits, Generation } from "../traits/trait-value.ts";
import { perGroup, perPerson, type VolumePolicy } from "./volume-policy.ts";

/**
 * What people write in `hub.ts`: a name, and everything that differs from the defaults.
 *
 * @typeParam Key - The keys of `volumes`.
 * @typeParam V - The generation of JupyterHub: only its traits are offered. {@link defineHub} finds it in `jupyterhub`.
 * @typeParam Path - The class in `signIn.authenticator`: its traits are offered. {@link defineHub} finds it there.
 */
export interface HubInput<
  Key extends string = string,
  V extends Generation = Generation,
  Path extends string = string,
> extends Omit<HubFields<Key>, "jupyterhub" | "signIn" | "traits"> {
  /**
   * The version of JupyterHub.
   * @defaultValue `"6.1"`
   */
  readonly jupyterhub?: V;
  /**
   * How people sign in.
   * @defaultValue `{ kind: "derived-password", length: 10 }`
   */
  readonly signIn?: SignIn<Path, V>;
  /** Any other setting of JupyterHub, by class and trait: `{ JupyterHub: { concurrent_spawn_limit: 20 } }`. */
  readonly traits?: HubTraits<V>;
}

/** What hub.yaml and hub.json contain: their traits are not typed. The JSON schema for editors is generated from it. */
export type HubFile = HubFields;

/** The fields of a hub, with traits as in a file. */
export interface HubFields<Key extends string = string> {
  /** The hub's name, and its place on the server: `https://server/math`. Lower-case letters, digits and single hyphens. */
  readonly name: string;
  /**
   * The port on this server that the hub answers on.
   * @defaultValue 8000
   */
  readonly port?: number;
  /**
   * The address it answers on. Docker's ports bypass the server's firewall, so the default is this machine only.
   * @defaultValue `"127.0.0.1"`
   */
  readonly listen?: string;
  /**
   * The user list, in its own directory next to the definition: the hub can see that whole directory.
   * @defaultValue `"roster/userlist"`
   */
  readonly roster?: string;
  /**
   * How people sign in.
   * @defaultValue `{ kind: "derived-password", length: 10 }`
   */
  readonly signIn?: SignIn;
  /**
   * The hub's time zone, in which the days of `until=` end, for example `"America/Denver"`.
   * @defaultValue `"UTC"`
   */
  readonly timezone?: string;
  /**
   * The version of JupyterHub.
   * @defaultValue `"6.1"`
   */
  readonly jupyterhub?: Generation;
  /**
   * Where JupyterHub keeps people, tokens and the list of running servers: a file, a PostgreSQL server in its own container, or
   * your own PostgreSQL server.
   * @defaultValue `"sqlite"`
   */
  readonly database?: Database;
  /** What people's servers are made of. */
  readonly notebook?: Notebook;
  /**
   * The volumes that people see in their servers, by key.
   * @defaultValue a home for each person and a folder for each group inside it
   */
  readonly volumes?: { readonly [key in Key]: VolumePolicy };
  /**
   * People whom an admin added on JupyterHub's own pages: `"allow"` gives them a home but no group.
   * @defaultValue `"allow"`
   */
  readonly strangers?: "allow" | "deny";
  /** What the hub's admins may do beyond running the hub. */
  readonly admins?: Admins;
  /** What the staff of groups may do. */
  readonly staff?: Staff;
  /**
   * A service for Prometheus: its token, in `secrets/metrics.env`, can read the hub's metrics and nothing else.
   * @defaultValue `false`
   */
  readonly metrics?: boolean;
  /** Any other setting of JupyterHub, by class and trait: `{ JupyterHub: { concurrent_spawn_limit: 20 } }`. */
  readonly traits?: { readonly [className: string]: AnyTraits };
  /** Python files next to the definition for what traits cannot express. They run in this order, before hubwright adds its own lists. */
  readonly extraConfig?: readonly string[];
  /** The Docker engine that the hub starts notebooks on. */
  readonly engine?: {
    /**
     * The engine's socket, as seen on the engine's own machine. A rootless engine has a different one.
     * @defaultValue `"/var/run/docker.sock"`
     */
    readonly socket?: string;
    /**
     * Whether the engine is on another machine and cannot see these files. The user list and the keys are then sent there
     * and kept in volumes.
     * @defaultValue `false`
     */
    readonly remote?: boolean;
  };
}

/**
 * A checked hub with every default filled in. Plain, frozen data: `JSON.stringify` loses nothing. It can be used as input again.
 *
 * @typeParam Key - The keys of `volumes`.
 */
export interface HubDefinition<Key extends string = string> {
  /** The hub's name: its place on the server, and the first part of the names of its containers and volumes. */
  readonly name: string;
  /** The port on the server that the hub answers on. */
  readonly port: number;
  /** The address that the hub answers on: `"127.0.0.1"` is this machine only. */
  readonly listen: string;
  /** The path of the user list, relative to the definition's directory. */
  readonly roster: string;
  /** How people sign in. A preset such as `"github"` has become the authenticator class that it stands for. */
  readonly signIn: ResolvedSignIn;
  /** The hub's time zone, in which the days of `until=` end and drop-boxes close: `"America/Denver"`. */
  readonly timezone: string;
  /** The version of JupyterHub. */
  readonly jupyterhub: Generation;
  /** Where JupyterHub keeps people, tokens and the list of running servers. */
  readonly database: ResolvedDatabase;
  /** What people's servers are made of: image, limits, and the settings of groups. */
  readonly notebook: ResolvedNotebook;
  /** The volumes that people see in their servers, by key. */
  readonly volumes: { readonly [key in Key]: ResolvedPolicy };
  /** Whether people whom an admin added on JupyterHub's own pages may sign in without being on the user list. */
  readonly strangers: "allow" | "deny";
  /** What the hub's admins may do beyond running the hub. */
  readonly admins: ResolvedAdmins;
  /** What the staff of groups may do. */
  readonly staff: ResolvedStaff;
  /** Whether a token for Prometheus exists that can read the hub's metrics and nothing else. */
  readonly metrics: boolean;
  /** Other settings of JupyterHub, by class and trait. Empty if the definition has none. */
  readonly traits: { readonly [className: string]: AnyTraits };
  /** Python files next to the definition, in the order in which they run. Empty if there are none. */
  readonly extraConfig: readonly string[];
  /** The Docker engine that the hub starts notebooks on: its socket on its own machine, and whether that is another machine. */
  readonly engine: { readonly socket: string; readonly remote: boolean };
}

/** A sign-in method with every default filled in. */
export type ResolvedSignIn = { readonly kind: "derived-password"; readonly length: number } | Required<CustomSignIn>;

/** The names of the values that a sign-in method reads from `secrets/sign-in.env`. */
export function secretsOfSignIn(signIn: ResolvedSignIn): readonly string[] {
  return signIn.kind === "custom" ? signIn.secrets : [];
}

/** The default: a home for each person and, inside it, a folder for each of their groups. */
export const DEFAULT_VOLUMES = {
  home: perPerson({ at: "/home/jovyan" }),
  shared: perGroup({ at: "/home/jovyan/{group}" }),
} as const;

/**
 * Checks a hub and fills in its defaults. Its result can be passed in again and stays the same.
 *
 * @throws {@link HubwrightError} with every error in the definition, each with its place and what to do.
 *
 * @example
 * ```ts
 * import { defineHub, perGroup, perPerson } from "hubwright";
 *
 * export default defineHub({
 *   name: "math",
 *   port: 8000,
 *   notebook: { pip: ["numpy==2.4.0"], limits: { memory: "4GiB", cpus: 2 } },
 *   volumes: { home: perPerson({ at: "/home/jovyan" }), shared: perGroup({ at: "/home/jovyan/{group}" }) },
 * });
 * ```
 */
export function defineHub<
  const Key extends string = keyof typeof DEFAULT_VOLUMES,
  V extends Generation = "6.1",
  const Path extends string = string,
>(input: HubInput<Key, V, Path>): HubDefinition<Key> {
  const { hub, problems } = safeDefine(input);
  if (hub === undefined) throw new HubwrightError(problems);
  return hub;
}

/** What `safeDefine` returns: a hub with warnings, or errors and no hub. */
export type DefineResult<Key extends string = string> =
  /** It has no errors: the hub, and the warnings. */
  | { readonly hub: HubDefinition<Key>; readonly problems: readonly Diagnostic[] }
  /** It has errors: all of them, and the warnings. */
  | { readonly hub: undefined; readonly problems: readonly Diagnostic[] };

/**
 * Checks a hub and fills in its defaults, like {@link defineHub}, but never throws. For tools that read definitions of others: the input
 * may be anything.
 *
 * @returns the hub, and the warnings; or no hub, and every error and warning.
 *
 * @example
 * ```ts
 * import { readFileSync } from "node:fs";
 * import { formatProblem, safeDefine } from "hubwright";
 *
 * const { hub, problems } = safeDefine(JSON.parse(readFileSync("hub.json", "utf8")));
 * for (const problem of problems) console.error(formatProblem(problem));
 * if (hub !== undefined) console.log(`${hub.name} is on port ${hub.port}.`);
 * ```
 */
export function safeDefine<
  const Key extends string = keyof typeof DEFAULT_VOLUMES,
  V extends Generation = "6.1",
  const Path extends string = string,
>(input: HubInput<Key, V, Path>): DefineResult<Key>;
/** The same for data of an unknown shape, for example from `JSON.parse`. */
export function safeDefine(input: unknown): DefineResult;
export function safeDefine(input: unknown): DefineResult {
  const problems = checkDefinition(input);
  if (problems.some(({ severity }) => severity === "error")) return { hub: undefined, problems };
  // A copy, so that freezing it does not affect the caller's object.
  return { hub: resolveHub(withValues(structuredClone(input as HubFile))), problems };
}

/** Fills in the defaults of a definition without errors; see {@link checkDefinition}. Every default of a hub is here. */
function resolveHub(input: HubFile): HubDefinition {
  return deepFreeze({
    name: input.name,
    port: input.port ?? 8000,
    listen: input.listen ?? "127.0.0.1",
    roster: input.roster ?? "roster/userlist",
    signIn: resolveSignIn(input.name, input.signIn),
    timezone: input.timezone ?? "UTC",
    jupyterhub: input.jupyterhub ?? "6.1",
    database: resolveDatabase(input.database),
    notebook: resolveNotebook(input.notebook),
    volumes: Object.fromEntries(
      Object.entries(input.volumes ?? DEFAULT_VOLUMES).map(([key, policy]) => [key, resolvePolicy(key, policy)]),
    ),
    strangers: input.strangers ?? "allow",
    admins: resolveAdmins(input.admins),
    staff: resolveStaff(input.staff),
    metrics: input.metrics ?? false,
    // YAML reads a class with nothing after its colon as null.
    traits: withValues(input.traits ?? {}),
    extraConfig: input.extraConfig ?? [],
    engine: { socket: input.engine?.socket ?? "/var/run/docker.sock", remote: input.engine?.remote ?? false },
  });
}

function resolveSignIn(hub: string, signIn: SignIn = { kind: "derived-password" }): ResolvedSignIn {
  if (signIn.kind === "derived-password") return { kind: signIn.kind, length: signIn.length ?? 10 };
  const custom = signIn.kind === "custom" ? signIn : customSignIn(signIn, hub);
  return { pip: [], traits: {}, secrets: [], secretTraits: {}, ...custom };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
