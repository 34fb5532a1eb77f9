import { expect } from "chai";
import { addressOf } from "../../../src/apply/hub-address.ts";
import { wayIn } from "../../../src/cli/way-in.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";

const LOCAL = { address: "unix:///var/run/docker.sock", local: true };
const hub = (input: Partial<HubInput> = {}) => defineHub({ name: "math", port: 8001, ...input });
const remote = (listen = "127.0.0.1") => hub({ listen, engine: { remote: true } });
const at = (address: string, listen?: string) => addressOf(remote(listen), { address, local: false });

describe("the address of a hub", () => {
  it("is this machine's where the engine is here", () => {
    expect(addressOf(hub(), LOCAL)).to.deep.equal({
      url: "http://localhost:8001/math",
      machine: null,
      tunnel: null,
      isReachable: true,
    });
    expect(addressOf(hub({ listen: "0.0.0.0" }), LOCAL).url).to.equal("http://localhost:8001/math");
    expect(addressOf(hub({ listen: "10.1.2.3" }), LOCAL).url).to.equal("http://10.1.2.3:8001/math");
    expect(wayIn(addressOf(hub(), LOCAL))).to.deep.equal([]);
  });

  it("says which machine it is on, and how to reach it from here", () => {
    expect(wayIn(at("ssh://ada@server"))).to.deep.equal([
      "on server, which accepts no connections from other machines",
      "from here: ssh -N -L 8001:127.0.0.1:8001 ada@server",
      "then, while that is running, open http://localhost:8001/math",
    ]);
    expect(at("ssh://server:2222").tunnel).to.equal("ssh -N -L 8001:127.0.0.1:8001 -p 2222 server");
    expect(at("tcp://10.0.0.5:2376").tunnel).to.equal("ssh -N -L 8001:127.0.0.1:8001 10.0.0.5");
    expect(at("ssh://server", "::1").tunnel).to.equal("ssh -N -L '8001:[::1]:8001' server");
  });

  it("names the other machine if that accepts connections from others", () => {
    const address = at("ssh://ada@server", "0.0.0.0");
    expect(address).to.deep.equal({
      url: "http://server:8001/math",
      machine: "server",
      tunnel: null,
      isReachable: true,
    });
    expect(wayIn(address)).to.deep.equal([]);
    expect(at("tcp://[2001:db8::7]:2376", "::").url).to.equal("http://[2001:db8::7]:8001/math");
  });

  it("does not take a forwarded port or socket for a way to the machine behind it", () => {
    for (const address of ["tcp://127.0.0.1:2375", "tcp://localhost:2375", "unix:///tmp/forwarded.sock"])
      expect(at(address)).to.include({ machine: "the engine's machine", tunnel: null, isReachable: false });
  });
});
