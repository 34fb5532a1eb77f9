import { expect } from "chai";
import { OwnNetworks } from "../../../src/apply/up/own-networks.ts";
import { generateAll } from "../../../src/emit/generate.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { failure } from "../../engine/engine-contract.ts";

describe("the networks of a run", () => {
  const { deployment } = generateAll(defineHub({ name: "math" }));
  const [spec = { name: "", labels: {} }] = deployment.networks;

  it("are the same for all containers of the run, although a second one of the name arrives between them", async () => {
    const engine = new MemoryEngine();
    const networks = new OwnNetworks(engine);
    const id = await engine.createNetwork(spec);
    expect(await networks.find(spec.name, deployment)).to.deep.equal({ id, name: spec.name });
    const late = Array.from({ length: 1000 }, () => engine.createNetworkUnchecked(spec));
    expect(
      late.some((other) => other < id),
      "one that another run would choose",
    ).to.equal(true);
    expect(await networks.find(spec.name, deployment)).to.deep.equal({ id, name: spec.name });
  });

  it("are never someone else's", async () => {
    const engine = new MemoryEngine();
    await engine.createNetwork({ ...spec, labels: { "hubwright.hub": "physics" } });
    const error = await failure(new OwnNetworks(engine).find(spec.name, deployment));
    expect([error.code, error.message]).to.deep.equal([
      "not-found",
      "The network math-network of the hub math does not exist.",
    ]);
  });
});
