import { expect } from "chai";
import { createContainer, createNetwork } from "../../../src/apply/up/create-once.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { container, failure, LABELS, name } from "../../engine/engine-contract.ts";

const NETWORK = { name: "math-network", labels: { "hubwright.hub": "math" } };
const OTHERS = { "hubwright.hub": "physics" };

// What makes them is an `up` that was killed while the engine was at work for it.
describe("what has been made since the plan was made", () => {
  it("is used if it is the very same", async () => {
    const engine = new MemoryEngine({ images: [name("sleeper")] });
    await engine.createNetwork(NETWORK);
    await engine.createContainer(container("a"));
    await createNetwork(NETWORK, engine);
    await createContainer(container("a"), engine);
    expect(
      await engine.observe().then(({ containers, networks }) => [containers.length, networks.length]),
    ).to.deep.equal([1, 1]);
  });

  it("is not used if only its name matches", async () => {
    const engine = new MemoryEngine({ images: [name("sleeper")] });
    await engine.createNetwork({ ...NETWORK, labels: OTHERS });
    await engine.createContainer(container("a", { labels: OTHERS }));
    expect((await failure(createNetwork(NETWORK, engine))).code).to.equal("name-taken");
    expect((await failure(createContainer(container("a"), engine))).code).to.equal("name-taken");
  });

  it("is used if two networks have the name, and either is the very same", async () => {
    for (const others of [
      [OTHERS, NETWORK.labels],
      [NETWORK.labels, OTHERS],
    ]) {
      const engine = new MemoryEngine();
      for (const labels of others) engine.createNetworkUnchecked({ ...NETWORK, labels });
      await createNetwork(NETWORK, engine);
      expect((await engine.observe()).networks).to.have.length(2);
    }
  });

  it("is replaced if it is this hub's by an earlier definition, and never started", async () => {
    const engine = new MemoryEngine({ images: [name("sleeper")] });
    const [before, now] = ["before", "now"].map((spec) => ({ ...LABELS, "hubwright.spec": spec }));
    await engine.createNetwork({ name: name("net"), labels: LABELS });
    await engine.createContainer(container("a", { labels: before ?? {} }));
    await createContainer(container("a", { labels: now ?? {} }), engine);
    expect((await engine.containers()).map(({ labels }) => labels)).to.deep.equal([now]);
    await engine.startContainer(name("a"));
    expect((await failure(createContainer(container("a", { labels: before ?? {} }), engine))).code).to.equal(
      "name-taken",
    );
  });
});
