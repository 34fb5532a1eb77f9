import type { Trial } from "../../../src/doctor/trial-facts.ts";
import type { FindingCode } from "../../../src/model/problem/problem-codes.ts";
import type { Facts } from "../../../src/doctor/facts.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import type { TrialFacts } from "../../../src/hub-side/trial.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { hint, problem, program } from "../../../src/model/problem/problem.ts";
import type { ObservedContainer } from "../../../src/plan/observed.ts";
import { reconcile } from "../../../src/plan/reconcile.ts";
import { observedContainer } from "../plan/observed-container.ts";

const NOON = Date.parse("2026-09-01T12:00:00Z");
const GIBIBYTE = 2 ** 30;

/** A container of the hub `math`. */
function container(name: string, fields: Partial<ObservedContainer> = {}): ObservedContainer {
  return observedContainer(name, { labels: { "hubwright.hub": "math" }, status: "Up 3 days (healthy)", ...fields });
}

/** The facts of a healthy hub, with some of them different. */
export function factsWith(changed: Partial<Facts> = {}): Facts {
  return {
    hub: defineHub({ name: "math", port: 8000 }),
    directory: "/srv/math",
    now: NOON,
    engine: {
      address: "unix:///var/run/docker.sock",
      version: "20.10.24",
      apiVersion: "1.41",
      rootless: false,
      local: true,
      dataRoot: "/var/lib/docker",
      limitsMemory: true,
      time: NOON + 900,
    },
    observed: observedWith(),
    plan: { conflicts: [], warnings: [] },
    stop: undefined,
    portOwner: undefined,
    disk: { path: "/var/lib/docker", free: 50 * GIBIBYTE, size: 100 * GIBIBYTE },
    logs: { hub: [], proxy: [], db: [] },
    restarts: 0,
    notebooks: [{ container: "math-user-halljord", isRunning: true, foldersOfRoot: [], outOfMemory: false }],
    certificates: [{ path: "campus.crt", until: NOON + 1 }],
    secrets: [],
    roster: { diagnostics: [], digest: "abc", age: 3_600_000 },
    report: { people: 4, diagnostics: [], digest: "abc", loss: [], held: [], isRead: true },
    edited: [],
    web: undefined,
    trial: undefined,
    ...changed,
  };
}

function observedWith(
  containers = [container("math"), container("math-proxy")],
  networks = ["math-network"],
): Facts["observed"] {
  return {
    containers,
    networks: networks.map((name) => ({ id: name, name, labels: {} })),
    volumes: [],
    images: [{ id: "sha256:2", tags: ["math-notebook:latest"], labels: {} }],
  };
}

const hubIs = (state: ObservedContainer["state"], status: string) =>
  observedWith([container("math", { state, status }), container("math-proxy")]);

/** A public address that answers as it should, with something different. */
export function web(changed: Partial<NonNullable<Facts["web"]>>): Facts["web"] {
  return {
    url: "https://hub.example.org/math",
    problem: undefined,
    status: 200,
    isJupyterHub: true,
    hasWebsockets: true,
    date: NOON - 900,
    ...changed,
  };
}

/** A trial in which everything went well, with something different. */
export function trialWith(changed: Partial<Trial>): Trial {
  return {
    person: "halljord",
    jupyterhub: "6.1.1",
    refused: null,
    wasRunning: false,
    start: { ready: true, seconds: 3.1, said: "", container: null },
    notebook: work({}),
    url: "/math/user/halljord/",
    token: "abc",
    left: null,
    goesOn: false,
    visits: [{ url: "https://hub.example.org/math", problem: null }],
    ...changed,
  };
}

type Work = NonNullable<TrialFacts["notebook"]>;
type Ended = NonNullable<NonNullable<TrialFacts["start"]>["container"]>;

/** What a trial of a healthy notebook shows, with something different. */
export function work(changed: Partial<Work>): Work {
  return { version: "6.1.1", problem: null, kernel: null, folders: [folder({})], outOfMemory: false, ...changed };
}

/** A folder that takes a file, with something different. */
export function folder(changed: Partial<Work["folders"][number]>): Work["folders"][number] {
  const path = "/home/jovyan/team-1";
  return { path, volume: "math-shared-team-1", owner: 1000, mode: "2775", problem: null, ...changed };
}

/** The facts of a start that failed: JupyterHub's words, and what became of the container. */
export function failed(said: string, container: Partial<Ended> | null = null): Facts {
  const ended = { running: false, exitCode: 1, outOfMemory: false, words: [] };
  const start = {
    ready: false,
    seconds: 121.4,
    said,
    container: container === null ? null : { ...ended, ...container },
  };
  return factsWith({ trial: trialWith({ start, notebook: null, url: null, visits: [] }) });
}

