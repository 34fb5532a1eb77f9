import type { HubInput } from "../src/model/hub/hub.ts";
import { dropBox, perGroup, perHub, perPerson } from "../src/model/hub/volume-policy.ts";

/** A text that would be code in one language or another, if it were not quoted there. */
export const NASTY = `'"\`\\ $(id) \${HOME} $$ {{x}} {% x %} #{x} %s <b>&amp; */ # ; \r\n\t\u0000\u0007\u0085\u2028\ufeffé İ ß 😀 \u{10ffff} """ ''' EOF <<EOF\nc.JupyterHub.admin_users = {"eve"}`;

/** A hub with every field set, and with texts wherever a text is allowed. */
export const EVERYTHING: HubInput = {
  name: "math8660",
  port: 8451,
  listen: "0.0.0.0",
  roster: "people/list.txt",
  signIn: {
    kind: "custom",
    authenticator: "oauthenticator.github.GitHubOAuthenticator",
    pip: ["oauthenticator==17.3.0"],
    traits: { client_id: NASTY, scope: ["read:org"] },
    secrets: ["GITHUB_CLIENT_SECRET", "COOKIE_KEY"],
    secretTraits: { client_secret: "COOKIE_KEY" },
  },
  timezone: "America/Denver",
  jupyterhub: "5.5",
  notebook: {
    image: "quay.io/jupyter/minimal-notebook:2026-11-02",
    apt: ["graphviz"],
    pip: [
      "numpy==2.4.0",
      "x[a] @ https://example.org/x.whl ; python_version > '3'",
      'y; print("$(id) ${HOME} {{x}} <<END")',
    ],
    conda: ["r-base=4.5"],
    limits: { memory: "4GiB", cpus: 0.5, gpus: 1 },
    idleAfter: "1h",
    maxAge: "7d",
    images: { R: "quay.io/jupyter/r-notebook:2026-11-02", [`<b> "&' {{x}} $$ 😀`]: "x/y:1" },
    groups: {
      admin: { limits: { memory: null, gpus: "all" } },
      math8660: { limits: { cpus: null }, image: "x/math:1", images: { Sage: "x/sage:1" } },
    },
  },
  volumes: {
    home: perPerson({ at: "/home/jovyan", volumeName: "hub-user-{person}" }),
    shared: perGroup({ at: "/home/jovyan/{group}", scope: "server" }),
    data: perHub({ at: "/data", access: { member: "ro", admin: "rw" } }),
    inbox: dropBox({
      at: "/home/jovyan/{group}-submit",
      collectAt: "/home/jovyan/{group}-submitted/{person}",
      groups: ["math8660"],
    }),
  },
  database: { kind: "external", adopt: true },
  strangers: "deny",
  admins: { access: false, roster: "rw" },
  staff: { open: "members" },
  metrics: true,
  traits: {
    JupyterHub: {
      concurrent_spawn_limit: 20,
      tornado_settings: { headers: { [NASTY]: NASTY, empty: null, number: -0.5 } },
    },
  },
  extraConfig: ["services.py"],
  engine: { socket: "/run/user/1000/docker.sock" },
};
