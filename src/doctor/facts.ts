import type { Trial } from "./trial-facts.ts";
import type { EngineFacts } from "../engine/port.ts";
import type { Diagnostic } from "../model/problem/diagnostic.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import type { Problem } from "../model/problem/problem.ts";
import type { Observed } from "../plan/observed.ts";
import type { Plan } from "../plan/step.ts";
import type { CertificateEnd } from "../workspace/build-host/certificate-ends.ts";
import type { HubReport } from "../hub-side/report.ts";

/** Everything that the checks are based on, gathered once. Checks query nothing, so that a test can simulate any failure. */
export interface Facts {
  readonly hub: HubDefinition;
  readonly directory: string;
  /** The time of this machine, in milliseconds since 1970. */
  readonly now: number;
  readonly engine: EngineFacts;
  readonly observed: Observed;
  readonly plan: Pick<Plan, "conflicts" | "warnings">;
  /** Why `up` would not even begin; undefined where it would. */
  readonly stop: Problem | undefined;
  /** Who has the hub's port instead of its proxy. */
  readonly portOwner: string | undefined;
  /** The disk of the engine's data, in bytes; undefined where it is on another machine. */
  readonly disk: { readonly path: string; readonly free: number; readonly size: number } | undefined;
  /** The last lines of the logs of the hub, the proxy and the database; empty where there is no container. */
  readonly logs: { readonly [service in "hub" | "proxy" | "db"]: readonly string[] };
  /** How often the engine has restarted the hub's container since someone started it. */
  readonly restarts: number;
  readonly notebooks: readonly NotebookFacts[];
  readonly certificates: readonly CertificateEnd[];
  readonly secrets: readonly Problem[];
  readonly roster: {
    readonly diagnostics: readonly Diagnostic[];
    /** SHA-256 of the file; undefined where it cannot be read. */
    readonly digest: string | undefined;
    /** How long ago it was saved, in milliseconds. */
    readonly age: number;
  };
  /** What the running hub says; undefined where it cannot be asked. */
  readonly report: HubReport | undefined;
  /** Generated files that someone changed. */
  readonly edited: readonly string[];
  /** What the public address answers; undefined where none was given. */
  readonly web: WebFacts | undefined;
  /** What starting someone's server has shown; undefined if none was to be started. */
  readonly trial: Trial | undefined;
}

/** A notebook's container. */
export interface NotebookFacts {
  readonly container: string;
  readonly isRunning: boolean;
  /** Folders of root's in the person's home; empty where it does not run. */
  readonly foldersOfRoot: readonly string[];
  readonly outOfMemory: boolean;
}

/** What the public address of a hub answers. */
export interface WebFacts {
  readonly url: string;
  /** Why no answer came. */
  readonly problem: string | undefined;
  /** The HTTP status of its API's first page. */
  readonly status: number | undefined;
  readonly isJupyterHub: boolean;
  /** Whether a request for a websocket arrives as one; undefined where the hub cannot say. */
  readonly hasWebsockets: boolean | undefined;
  /** The time of the server in front, in milliseconds since 1970. */
  readonly date: number | undefined;
}
