import { expect } from "chai";
import { accessMatrix } from "../../../src/access/access-matrix.ts";
import { type HeldBy, keptByErrors, whoLoses } from "../../../src/access/change.ts";
import { GroupMap } from "../../../src/model/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub.ts";

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
