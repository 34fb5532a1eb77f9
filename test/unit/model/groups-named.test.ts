import { expect } from "chai";
import { groupsNamedIn } from "../../../src/model/roster/groups-named.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { perGroup, perHub } from "../../../src/model/hub/volume-policy.ts";

describe("the groups that a definition names", () => {
  const named = (input: Omit<HubInput, "name">) => [...groupsNamedIn(defineHub({ name: "math", ...input }))];

  it("are empty as long as it does not mention a group", () => {
    expect(named({})).to.deep.equal([]);
  });

  it("are those of its limits, its volumes and JupyterHub's own overrides, each once", () => {
    const overrides = { "01-more": { groups: ["c", "a"], spawner_override: { environment: { COURSE: "shared" } } } };
    expect(
      named({
        notebook: { groups: { a: { limits: { cpus: 2 } } } },
        volumes: {
          lab: perGroup({ at: "/lab/{group}", groups: ["a", "b"] }),
          data: perHub({ at: "/data" }),
        },
        traits: { JupyterHub: { concurrent_spawn_limit: 20 }, DockerSpawner: { group_overrides: overrides } },
      }),
    ).to.deep.equal(["a", "b", "c"]);
  });

  it("are looked for in overrides of any shape: JupyterHub says itself what is wrong with one", () => {
    for (const group_overrides of [{ x: null }, { x: { groups: "a" } }, { x: { groups: [1, null] } }])
      expect(named({ traits: { Spawner: { group_overrides } } })).to.deep.equal([]);
  });
});
