import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { generate, GroupMap } from "hubwright";
import {
  access,
  expectFile,
  expectNoRead,
  expectNoWrite,
  expectOnly,
  expectRead,
  expectWrite,
  stranger,
} from "hubwright/testing";
import hub from "./hub.ts";

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));

describe("what is mounted", () => {
  const mounted = access(hub, people);

  it("lets a team write its folder, and no other team see it", () => {
    expectWrite(mounted, "halljord", "/home/jovyan/team-1");
    expectNoRead(mounted, "ann@x.edu", "/home/jovyan/team-1");
    expectOnly(mounted, [{ group: "team-1" }], "write", { key: "teams", group: "team-1" });
  });

  it("lets staff write the handouts, and students only read them", () => {
    expectRead(mounted, "tbutler", "math8660-shared.handouts-math8660");
    expectNoWrite(mounted, "tbutler", "math8660-shared.handouts-math8660");
    expectOnly(mounted, [{ group: "math8660", standing: "staff" }], "write", "/home/jovyan/math8660-handouts");
  });

  it("shows a student's box to them and to staff, who only read it", () => {
    const box = { key: "inbox", group: "math8660", person: "halljord" };
    expectOnly(mounted, ["halljord", "prof", "ta"], "read", box);
    expectOnly(mounted, ["halljord"], "write", box);
  });

  it("gives someone whom an admin added no team", () => {
    expectWrite(mounted, stranger(), "/home/jovyan");
    expectNoRead(mounted, stranger(), "math8660-shared.teams-team-2");
  });
});

describe("what people can really do", () => {
  it("lets the professor, an admin, open every home, and no student another's", () => {
    const term = access(hub, people, { now: new Date("2027-03-01T12:00:00Z") });
    expectWrite(term, "prof", { key: "home", person: "halljord" });
    expectNoRead(term, "tbutler", { key: "home", person: "halljord" });
  });

  it("ends with the assistant's last day, when the boxes have long been copied", () => {
    const summer = access(hub, people, { now: new Date("2027-07-01T12:00:00Z") });
    expectNoRead(summer, "ta", "/home/jovyan");
    expectRead(summer, "prof", "/home/jovyan/math8660-submitted");
  });
});

describe("the generated files", () => {
  it("answer only on this machine", () => {
    expectFile(generate(hub), "compose.yaml", { services: { proxy: { ports: ["127.0.0.1:8002:8000"] } } });
    expectFile(generate(hub), "singleuser/Dockerfile", "numpy==2.4.0");
  });
});
