import { expect } from "chai";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { listening } from "../../../src/machine/listeners.ts";
import { portOwner } from "../../../src/machine/port-owner.ts";
import type { Observed, ObservedContainer } from "../../../src/plan/observed.ts";
import { observedContainer } from "../plan/observed-container.ts";

const nobody = async () => [];

function having(change: Partial<ObservedContainer>): Observed {
  const ports = [{ address: "127.0.0.1", published: 8000, target: 8000 }];
  const container = observedContainer("physics-proxy", { ports, ...change });
  return { containers: [container], networks: [], volumes: [], images: [] };
}

describe("who has a port", () => {
  it("is a hub, by its name, or a container", async () => {
    expect(await portOwner(having({ labels: { "hubwright.hub": "physics" } }), "127.0.0.1", 8000, nobody)).to.equal(
      "the hub physics (container physics-proxy)",
    );
    expect(await portOwner(having({}), "0.0.0.0", 8000, nobody)).to.equal("the container physics-proxy");
  });

  it("is nobody for another port, another address, or a container that has ended", async () => {
    expect(await portOwner(having({}), "127.0.0.1", 8001, nobody)).to.equal(undefined);
    expect(await portOwner(having({}), "192.168.1.2", 8000, nobody)).to.equal(undefined);
    expect(await portOwner(having({ state: "exited" }), "127.0.0.1", 8000, nobody)).to.equal(undefined);
  });

  it("is a program of this machine", async () => {
    const none = { containers: [], networks: [], volumes: [], images: [] };
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await portOwner(none, "0.0.0.0", port)).to.match(new RegExp(`^\\S.* \\(process ${process.pid}\\)$`));
      expect(await portOwner(none, "127.0.0.2", port)).to.equal(undefined);
    } finally {
      server.close();
    }
  });

  it("is another process, if only root may know which", async () => {
    const none = { containers: [], networks: [], volumes: [], images: [] };
    expect(await portOwner(none, "0.0.0.0", 80, async () => [{ address: "::", process: undefined }])).to.equal(
      "another process",
    );
  });

  it("is read from Linux's tables", () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0 100 0 0 10 0
   1: 0100007F:1F40 0100007F:D431 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0 20 4 30 10 -1
   2: 00000000:1F41 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0 100 0 0 10 0
`;
    expect(listening(table, 8000)).to.deep.equal([{ address: "127.0.0.1", inode: "4711" }]);
    expect(listening(table, 8001)).to.deep.equal([{ address: "0.0.0.0", inode: "4713" }]);
    const six = (address: string) =>
      listening(`0: ${address}:1F40 00000000000000000000000000000000:0000 0A 0:0 00:0 0 0 0 9`, 8000)[0]?.address;
    expect(six("00000000000000000000000000000000")).to.equal("::");
    expect(six("00000000000000000000000001000000")).to.equal("::1");
    expect(six("0000000000000000FFFF00000100007F")).to.equal("127.0.0.1");
    expect(listening("", 8000)).to.deep.equal([]);
  });
});
