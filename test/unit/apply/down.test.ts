import { expect } from "chai";
import { down } from "../../../src/apply/down.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { ContainerSpec } from "../../../src/engine/port.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

function container(name: string, kind: string): ContainerSpec {
  return {
    name,
    image: "debian:trixie-slim",
    environment: {},
    labels: { "hubwright.hub": "math", "hubwright.kind": kind },
    network: networkNamed("math-network"),
    aliases: [],
    mounts: [],
    ports: [],
    healthcheck: { command: ["CMD", "true"], interval: 30, timeout: 5, startPeriod: 10, retries: 3 },
    restart: "no",
    logging: { driver: "json-file", options: {} },
  };
}

async function running(...specs: readonly ContainerSpec[]): Promise<MemoryEngine> {
  const engine = new MemoryEngine({ images: ["debian:trixie-slim"] });
  await engine.createNetwork({ name: "math-network", labels: { "hubwright.hub": "math" } });
  for (const spec of specs) {
    await engine.createContainer(spec);
    await engine.startContainer(spec.name);
  }
  return engine;
}

describe("down", () => {
  it("accepts a notebook that removes itself as soon as it has stopped", async () => {
    const engine = await running(container("math", "hub"), container("math-user-halljord", "notebook"));
    const stop = engine.stopContainer.bind(engine);
    engine.stopContainer = async (name, seconds) => {
      await stop(name, seconds);
      if (name.includes("-user-")) await engine.removeContainer(name);
    };
    expect(await down("math", { engine })).to.deep.equal(["math", "math-user-halljord"]);
    expect((await engine.observe()).containers).to.deep.equal([]);
  });

  it("also removes a notebook that the hub started at the last moment", async () => {
    const engine = await running(container("math", "hub"));
    const stop = engine.stopContainer.bind(engine);
    engine.stopContainer = async (name, seconds) => {
      if (name === "math") {
        await engine.createContainer(container("math-user-halljord", "notebook"));
        await engine.startContainer("math-user-halljord");
      }
      await stop(name, seconds);
    };
    await down("math", { engine });
    expect((await engine.observe()).containers).to.deep.equal([]);
  });
});
