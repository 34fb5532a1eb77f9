import { expect } from "chai";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { describeVolume, hubVolumes } from "../../../src/plan/hub-volumes.ts";
import type { Observed, ObservedContainer } from "../../../src/plan/observed.ts";
import { observedContainer } from "./observed-container.ts";

const HUB = defineHub({ name: "math" });
const PEOPLE = GroupMap.parse("hub-admin admin\nann work\n");

function observedWith(
  volumes: readonly (readonly [name: string, labels: { readonly [key: string]: string }])[],
  containers: readonly ObservedContainer[] = [],
): Observed {
  return {
    containers,
    networks: [],
    images: [],
    volumes: volumes.map(([name, labels]) => ({
      name,
      labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`hubwright.${key}`, value])),
    })),
  };
}

const stale = (observed: Observed, strangers: readonly string[] = []) =>
  hubVolumes(HUB, PEOPLE, observed, strangers)
    .filter(({ isStale }) => isStale)
    .map(({ name }) => name);

describe("the volumes of a hub", () => {
  it("are stale if nobody on the list has them any more", () => {
    const observed = observedWith([
      ["math-user-ann", { hub: "math", kind: "home", person: "ann", policy: "home" }],
      ["math-user-bob", { hub: "math", kind: "home", person: "bob", policy: "home" }],
      ["math-shared-work", { hub: "math", kind: "group", group: "work", policy: "shared" }],
      ["math-shared-old", { hub: "math", kind: "group", group: "old", policy: "shared" }],
    ]);
    expect(stale(observed)).to.deep.equal(["math-shared-old", "math-user-bob"]);
    expect(stale(observed, ["bob"])).to.deep.equal(["math-shared-old"]);
  });

  it("are never stale where they are kept on purpose", () => {
    const observed = observedWith([
      ["math-data", { hub: "math", kind: "data" }],
      ["math-user-bob..archived-2026-11-24", { hub: "math", kind: "archive", person: "bob", policy: "home" }],
      ["math-shared.box-old..2026", { hub: "math", kind: "box-copy", group: "old", policy: "box" }],
    ]);
    expect(stale(observed)).to.deep.equal([]);
  });

  it("are no other hub's, though their names begin alike", () => {
    const observed = observedWith([
      ["math-user-ann", { hub: "math", kind: "home", person: "ann", policy: "home" }],
      ["math-two-user-ann", { hub: "math-two", kind: "home", person: "ann", policy: "home" }],
      ["math-shared-old", {}],
    ]);
    expect(hubVolumes(HUB, PEOPLE, observed).map(({ name }) => name)).to.deep.equal(["math-user-ann"]);
  });

  it("say who has them mounted, servers that have stopped among them", () => {
    const mounts = [{ type: "volume", source: "math-user-ann", target: "/home/jovyan" }];
    const observed = observedWith(
      [["math-user-ann", { hub: "math", kind: "home", person: "ann", policy: "home" }]],
      [observedContainer("math-user-ann", { state: "exited", mounts })],
    );
    expect(hubVolumes(HUB, PEOPLE, observed)[0]?.usedBy).to.deep.equal(["math-user-ann"]);
  });

  it("are described by whose they are", () => {
    const about = (labels: { readonly [key: string]: string }) =>
      hubVolumes(HUB, PEOPLE, observedWith([["x", { hub: "math", ...labels }]])).map(describeVolume)[0];
    expect(about({ kind: "home", person: "ann", policy: "home" })).to.equal("home of ann");
    expect(about({ kind: "home", person: "ann", policy: "scratch" })).to.equal("home of ann (scratch)");
    expect(about({ kind: "group", group: "work", policy: "shared" })).to.equal("folder of work");
    expect(about({ kind: "box", person: "ann", group: "work", policy: "hw" })).to.equal("box of ann in work (hw)");
    expect(about({ kind: "archive", person: "ann", policy: "home" })).to.equal("archive of ann");
    expect(about({})).to.equal("not created by hubwright");
  });
});
