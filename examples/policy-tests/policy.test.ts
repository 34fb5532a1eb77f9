import { readFileSync } from "node:fs";
import { expect, use } from "chai";
import { generate, GroupMap } from "hubwright";
import { access, stranger } from "hubwright/testing";
import { accessAssertions } from "hubwright/testing/chai";
import hub from "./hub.ts";

use(accessAssertions);

const people = GroupMap.parse(readFileSync(new URL("roster/userlist", import.meta.url), "utf8"));

describe("what is mounted", () => {
  const mounted = access(hub, people);

  it("lets a team write its folder, and no other team see it", () => {
    expect(mounted).to.letWrite("halljord", "/home/jovyan/team-1");
    expect(mounted).to.not.letRead("ann@x.edu", "/home/jovyan/team-1");
    expect(mounted).to.letOnly([{ group: "team-1" }], "write", { key: "teams", group: "team-1" });
  });

  it("lets staff write the handouts, and students only read them", () => {
    expect(mounted).to.letRead("tbutler", "math8660-shared.handouts-math8660");
    expect(mounted).to.not.letWrite("tbutler", "math8660-shared.handouts-math8660");
    expect(mounted).to.letOnly([{ group: "math8660", standing: "staff" }], "write", "/home/jovyan/math8660-handouts");
  });

  it("shows a student's box to them and to staff, who only read it", () => {
    const box = { key: "inbox", group: "math8660", person: "halljord" };
    expect(mounted).to.letOnly(["halljord", "prof", "ta"], "read", box);
    expect(mounted).to.letOnly(["halljord"], "write", box);
  });

  it("gives someone whom an admin added no team", () => {
    expect(mounted).to.letWrite(stranger(), "/home/jovyan");
    expect(mounted).to.not.letRead(stranger(), "math8660-shared.teams-team-2");
  });
});

describe("what people can really do", () => {
  it("lets the professor, an admin, open every home, and no student another's", () => {
    const term = access(hub, people, { now: new Date("2027-03-01T12:00:00Z") });
    expect(term).to.letWrite("prof", { key: "home", person: "halljord" });
    expect(term).to.not.letRead("tbutler", { key: "home", person: "halljord" });
  });

  it("ends with the assistant's last day, when the boxes have long been copied", () => {
    const summer = access(hub, people, { now: new Date("2027-07-01T12:00:00Z") });
    expect(summer).to.not.letRead("ta", "/home/jovyan");
    expect(summer).to.letRead("prof", "/home/jovyan/math8660-submitted");
  });
});

describe("the generated files", () => {
  it("answer only on this machine", () => {
    expect(generate(hub)).to.haveFile("compose.yaml", { services: { proxy: { ports: ["127.0.0.1:8002:8000"] } } });
    expect(generate(hub)).to.haveFile("singleuser/Dockerfile", "numpy==2.4.0");
  });
});
