import { expect } from "chai";
import { accessMatrix } from "../../../src/access/access-matrix.ts";
import {
  accessChanges,
  composedHeld,
  type Held,
  type HeldBy,
  keptByErrors,
  whoLoses,
} from "../../../src/access/change.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";

function held(input: HubInput, userlist: string): HeldBy {
  const matrix = accessMatrix(defineHub(input), GroupMap.parse(userlist));
  return new Map(matrix.map(({ person, mounts }) => [person, mounts]));
}

describe("what people have by a list with errors", () => {
  const hub: HubInput = { name: "math" };
  const before = held(hub, "hub-admin admin\nann math\nbo math phys\n");

  it("is at least what they had, and what its good lines give", () => {
    const after = keptByErrors(before, held(hub, "hub-admin admin\nann,math\nbo math ph,ys\ncy math\n"), [
      "home",
      "shared",
    ]);
    expect(whoLoses(before, after)).to.deep.equal([]);
    expect([...after.keys()]).to.have.members(["hub-admin", "ann", "bo", "cy"]);
  });

  it("is without the volumes that are no longer in the definition", () => {
    const after = keptByErrors(
      before,
      held({ ...hub, volumes: { home: { per: "person", at: "/home/jovyan" } } }, "hub-admin admin\nann,math\n"),
      ["home"],
    );
    expect(whoLoses(before, after)).to.deep.equal(["ann", "bo"]);
  });
});

describe("what a hub says of people whom it knows by decomposed names", () => {
  it("is no change to those of the list", () => {
    const input: HubInput = {
      name: "math",
      volumes: {
        home: { per: "person", at: "/home/jovyan" },
        inbox: { per: "drop-box", at: "/in/{group}", collectAt: "/all/{group}/{person}" },
      },
    };
    const list = held(input, "hub-admin admin\nj\u00f6rg math\nprof math:staff\n");
    const apart = (text: string) => text.replaceAll("j\u00f6rg", "jo\u0308rg").replaceAll("j_c3_b6rg", "jo_cc_88rg");
    const asKnown = new Map(JSON.parse(apart(JSON.stringify([...list]))) as [string, readonly Held[]][]);
    expect(accessChanges(asKnown, list)).not.to.deep.equal([]);
    expect(accessChanges(composedHeld(asKnown), list)).to.deep.equal([]);
    expect([composedHeld(list), composedHeld(asKnown)].map((one) => whoLoses(one, list))).to.deep.equal([[], []]);
  });
});
