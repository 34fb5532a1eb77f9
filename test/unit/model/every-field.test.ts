import { expect } from "chai";
import { generate } from "../../../src/emit/generate.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import type { GroupNotebook } from "../../../src/model/hub/notebook.ts";
import { dropBox, perHub, perPerson, type VolumePolicy } from "../../../src/model/hub/volume-policy.ts";
import { EVERYTHING } from "../../hubs.ts";

const BASE: HubInput = { name: "math" };
const BOX = { at: "/a/{group}", collectAt: "/c/{group}/{person}" } as const;
const custom = (more: object = {}): HubInput => ({
  ...BASE,
  signIn: { kind: "custom", authenticator: "a.Auth", ...more },
});
const group = (given: GroupNotebook): HubInput => ({ ...BASE, notebook: { groups: { a: given } } });
const volume = (policy: VolumePolicy): HubInput => ({ ...BASE, volumes: { data: policy } });

/** Each field of a definition: two hubs that differ in it alone, and a file that must say so. */
const CHANGES: readonly (readonly [field: string, before: HubInput, after: HubInput, file: string])[] = [
  ["name", BASE, { name: "maths" }, "compose.yaml"],
  ["port", BASE, { ...BASE, port: 8001 }, "compose.yaml"],
  ["port", BASE, { ...BASE, port: 8001 }, "nginx.conf"],
  ["listen", BASE, { ...BASE, listen: "0.0.0.0" }, "compose.yaml"],
  ["listen", BASE, { ...BASE, listen: "10.1.2.3" }, "nginx.conf"],
  ["roster", BASE, { ...BASE, roster: "people/userlist" }, "compose.yaml"],
  ["roster", BASE, { ...BASE, roster: "roster/list" }, "hub.json"],
  ["signIn", BASE, custom(), "jupyterhub_config.py"],
  ["signIn.length", BASE, { ...BASE, signIn: { kind: "derived-password", length: 12 } }, "hub.json"],
  ["signIn.authenticator", custom(), custom({ authenticator: "b.Auth" }), "hub.json"],
  ["signIn.pip", custom(), custom({ pip: ["x"] }), "Dockerfile.jupyterhub"],
  ["signIn.traits", custom(), custom({ traits: { x: 1 } }), "jupyterhub_config.py"],
  ["signIn.secrets", custom(), custom({ secrets: ["KEY"] }), "jupyterhub_config.py"],
  ["signIn.secrets", custom(), custom({ secrets: ["KEY"] }), "compose.yaml"],
  ["signIn.secrets", custom({ secrets: ["KEY"] }), custom({ secrets: ["KEY", "KEY2"] }), "Makefile"],
  [
    "signIn.secretTraits",
    custom({ secrets: ["KEY"] }),
    custom({ secrets: ["KEY"], secretTraits: { key: "KEY" } }),
    "jupyterhub_config.py",
  ],
  ["timezone", BASE, { ...BASE, timezone: "America/Denver" }, "hub.json"],
  ["jupyterhub", BASE, { ...BASE, jupyterhub: "5.5" }, "Dockerfile.jupyterhub"],
  ["jupyterhub", BASE, { ...BASE, jupyterhub: "5.5" }, "singleuser/Dockerfile"],
  [
    "notebook.image",
    BASE,
    { ...BASE, notebook: { image: "quay.io/jupyter/minimal-notebook" } },
    "singleuser/Dockerfile",
  ],
  ["notebook.dockerfile", BASE, { ...BASE, notebook: { dockerfile: "image/" } }, "Makefile"],
  ["notebook.apt", BASE, { ...BASE, notebook: { apt: ["graphviz"] } }, "singleuser/Dockerfile"],
  ["notebook.pip", BASE, { ...BASE, notebook: { pip: ["numpy"] } }, "singleuser/Dockerfile"],
  [
    "notebook.conda",
    { ...BASE, notebook: { image: "x/y:1" } },
    { ...BASE, notebook: { image: "x/y:1", conda: ["r-base"] } },
    "singleuser/Dockerfile",
  ],
  ["notebook.limits.memory", BASE, { ...BASE, notebook: { limits: { memory: "1GiB" } } }, "hub.json"],
  ["notebook.limits.cpus", BASE, { ...BASE, notebook: { limits: { cpus: 1 } } }, "hub.json"],
  ["notebook.limits.gpus", BASE, { ...BASE, notebook: { limits: { gpus: "all" } } }, "hub.json"],
  ["notebook.maxAge", BASE, { ...BASE, notebook: { maxAge: "7d" } }, "hub.json"],
  ["notebook.privileges", BASE, { ...BASE, notebook: { privileges: "none" } }, "hub.json"],
  ["listen", BASE, { ...BASE, listen: "0.0.0.0" }, "hub.json"],
  ["notebook.images", BASE, { ...BASE, notebook: { images: { R: "x/r:1" } } }, "hub.json"],
  ["notebook.groups", BASE, { ...BASE, notebook: { groups: { a: {} } } }, "hub.json"],
  ["notebook.groups.limits", group({}), group({ limits: { memory: null } }), "hub.json"],
  ["notebook.groups.image", group({}), group({ image: "x/r:1" }), "hub.json"],
  ["notebook.groups.images", group({}), group({ images: { R: "x/r:1" } }), "hub.json"],
  ["notebook.idleAfter", BASE, { ...BASE, notebook: { idleAfter: "1h" } }, "hub.json"],
  ["database", BASE, { ...BASE, database: "postgres" }, "compose.yaml"],
  ["database", BASE, { ...BASE, database: "postgres" }, "Dockerfile.jupyterhub"],
  ["database", BASE, { ...BASE, database: { kind: "external" } }, "jupyterhub_config.py"],
  ["database", BASE, { ...BASE, database: { kind: "external" } }, "Makefile"],
  [
    "database.adopt",
    { ...BASE, database: { kind: "external" } },
    { ...BASE, database: { kind: "external", adopt: true } },
    "hub.json",
  ],
  ["volumes", BASE, { ...BASE, volumes: {} }, "hub.json"],
  ["volumes.at", volume(perHub({ at: "/a" })), volume(perHub({ at: "/b" })), "hub.json"],
  ["volumes.per", volume(perHub({ at: "/a" })), volume(perPerson({ at: "/a" })), "hub.json"],
  ["volumes.access", volume(perHub({ at: "/a" })), volume(perHub({ at: "/a", access: { member: "ro" } })), "hub.json"],
  ["volumes.groups", volume(perHub({ at: "/a" })), volume(perHub({ at: "/a", groups: ["x"] })), "hub.json"],
  ["volumes.scope", volume(perHub({ at: "/a" })), volume(perHub({ at: "/a", scope: "server" })), "hub.json"],
  ["volumes.volumeName", volume(perHub({ at: "/a" })), volume(perHub({ at: "/a", volumeName: "x" })), "hub.json"],
  ["volumes.closes", volume(dropBox(BOX)), volume(dropBox({ ...BOX, closes: "2026-12-11T23:59" })), "hub.json"],
  [
    "volumes.collectAt",
    volume(dropBox(BOX)),
    volume(dropBox({ ...BOX, collectAt: "/d/{group}/{person}" })),
    "hub.json",
  ],
  ["strangers", BASE, { ...BASE, strangers: "deny" }, "hub.json"],
  ["admins.access", BASE, { ...BASE, admins: { access: false } }, "hub.json"],
  ["admins.roster", BASE, { ...BASE, admins: { roster: "ro" } }, "hub.json"],
  ["staff.open", BASE, { ...BASE, staff: { open: "members" } }, "hub.json"],
  ["metrics", BASE, { ...BASE, metrics: true }, "hub.json"],
  ["metrics", BASE, { ...BASE, metrics: true }, "compose.yaml"],
  ["metrics", BASE, { ...BASE, metrics: true }, "Makefile"],
  ["metrics", BASE, { ...BASE, metrics: true }, "prometheus.yml"],
  ["traits", BASE, { ...BASE, traits: { JupyterHub: { concurrent_spawn_limit: 20 } } }, "jupyterhub_config.py"],
  ["extraConfig", BASE, { ...BASE, extraConfig: ["services.py"] }, "jupyterhub_config.py"],
  ["extraConfig", BASE, { ...BASE, extraConfig: ["services.py"] }, "extra/services.py"],
  ["engine.remote", BASE, { ...BASE, engine: { remote: true } }, "compose.yaml"],
  ["engine.remote", BASE, { ...BASE, engine: { remote: true } }, "Makefile"],
  ["engine.socket", BASE, { ...BASE, engine: { socket: "/run/user/1000/docker.sock" } }, "compose.yaml"],
];

