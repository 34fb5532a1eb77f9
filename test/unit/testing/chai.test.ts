import * as chai6 from "chai";
import { access, stranger } from "../../../src/testing.ts";
import { accessAssertions } from "../../../src/testing-chai.ts";
import { COURSE, PEOPLE, thrownBy } from "./course.ts";

const { expect } = chai6.use(accessAssertions);
const who = access(COURSE, PEOPLE);

/** What an assertion throws. */
function thrown(run: () => unknown): { readonly [field: string]: unknown } {
  try {
    run();
  } catch (error) {
    return error as { readonly [field: string]: unknown };
  }
  throw new Error("It passed.");
}

describe("chai's assertions", () => {
  it("read like the policy, and can be chained", () => {
    expect(who)
      .to.letWrite("halljord", "/home/jovyan/team-1")
      .and.to.letRead("halljord", { key: "handouts", group: "m8660" })
      .and.not.letWrite("halljord", { key: "handouts", group: "m8660" });
    expect(who).to.not.letRead(stranger(), "math-shared.teams-team-1");
    expect(who).to.letOnly(["ta", "halljord", "tbutler"], "write", "/home/jovyan/team-1");
    expect(who).to.not.letOnly(["ta"], "write", "/home/jovyan/team-1");
    expect(who).to.letNobody("read", "/home/jovyan/team-3");
    expect(who).to.not.letNobody("read", "/notice");
    expect(who).to.letNobody("write", "/home/jovyan/m8660-handouts", {
      except: [{ group: "m8660", standing: "staff" }],
    });
  });

  it("fail as chai's own do, with the message that was given first", () => {
    const error = thrown(() => expect(who, "team-1 writes").to.letWrite("ann@x.edu", "/home/jovyan/team-1"));
    expect(error).to.be.instanceOf(chai6.AssertionError);
    expect(error["message"]).to.equal(
      [
        "team-1 writes: ann@x.edu may not write to /home/jovyan/team-1: not in the group team-1",
        "nearest: may write to /home/jovyan/team-2, math-shared.teams-team-2: member of team-2",
        "line 5 of the list: ann@x.edu m8660 team-2",
      ].join("\n  "),
    );
    expect(error).to.deep.include({ actual: "none", expected: "rw", operator: "letWrite", showDiff: true });
    expect(String(error["stack"])).to.match(/^[^]*?\n +at thrown|^[^]*?\n +at .*chai\.test\.ts/);
  });

  it("say what is the case where the opposite was expected", () => {
    expect(thrown(() => expect(who).to.not.letRead("halljord", "/home/jovyan/m8660-handouts"))).to.deep.include({
      actual: "ro",
      expected: "none",
      message: [
        "halljord may read /home/jovyan/m8660-handouts: member of m8660",
        "volumes.handouts: math-shared.handouts-m8660 at /home/jovyan/m8660-handouts",
        "line 3 of the list: halljord m8660 team-1",
      ].join("\n  "),
    });
    expect(thrownBy(() => expect(who).to.not.letOnly(["ann@x.edu"], "write", "/home/jovyan/team-2"))).to.equal(
      "AssertionError: Only ann@x.edu may write to /home/jovyan/team-2.",
    );
    expect(thrownBy(() => expect(who).to.not.letNobody("write", "/home/jovyan/team-3"))).to.equal(
      "AssertionError: Nobody may write to /home/jovyan/team-3.",
    );
  });
});
