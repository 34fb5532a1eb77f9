import { expect } from "chai";
import { originOf } from "../../../src/emit/origin-of.ts";
import { defineHub, type HubDefinition, type HubInput } from "../../../src/model/hub/hub.ts";

describe("what generated files come from", () => {
  const hub = defineHub({ name: "math" });
  const definitionOf = (hub: HubDefinition, extraConfig = {}) => originOf(hub, extraConfig).definition;

  it("is the same for the same definition", () => {
    const input: HubInput = { name: "math", notebook: { pip: ["numpy"], groups: { a: { limits: { cpus: 2 } } } } };
    expect(originOf(defineHub(input), {}, "id")).to.deep.equal(originOf(defineHub(input), {}, "id"));
  });

  it("is a different definition if a field changes, or a file that it names", () => {
    const home = { per: "person", at: "/home/jovyan" } as const;
    const variants: readonly Omit<HubInput, "name">[] = [
      { port: 8001 },
      { notebook: { pip: ["numpy"] } },
      { notebook: { limits: { memory: "4GiB" } } },
      { volumes: { home } },
      { volumes: { home, work: { per: "group", at: "/work/{group}" } } },
      { signIn: { kind: "derived-password", length: 12 } },
      { traits: { JupyterHub: { concurrent_spawn_limit: 20 } } },
      { extraConfig: ["a.py"] },
    ];
    const digests = [
      definitionOf(hub),
      ...variants.map((fields) => definitionOf(defineHub({ name: "math", ...fields }))),
      definitionOf(defineHub({ name: "geo" })),
      definitionOf(hub, { "a.py": "a = 1\n" }),
      definitionOf(hub, { "a.py": "a = 2\n" }),
    ];
    expect(new Set(digests).size).to.equal(digests.length);
  });

  it("is the same definition if a default is written out", () => {
    expect(definitionOf(defineHub({ name: "math", port: 8000, metrics: false }))).to.equal(definitionOf(hub));
  });

  it("is the same hubwright for every definition, and another ID for another hub", () => {
    const [one, other] = [originOf(hub, {}, "one"), originOf(defineHub({ name: "geo", port: 8001 }), {}, "other")];
    expect(one.hubwright).to.equal(other.hubwright);
    expect(new Set([one.id, other.id, originOf(hub).id]).size).to.equal(3);
  });
});