describe("every field of a definition", () => {
  for (const [field, before, after, file] of CHANGES) {
    it(`${field} is in ${file}`, () => {
      const [one, other] = [before, after].map((input) => generate(defineHub(input), { "services.py": "c.x = 1\n" }));
      expect(other?.[file]).not.to.equal(one?.[file]);
    });
  }

  it("metrics: false generates what a hub without the field does", () => {
    expect(generate(defineHub({ ...BASE, metrics: false }))).to.deep.equal(generate(defineHub(BASE)));
    expect(Object.values(generate(defineHub(BASE))).join("\n")).not.to.match(/METRICS_TOKEN=|metrics\.env:/);
  });

  it('staff: { open: "own-group" } generates what a hub without the field does', () => {
    expect(generate(defineHub({ ...BASE, staff: { open: "own-group" } }))).to.deep.equal(generate(defineHub(BASE)));
  });

  it('database: "sqlite" generates what a hub without the field does', () => {
    expect(generate(defineHub({ ...BASE, database: "sqlite" }))).to.deep.equal(generate(defineHub(BASE)));
  });

  it("is among them", () => {
    const named = new Set(CHANGES.map(([field]) => field.split(".")[0]));
    expect([...named].toSorted()).to.deep.equal(Object.keys(EVERYTHING).toSorted());
    const resolved = defineHub(EVERYTHING);
    const inside = (field: string) =>
      new Set(CHANGES.flatMap(([path]) => (path.startsWith(`${field}.`) ? [path.split(".")[1]] : [])));
    expect([...inside("notebook")].toSorted()).to.deep.equal(Object.keys(resolved.notebook).toSorted());
    const limits = CHANGES.flatMap(([path]) => /^notebook\.limits\.(\w+)$/.exec(path)?.[1] ?? []);
    expect([...new Set(limits)].toSorted()).to.deep.equal(Object.keys(resolved.notebook.limits).toSorted());
    // A policy's key is the name that it stands under.
    expect([...inside("volumes"), "key"].toSorted()).to.deep.equal(
      Object.keys(resolved.volumes["home"] ?? {}).toSorted(),
    );
    expect([...inside("signIn")].toSorted()).to.deep.equal(
      [...new Set([...Object.keys(resolved.signIn), "length"])].filter((key) => key !== "kind").toSorted(),
    );
  });

  it("changes the proxy's image only where the proxy is concerned", () => {
    const label = (input: HubInput) =>
      /build:[\s\S]*?target: proxy[\s\S]*?hubwright\.context: (\S+)/.exec(
        generate(defineHub(input))["compose.yaml"] ?? "",
      )?.[1];
    expect(label(BASE)).to.match(/^"?[0-9a-f]{64}"?$/);
    for (const input of [
      custom({ pip: ["x"] }),
      { ...BASE, timezone: "America/Denver" },
      { ...BASE, port: 8001 },
      { ...BASE, jupyterhub: "5.5" as const },
    ])
      expect(label(input)).to.equal(label(BASE));
  });
});
