import { expect } from "chai";
import { accessChanges, composedHeld, keptByErrors } from "../../../src/access/change.ts";
import { type Given, givenBy, type Held } from "../../../src/access/held.ts";
import { whoLoses } from "../../../src/access/rights.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";

function given(input: HubInput, userlist: string): Given {
  return givenBy(defineHub(input), GroupMap.parse(userlist));
}

describe("what people have by a list with errors", () => {
  const hub: HubInput = { name: "math" };
  const before = given(hub, "hub-admin admin\nann math\nbo math phys\n").held;

  it("is at least what they had, and what its good lines give", () => {
    const listed = given(hub, "hub-admin admin\nann,math\nbo math ph,ys\ncy math\n");
    const held = keptByErrors(before, listed.held, ["home", "shared"]);
    expect(whoLoses(before, { ...listed, held })).to.deep.equal([]);
    expect([...held.keys()]).to.have.members(["hub-admin", "ann", "bo", "cy"]);
  });

  it("is without the volumes that are no longer in the definition", () => {
    const volumes = { home: { per: "person", at: "/home/jovyan" } } as const;
    const listed = given({ ...hub, volumes }, "hub-admin admin\nann,math\n");
    const held = keptByErrors(before, listed.held, ["home"]);
    expect(whoLoses(before, { ...listed, held })).to.deep.equal(["ann", "bo"]);
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
    const listed = given(input, "hub-admin admin\nj\u00f6rg math\nprof math:staff\n");
    const list = listed.held;
    const apart = (text: string) => text.replaceAll("j\u00f6rg", "jo\u0308rg").replaceAll("j_c3_b6rg", "jo_cc_88rg");
    const asKnown = new Map(JSON.parse(apart(JSON.stringify([...list]))) as [string, readonly Held[]][]);
    expect(accessChanges(asKnown, list)).not.to.deep.equal([]);
    expect(accessChanges(composedHeld(asKnown), list)).to.deep.equal([]);
    expect([composedHeld(list), composedHeld(asKnown)].map((one) => whoLoses(one, listed))).to.deep.equal([[], []]);
  });
});
