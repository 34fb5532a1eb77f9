import { expect } from "chai";
import { formatProblem } from "../../../src/model/problem/format-problem.ts";
import { check } from "../../../src/access/check.ts";
import { rosterSurprises } from "../../../src/access/roster-surprises.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { nearest } from "../../../src/model/nearest.ts";

const COURSE: HubInput = {
  name: "math",
  volumes: { course: { per: "group", at: "/home/jovyan/{group}", groups: ["math8660"] } },
};

function said(input: HubInput, userlist: string, today?: string): readonly string[] {
  return rosterSurprises(defineHub(input), GroupMap.parse(userlist), today).map((found) => formatProblem(found));
}

describe("what is surprising about people", () => {
  it("names a group that no volume is for, once, and the group that was probably meant", () => {
    expect(said(COURSE, "hub-admin admin\nann math8660\nbo math8600\ncy math8600:staff\n")).to.deep.equal([
      'userlist:3: warning: None of the volumes is for the group "math8600".\n  hint: Did you mean math8660? [group-without-volume]',
    ]);
  });

  it("proposes nothing where no group is near", () => {
    expect(said(COURSE, "hub-admin admin\nann chemistry\n").join()).to.include("add it to the groups of a volume");
  });

  it("says nothing of groups where a volume is for all of them, where none is for groups, or where the group is named elsewhere", () => {
    const list = "hub-admin admin\nann math8600\n";
    expect(said({ name: "math" }, list)).to.deep.equal([]);
    expect(said({ name: "math", volumes: { home: { per: "person", at: "/home/jovyan" } } }, list)).to.deep.equal([]);
    const limits = { groups: { math8600: { limits: { memory: "2GiB" } } } } as const;
    expect(said({ ...COURSE, notebook: limits }, list)).to.deep.equal([]);
  });

  it("warns where the access of every admin has ended, and not on the last day", () => {
    const list = "hub-admin admin until=2026-11-28\nann math8660\n";
    expect(said(COURSE, list, "2026-11-28")).to.deep.equal([]);
    expect(said(COURSE, list)).to.deep.equal([]);
    expect(said(COURSE, list, "2026-11-29").join()).to.include("No admin can sign in");
    expect(check(COURSE, GroupMap.parse(list), "2026-11-29").map(({ severity }) => severity)).to.deep.equal([
      "warning",
    ]);
  });

  it("finds the name that was probably meant: by case, one or two letters, or two that changed places", () => {
    const known = ["port", "volumes", "math8660", "team-1", "team-2"];
    expect(
      ["prot", "Volumes", "volume", "math8600", "math860", "maht8660", "team-11"].map((word) => nearest(word, known)),
    ).to.deep.equal(["port", "volumes", "volumes", "math8660", "math8660", "math8660", "team-1"]);
    expect(["x", "phys", "chemistry", ""].map((word) => nearest(word, known))).to.deep.equal([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