const refusedAs = (kind: NonNullable<TrialFacts["refused"]>["kind"], because: string) =>
  factsWith({
    trial: trialWith({ refused: { kind, because }, start: null, notebook: null, url: null, token: null, visits: [] }),
  });
const worked = (changed: Partial<Work>) => factsWith({ trial: trialWith({ notebook: work(changed) }) });
const visited = (problem: NonNullable<Trial["visits"][number]["problem"]>) =>
  factsWith({ trial: trialWith({ visits: [{ url: "https://hub.example.org/math", problem }] }) });

const LOG = ["[I app] Starting", "sqlite3.OperationalError: database disk image is malformed"];
const small: HubInput = { name: "math", port: 8000, notebook: { limits: { memory: "128MiB" } } };

/** For each failure that checks find, the facts that show it. */
export const FAILURES: { readonly [code in FindingCode]?: Facts } = {
  "disk-full": factsWith({ disk: { path: "/var/lib/docker", free: 12 * 2 ** 20, size: 100 * GIBIBYTE } }),
  "disk-nearly-full": factsWith({ disk: { path: "/var/lib/docker", free: 4 * GIBIBYTE, size: 100 * GIBIBYTE } }),
  "clock-off": factsWith({ web: web({ date: NOON - 420_000 }) }),
  "certificate-unreadable": factsWith({ certificates: [{ path: "/etc/ssl/campus.pem", until: undefined }] }),
  "certificate-expired": factsWith({ certificates: [{ path: "campus.crt", until: NOON - 86_400_000 }] }),
  "port-taken": factsWith({ portOwner: "nginx (process 812)" }),
  "name-taken": factsWith({
    plan: {
      conflicts: [
        {
          code: "name-taken",
          severity: "error",
          message: "A container named math already exists, and hubwright did not create it.",
          hint: hint`Give the hub another name in hub.ts, or remove it: ${program("docker", "container", "rm", "math")}`,
          object: "container",
          name: "math",
        },
      ],
      warnings: [],
    },
  }),
  "engine-elsewhere": factsWith({
    plan: {
      conflicts: reconcile(
        {
          deployment: generateAll(defineHub({ name: "math", port: 8000 })).deployment,
          shared: [],
          ownDigests: {},
          directory: "/srv/math",
          engine: { address: "ssh://ada@server", local: false },
        },
        { containers: [], networks: [], volumes: [], images: [] },
      ).conflicts,
      warnings: [],
    },
  }),
  "volume-foreign": factsWith({
    plan: {
      conflicts: [],
      warnings: [
        {
          code: "volume-foreign",
          severity: "warning",
          message: "A volume named math-shared-team-1 already exists, and hubwright did not create it.",
          hint: hint`Look at what is in it: ${program("docker", "volume", "inspect", "math-shared-team-1")}`,
          object: "volume",
          name: "math-shared-team-1",
        },
      ],
    },
  }),
  "hub-not-up": factsWith({ observed: observedWith([]) }),
  "hub-stopped": factsWith({
    observed: hubIs("exited", "Exited (1) 2 hours ago"),
    logs: { hub: LOG, proxy: [], db: [] },
  }),
  "hub-restarting": factsWith({
    observed: hubIs("restarting", "Restarting (1) 5 seconds ago"),
    logs: { hub: LOG, proxy: [], db: [] },
  }),
  "hub-unhealthy": factsWith({
    observed: hubIs("running", "Up 3 days (unhealthy)"),
    logs: { hub: LOG, proxy: [], db: [] },
  }),
  "proxy-stopped": factsWith({
    observed: observedWith([
      container("math"),
      container("math-proxy", { state: "exited", status: "Exited (137) 5 minutes ago" }),
    ]),
  }),
  "database-stopped": factsWith({
    hub: defineHub({ name: "math", port: 8000, database: "postgres" }),
    observed: observedWith(
      [
        container("math"),
        container("math-proxy"),
        container("math-db", { state: "restarting", status: "Restarting (78) 5 seconds ago" }),
      ],
      ["math-network", "math-db-network"],
    ),
    logs: {
      hub: [],
      proxy: [],
      db: [
        "The database in this volume was made by PostgreSQL 16. This is PostgreSQL 17, which cannot read it. Nothing was changed.",
      ],
    },
  }),
  "network-missing": factsWith({ observed: observedWith(undefined, []) }),
  "image-missing": factsWith({ observed: { ...observedWith(), images: [] } }),
  "version-mismatch": factsWith({
    logs: {
      hub: [
        "[W 2026-11-24 10:23:45.678 HubwrightApp _version:66] jupyterhub version 5.4.3 != jupyterhub-singleuser version 4.0.2. This could cause failure to authenticate and result in redirect loops!",
      ],
      proxy: [],
      db: [],
    },
  }),
  "memory-too-small": factsWith({ hub: defineHub(small) }),
  "notebook-out-of-memory": factsWith({
    notebooks: [{ container: "math-user-halljord", isRunning: false, foldersOfRoot: [], outOfMemory: true }],
  }),
  "folder-of-root": factsWith({
    notebooks: [
      {
        container: "math-user-halljord",
        isRunning: true,
        foldersOfRoot: ["/home/jovyan/shared-team-1"],
        outOfMemory: false,
      },
    ],
  }),
  "memory-unlimited": factsWith({
    hub: defineHub({ name: "math", port: 8000, notebook: { limits: { memory: "4GiB" } } }),
    engine: { ...factsWith().engine, limitsMemory: false },
  }),
  "engine-lost": failed("Spawn failed: ('Connection aborted.', ConnectionRefusedError(111, 'Connection refused'))"),
  "folder-unwritable": worked({ folders: [folder({ problem: "EACCES", owner: 1001, mode: "0755" })] }),
  "person-unlisted": refusedAs("unlisted", "This name is not on the hub's user list. An admin can add it."),
  "person-ended": refusedAs("ended", "Your access to this hub ended on 2026-08-31."),
  "person-held": refusedAs(
    "held",
    "Someone with this name used this hub until 2026-06-30. An admin must first confirm whether you are the same person.",
  ),
  "start-refused": failed("Spawn failed: Too many users trying to log in right now. Try again in 1 minutes."),
  "notebook-command-missing": failed("Spawn failed: Server didn't respond", {
    exitCode: 127,
    words: ["sh: 1: exec: jupyterhub-singleuser: not found"],
  }),
  "notebook-no-hub": failed("Spawn failed: Server didn't respond", {
    running: true,
    words: ["Failed to connect to my Hub at http://math:8081/math/hub/api (attempt 1/5). Is it running?"],
  }),
  "notebook-no-privileges": {
    ...failed("Spawn failed: Server didn't respond", {
      words: [
        'sudo: The "no new privileges" flag is set, which prevents sudo from running as root.',
        "sudo: If sudo is running in a container, you may need to adjust the container configuration.",
      ],
    }),
    hub: defineHub({ name: "math", port: 8000, notebook: { privileges: "none", limits: { memory: "4GiB" } } }),
  },
  "notebook-ends": failed("Spawn failed: Server didn't respond", {
    exitCode: 3,
    words: ["The license server does not answer."],
  }),
  "notebook-silent": failed("Spawn failed: Server didn't respond", {
    running: true,
    words: ["Waiting for the license …"],
  }),
  "notebook-faulty": worked({ problem: "500 Unhandled error", folders: [] }),
  "kernel-fails": worked({ kernel: "It did not answer within 60 seconds.", folders: [] }),
  "trial-left": factsWith({ trial: trialWith({ left: "It did not stop within 60 seconds." }) }),
  "web-no-sign-in": visited({ at: "sign-in", said: "status 403, '_xsrf' argument missing from POST" }),
  "web-no-notebook": visited({ at: "page", said: "status 404" }),
  "secret-unusable": factsWith({
    secrets: [
      problem(
        "secret-unusable",
        "The key in /srv/math/secrets/oauth.env has 5 characters; a hub needs 16 or more.",
        hint`Create one with: ${program("openssl", "rand", "-hex", "32")}   Everybody's password will change.`,
      ),
    ],
  }),
  "up-stops": factsWith({
    stop: problem(
      "key-changed",
      "The key in /srv/math/secrets/oauth.env is not the one that math was last started with.",
      "Bring the old one back from a backup.",
    ),
  }),
  "roster-faulty": factsWith({
    roster: {
      diagnostics: [
        {
          code: "roster-until-invalid",
          severity: "error",
          at: [],
          message: '"tomorrow" is not a valid date.',
          hint: "Write the last day as until=2027-01-31.",
          line: 6,
        },
      ],
      digest: "abc",
      age: 0,
    },
  }),
  "roster-not-read": factsWith({
    report: { people: 0, diagnostics: [], digest: null, loss: [], held: [], isRead: false },
  }),
  "roster-not-in-force": factsWith({ roster: { diagnostics: [], digest: "def", age: 60_000 } }),
  "files-edited": factsWith({ edited: ["deploy/compose.yaml"] }),
  "web-unreachable": factsWith({ web: web({ problem: "connect ECONNREFUSED 192.0.2.7:443", isJupyterHub: false }) }),
  "web-untrusted": factsWith({ web: web({ problem: "self-signed certificate", isJupyterHub: false }) }),
  "web-not-this-hub": factsWith({ web: web({ status: 404, isJupyterHub: false }) }),
  "web-no-websockets": factsWith({ web: web({ hasWebsockets: false }) }),
};
