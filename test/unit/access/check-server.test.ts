import { expect } from "chai";
import { checkServer } from "../../../src/access/check-server.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";

const problems = (...hubs: readonly HubInput[]) =>
  checkServer(hubs.map((hub) => defineHub(hub))).map(({ at, message }) => `${at.join(".")}: ${message}`);

describe("several hubs on one server", () => {
  it("have no problems with different names and ports", () => {
    expect(problems({ name: "math" }, { name: "geo", port: 8001 }, { name: "art", port: 8002 })).to.deep.equal([]);
    expect(problems()).to.deep.equal([]);
  });

  it("must have different names", () => {
    expect(problems({ name: "math" }, { name: "geo", port: 8001 }, { name: "math", port: 8002 })).to.deep.equal([
      '2.name: Hubs 1 and 3 of the list are both named "math", so they would have the same volumes.',
    ]);
  });

  it("must have different ports", () => {
    expect(problems({ name: "math" }, { name: "geo" }, { name: "art" })).to.deep.equal([
      '1.port: The hubs "math" and "geo" both use port 8000.',
      '2.port: The hubs "math" and "art" both use port 8000.',
    ]);
  });

  it("may share a port on different addresses, but not with a hub that answers on all of them", () => {
    const [one, two] = [
      { name: "math", listen: "10.0.0.1" },
      { name: "geo", listen: "10.0.0.2" },
    ];
    expect(problems(one, two)).to.deep.equal([]);
    for (const listen of ["0.0.0.0", "::"])
      expect(problems(one, two, { name: "art", listen })).to.deep.equal([
        '2.port: The hubs "math" and "art" both use port 8000.',
      ]);
  });

  it("are one problem, not two, if one is listed twice", () => {
    expect(problems({ name: "math" }, { name: "math" })).to.have.length(1);
  });
});
