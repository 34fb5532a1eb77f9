import type { Facts } from "../../../../src/cli/doctor/facts.ts";
import type { FindingCode } from "../../../../src/cli/doctor/finding.ts";
import { defineHub, type HubInput } from "../../../../src/model/hub.ts";
import type { ObservedContainer } from "../../../../src/plan/observed.ts";

const NOON = Date.parse("2026-09-01T12:00:00Z");
const GIBIBYTE = 2 ** 30;

/** A container of the hub `math`. */
function container(name: string, fields: Partial<ObservedContainer> = {}): ObservedContainer {
  return {
    id: name,
    name,
    imageId: "sha256:1",
    labels: { "hubwright.hub": "math" },
    state: "running",
    status: "Up 3 days (healthy)",
    mounts: [],
    ports: [],
    ...fields,
  };
}

/** The facts of a hub that is well, with some of them different. */
export function factsWith(changed: Partial<Facts> = {}): Facts {
  return {
    hub: defineHub({ name: "math", port: 8000 }),
    directory: "/srv/math",
    called: "hubwright",
    now: NOON,
    engine: {
      address: "unix:///var/run/docker.sock",
      version: "20.10.24",
      apiVersion: "1.41",
      rootless: false,
      local: true,
      dataRoot: "/var/lib/docker",
      time: NOON + 900,
    },
    observed: observedWith(),
    plan: { conflicts: [], warnings: [] },
    portOwner: undefined,
    disk: { path: "/var/lib/docker", free: 50 * GIBIBYTE, size: 100 * GIBIBYTE },
    logs: { hub: [], proxy: [] },
    notebooks: [{ container: "math-user-halljord", foldersOfRoot: [], outOfMemory: false }],
    certificates: [{ path: "campus.crt", until: NOON + 1 }],
    secrets: [],
    roster: { diagnostics: [], digest: "abc", age: 3_600_000 },
    report: { people: 4, diagnostics: [], digest: "abc", loss: [], held: [], isRead: true },
    edited: [],
    web: undefined,
    ...changed,
  };
}

function observedWith(
  containers = [container("math"), container("math-proxy")],
  networks = ["math-network"],
): Facts["observed"] {
  return {
    containers,
    networks: networks.map((name) => ({ name, labels: {} })),
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
          object: "container",
          name: "math",
          message: "There is a container called math already, and hubwright did not make it.",
          hint: "Give the hub another name in hub.ts, or remove it: docker container rm math",
        },
      ],
      warnings: [],
    },
  }),
  "volume-foreign": factsWith({
    plan: {
      conflicts: [],
      warnings: [
        {
          object: "volume",
          name: "math-shared-team-1",
          message: "There is a volume called math-shared-team-1 already, and hubwright did not make it.",
          hint: "Look at what is in it: docker volume inspect math-shared-team-1",
        },
      ],
    },
  }),
  "hub-not-up": factsWith({ observed: observedWith([]) }),
  "hub-stopped": factsWith({ observed: hubIs("exited", "Exited (1) 2 hours ago"), logs: { hub: LOG, proxy: [] } }),
  "hub-restarting": factsWith({
    observed: hubIs("restarting", "Restarting (1) 5 seconds ago"),
    logs: { hub: LOG, proxy: [] },
  }),
  "hub-unhealthy": factsWith({ observed: hubIs("running", "Up 3 days (unhealthy)"), logs: { hub: LOG, proxy: [] } }),
  "proxy-stopped": factsWith({
    observed: observedWith([
      container("math"),
      container("math-proxy", { state: "exited", status: "Exited (137) 5 minutes ago" }),
    ]),
  }),
  "network-missing": factsWith({ observed: observedWith(undefined, []) }),
  "image-missing": factsWith({ observed: { ...observedWith(), images: [] } }),
  "version-mismatch": factsWith({
    logs: {
      hub: [
        "[W JupyterHub _version:67] jupyterhub version 5.4.3 != jupyterhub-singleuser version 4.0.2. This could cause failure to authenticate and result in redirect loops!",
      ],
      proxy: [],
    },
  }),
  "memory-too-small": factsWith({ hub: defineHub(small) }),
  "notebook-out-of-memory": factsWith({
    notebooks: [{ container: "math-user-halljord", foldersOfRoot: [], outOfMemory: true }],
  }),
  "folder-of-root": factsWith({
    notebooks: [{ container: "math-user-halljord", foldersOfRoot: ["/home/jovyan/shared-team-1"], outOfMemory: false }],
  }),
  "secret-unusable": factsWith({
    secrets: [
      {
        message: "The key in /srv/math/secrets/oauth.env has 5 characters; a hub needs 16 or more.",
        hint: "Make one with: openssl rand -hex 32. Everybody's password changes with it.",
      },
    ],
  }),
  "roster-faulty": factsWith({
    roster: {
      diagnostics: [
        {
          code: "roster-until-invalid",
          severity: "error",
          at: [],
          message: '"tomorrow" is not a day.',
          hint: "Write it as until=2027-01-31.",
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
  "web-not-this-hub": factsWith({ web: web({ status: 404, isJupyterHub: false }) }),
  "web-no-websockets": factsWith({ web: web({ hasWebsockets: false }) }),
};
