import { expect } from "chai";
import { hubsOf, leftOf } from "../../../src/cli/server-hubs.ts";
import type { Observed, ObservedContainer } from "../../../src/plan/observed.ts";
import { observedContainer } from "../plan/observed-container.ts";

const SOCKET = { type: "bind", source: "/var/run/docker.sock", target: "/var/run/docker.sock" };
const seen = (...containers: ObservedContainer[]): Observed => ({ containers, networks: [], volumes: [], images: [] });

const SEED = seen(
  observedContainer("math", {
    mounts: [SOCKET, { type: "volume", source: "math-data", target: "/data" }],
    networks: [],
    ports: [{ address: "0.0.0.0", published: 8000, target: 8000 }],
  }),
  observedContainer("math-db"),
  observedContainer("math-user-michael"),
);

describe("the hubs of a server", () => {
  it("has a hub of the walkthrough, and says that it is not ours", () => {
    expect(hubsOf(SEED)).to.deep.equal([
      {
        name: "math",
        isOurs: false,
        port: 8000,
        state: "Up 3 days",
        isRunning: true,
        notebooks: 1,
        directory: null,
      },
    ]);
  });

  it("takes no other container that may start containers for a hub", () => {
    expect(
      hubsOf(seen(observedContainer("portainer", { mounts: [SOCKET] }), observedContainer("math-data"))),
    ).to.deep.equal([]);
  });

  it("has ours beside it", () => {
    const ours = observedContainer("physics", { labels: { "hubwright.hub": "physics", "hubwright.kind": "hub" } });
    const hubs = hubsOf(seen(...SEED.containers, ours));
    expect(hubs.map(({ name, isOurs }) => [name, isOurs])).to.deep.equal([
      ["math", false],
      ["physics", true],
    ]);
  });

  it("tells what is left of a hub from what only has a similar name", () => {
    expect(leftOf("math", seen(observedContainer("math-user-eve", { state: "exited" })))).to.equal(
      "the container math-user-eve",
    );
    expect(leftOf("math", { ...seen(), networks: [{ id: "1", name: "math-network", labels: {} }] })).to.equal(
      "the network math-network",
    );
    expect(leftOf("math", seen(observedContainer("math8660"), observedContainer("mathematics-user-eve")))).to.equal(
      undefined,
    );
  });
});
