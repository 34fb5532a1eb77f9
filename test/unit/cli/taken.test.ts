import { readFileSync } from "node:fs";
import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";
import { expect } from "chai";
import { init } from "../../../src/cli/commands/init.ts";
import { freeName, ls } from "../../../src/cli/commands/ls.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { ContainerSpec } from "../../../src/engine/port.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn } from "./fake-context.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

/** What a hub of ours and one that compose made carry alike. */
const labelsOf = (hub: string, kind: string, directory = `/srv/${hub}`) => ({
  "hubwright.hub": hub,
  "hubwright.kind": kind,
  "com.docker.compose.project": hub,
  "com.docker.compose.project.working_dir": `${directory}/deploy`,
});
const SOCKET = {
  type: "bind",
  source: "/var/run/docker.sock",
  target: "/var/run/docker.sock",
  readOnly: false,
} as const;

describe("names and ports of a server that are taken", () => {
  const directory = temporaryDirectory();

  async function serverWith(containers: Readonly<Record<string, Partial<ContainerSpec>>>, online?: string) {
    const engine = new MemoryEngine({
      images: ["debian:trixie-slim"],
      exec: (_, [program]) => (online !== undefined && program === "cat" ? { output: online } : { exitCode: 1 }),
    });
    await engine.createNetwork({ name: "bridge", labels: {} });
    for (const [name, fields] of Object.entries(containers)) {
      await engine.createContainer({
        name,
        image: "debian:trixie-slim",
        environment: {},
        labels: {},
        network: networkNamed("bridge"),
        aliases: [],
        mounts: [],
        ports: [],
        restart: "no",
        healthcheck: { command: ["NONE"], interval: 1, timeout: 1, startPeriod: 1, retries: 1 },
        logging: { driver: "json-file", options: {} },
        ...fields,
      });
      await engine.startContainer(name);
    }
    return engine;
  }

  const published = (port: number) => [{ address: "127.0.0.1", published: port, target: 8000 }];
  const OURS = {
    math: { labels: labelsOf("math", "hub") },
    "math-proxy": { labels: labelsOf("math", "proxy"), ports: published(18_471) },
  };
  const SEED = {
    math: { mounts: [SOCKET, { type: "volume", source: "math-data", target: "/data" }], ports: published(18_472) },
  } as const;

  async function refusal(engine: MemoryEngine, options: { readonly name?: string; readonly port?: string }) {
    const context = contextIn(directory(), { engine });
    return init(context, { dir: "new", ...options }).then(
      () => "made",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  const names: readonly (readonly [string, Readonly<Record<string, Partial<ContainerSpec>>>, string])[] = [
    ["a hub of ours, or one that compose made", OURS, "This server already has a hub named math, from /srv/math."],
    ["a hub of the walkthrough", SEED, "This server already has a hub named math, created without hubwright."],
    [
      "a container that only has the name",
      { "math-proxy": {} },
      "This server already has the container math-proxy, a name that the hub math would need.",
    ],
    [
      "a notebook that is left",
      { "math-user-eve": {} },
      "This server already has the container math-user-eve, a name that the hub math would need.",
    ],
  ];
  for (const [what, containers, message] of names)
    it(`are refused by init: the name of ${what}`, async () => {
      expect(await refusal(await serverWith(containers), { name: "math", port: "18479" })).to.equal(message);
    });

  const ports: readonly (readonly [string, Readonly<Record<string, Partial<ContainerSpec>>>, string, string])[] = [
    ["a hub of ours, or one that compose made", OURS, "18471", "the hub math (container math-proxy)"],
    ["a hub of the walkthrough", SEED, "18472", "the container math"],
    ["any other container", { web: { ports: published(18_473) } }, "18473", "the container web"],
  ];
  for (const [what, containers, port, owner] of ports)
    it(`are refused by init: the port of ${what}`, async () => {
      const said = await refusal(await serverWith(containers), { name: "physics", port });
      expect(said).to.equal(`Port ${port} is taken by ${owner}.`);
    });

  it("are refused by init: the port of a process of this machine, by its name", async () => {
    const server = await listening();
    const { port } = server.address() as AddressInfo;
    try {
      expect(await refusal(await serverWith({}), { name: "physics", port: String(port) })).to.equal(
        `Port ${port} is taken by ${readFileSync("/proc/self/comm", "utf8").trim()} (process ${process.pid}).`,
      );
    } finally {
      server.close();
    }
  });

  it("leave those free that nothing has: init takes them by itself, and ls names them", async () => {
    const engine = await serverWith({ ...OURS, "math2-proxy": {} });
    expect(freeName(await engine.observe([]))).to.equal("math3");
    const context = contextIn(directory(), { engine });
    await ls(context, { json: true });
    const told = JSON.parse(context.printed.join("\n")) as {
      readonly free: { readonly name: string; readonly port: number };
      readonly nextFreePort: number;
    };
    expect(told.free.name).to.equal("math3");
    expect(told.free.port).to.equal(told.nextFreePort);
    const making = contextIn(directory(), { engine });
    expect(await init(making, { dir: "new" })).to.equal(0);
    expect(making.printed[0]).to.include(`Created the hub math3, port ${told.free.port},`);
  });

  it("are listed with who is online as the hub itself knows it, and else with its notebooks", async () => {
    const notebook = { labels: labelsOf("math", "notebook") };
    const asked = contextIn(directory(), { engine: await serverWith({ ...OURS, "math-user-eve": notebook }, "3\n") });
    await ls(asked, {});
    expect(asked.printed[1]).to.match(/^math +18471 +Up 1 second +3, 1 notebook +\/srv\/math$/);
    expect(asked.printed.join("\n")).to.match(/\nonline: people who were active .*\n\nfree: name math2, port \d+\n/);
    const silent = contextIn(directory(), { engine: await serverWith({ ...OURS, "math-user-eve": notebook }) });
    await ls(silent, {});
    expect(silent.printed[1]).to.match(/^math +18471 +Up 1 second +1 notebook +\/srv\/math$/);
    expect(silent.printed.join("\n")).not.to.include("online: people");
    const json = contextIn(directory(), { engine: await serverWith(SEED, "3\n") });
    await ls(json, { json: true });
    expect(JSON.parse(json.printed.join("\n"))).to.have.nested.property("hubs[0].online", null);
  });

  it("do not matter if they are another's: a hub's name may start like that of an existing one", async () => {
    expect(await refusal(await serverWith(OURS), { name: "math8660", port: "18478" })).to.equal("made");
  });
});

async function listening(): Promise<Server> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
