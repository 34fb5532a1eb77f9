import { expect } from "chai";
import { createContainer, createNetwork } from "../../../src/apply/create-once.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { container, failure, name } from "../../engine/engine-contract.ts";

const NETWORK = { name: "math-network", labels: { "hubwright.hub": "math" } };
const OTHERS = { "hubwright.hub": "physics" };

// What makes them is an `up` that was killed while the engine was at work for it.
describe("what has been made since the plan was made", () => {
  it("is taken where it is the very same", async () => {
    const engine = new MemoryEngine({ images: [name("sleeper")] });
    await engine.createNetwork(NETWORK);
    await engine.createContainer(container("a"));
    await createNetwork(NETWORK, engine);
    await createContainer(container("a"), engine);
    expect(
      await engine.observe().then(({ containers, networks }) => [containers.length, networks.length]),
    ).to.deep.equal([1, 1]);
  });

  it("is not taken where only its name fits", async () => {
    const engine = new MemoryEngine({ images: [name("sleeper")] });
    await engine.createNetwork({ ...NETWORK, labels: OTHERS });
    await engine.createContainer(container("a", { labels: OTHERS }));
    expect((await failure(createNetwork(NETWORK, engine))).code).to.equal("name-taken");
    expect((await failure(createContainer(container("a"), engine))).code).to.equal("name-taken");
  });
});
