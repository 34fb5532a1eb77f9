import { readFileSync } from "node:fs";
import { expect } from "chai";
import { check, checkServer, generate, GroupMap, hubNames, mountsFor } from "hubwright";
import { whoMay } from "hubwright/testing";
import math from "./math/hub.ts";
import physics from "./physics/hub.ts";

const listOf = (name: string) =>
  GroupMap.parse(readFileSync(new URL(`${name}/roster/userlist`, import.meta.url), "utf8"));
const people = { math: listOf("math"), physics: listOf("physics") };
const DATA = "shared.data";

describe("the hubs math and physics", () => {
  it("have no problems, alone or together", () => {
    expect(check(math, people.math)).to.deep.equal([]);
    expect(check(physics, people.physics)).to.deep.equal([]);
    expect(checkServer([math, physics])).to.deep.equal([]);
  });

  it("share the volume with data sets and no other, though a person and a group have the same name in both", () => {
    const volumes = (hub: typeof math, list: GroupMap) => mountsFor(hub, list, "halljord").map(({ volume }) => volume);
    const both = volumes(math, people.math).filter((volume) => volumes(physics, people.physics).includes(volume));
    expect(both).to.deep.equal([DATA]);
  });

  it("let only admins write the data sets", () => {
    expect(whoMay("rw", math, people.math, DATA)).to.deep.equal(["hub-admin"]);
    expect(whoMay("rw", physics, people.physics, DATA)).to.deep.equal(["hub-admin"]);
  });

  it("have no container, network or image in common", () => {
    const names = (name: string) => {
      const { image, ...others } = hubNames(name);
      return [...Object.values(image), ...Object.values(others)];
    };
    expect(names("math").filter((name) => names("physics").includes(name))).to.deep.equal([]);
    expect(generate(math)["compose.yaml"]).to.contain("127.0.0.1:8000:");
    expect(generate(physics)["compose.yaml"]).to.contain("127.0.0.1:8001:");
  });
});
