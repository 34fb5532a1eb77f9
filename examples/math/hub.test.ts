import { expect } from "chai";
import { readFileSync } from "node:fs";
import { check, GroupMap } from "hubwright";
import { mountLines, whoMay } from "hubwright/testing";
import hub from "./hub.ts";

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));

describe("the hub math", () => {
  it("has nothing to complain about", () => {
    expect(check(hub, people)).to.deep.equal([]);
  });

  it("lets halljord write a home and the folder of team-1, and nothing else", () => {
    expect(mountLines(hub, people, "halljord")).to.deep.equal([
      "math-user-halljord /home/jovyan rw",
      "math-shared-team-1 /home/jovyan/team-1 rw",
    ]);
  });

  it("keeps team-1 to team-1, whoever is an admin", () => {
    expect(whoMay("rw", hub, people, "math-shared-team-1")).to.deep.equal(["mpilosov", "halljord", "tbutler"]);
    expect(whoMay("ro", hub, people, "math-shared-team-1")).to.deep.equal([]);
  });

  it("shows every home to its owner alone", () => {
    for (const { name } of people.people) expect(whoMay("rw", hub, people, `math-user-${name}`)).to.deep.equal([name]);
  });
});
