import { expect } from "chai";
import { readFileSync } from "node:fs";
import { check, GroupMap, mountsFor } from "hubwright";
import { mountLines, whoMay } from "hubwright/testing";
import hub from "./hub.ts";

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));
const staff = ["prof", "ta"];
const students = ["halljord", "tbutler", "ann@x.edu"];

describe("the course math8660", () => {
  it("has nothing to complain about", () => {
    expect(check(hub, people)).to.deep.equal([]);
  });

  it("lets staff write the handouts and students read them", () => {
    expect(whoMay("rw", hub, people, "math8660-shared.handouts-math8660")).to.deep.equal(staff);
    expect(whoMay("ro", hub, people, "math8660-shared.handouts-math8660")).to.deep.equal(students);
  });

  it("gives each student a box that staff read and no other student sees", () => {
    for (const student of students) {
      const box = mountsFor(hub, people, student).find(({ key }) => key === "inbox");
      expect(box?.at).to.equal("/home/jovyan/math8660-submit");
      expect(whoMay("rw", hub, people, box?.volume ?? "")).to.deep.equal([student]);
      expect(whoMay("ro", hub, people, box?.volume ?? "")).to.deep.equal(staff);
    }
  });

  it("shows a student all of this and nothing more", () => {
    expect(mountLines(hub, people, "ann@x.edu")).to.deep.equal([
      "math8660-user-ann_40x_2eedu /home/jovyan rw",
      "math8660-shared.handouts-math8660 /home/jovyan/math8660-handouts ro",
      "math8660-shared.inbox-math8660.ann_40x_2eedu /home/jovyan/math8660-submit rw",
      "math8660-shared.teams-team-2 /home/jovyan/team-2 rw",
    ]);
  });

  it("shows staff each student's box under the student's name", () => {
    const boxes = mountsFor(hub, people, "ta").filter(({ key }) => key === "inbox");
    expect(boxes.map(({ at, access }) => `${at} ${access}`)).to.deep.equal([
      "/home/jovyan/math8660-submitted/ann_40x_2eedu ro",
      "/home/jovyan/math8660-submitted/halljord ro",
      "/home/jovyan/math8660-submitted/tbutler ro",
    ]);
  });
});
