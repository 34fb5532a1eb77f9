import { expect } from "chai";
import {
  access,
  expectNobody,
  expectNoRead,
  expectNoWrite,
  expectOnly,
  expectRead,
  expectWrite,
  stranger,
} from "../../../src/testing.ts";
import { perGroup, perPerson } from "../../../src/model/hub/volume-policy.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { COURSE, EARLY, LATE, PEOPLE, thrownBy } from "./course.ts";

const mounted = access(COURSE, PEOPLE);
const early = access(COURSE, PEOPLE, { now: EARLY });
const late = access(COURSE, PEOPLE, { now: LATE });

describe("a test of what is mounted", () => {
  it("passes for what people have, by path, by volume and by policy", () => {
    for (const place of ["/home/jovyan/team-1", "math-shared.teams-team-1", { key: "teams", group: "team-1" }]) {
      expectRead(mounted, "halljord", place);
      expectWrite(mounted, "HALLJORD", place);
      expectNoRead(mounted, "ann@x.edu", place);
      expectNoWrite(mounted, "ann@x.edu", place);
      expectNobody(mounted, "write", place, { except: [{ group: "team-1" }] });
      expectOnly(mounted, ["ta", "halljord", "tbutler"], "write", place);
      expectOnly(mounted, [{ group: "team-1" }], "read", place);
    }
    expectRead(mounted, "halljord", { key: "handouts", group: "m8660" });
    expectNoWrite(mounted, "halljord", { key: "handouts", group: "m8660" });
    expectRead(mounted, "ta", { key: "inbox", group: "m8660", person: "halljord" });
    expectRead(mounted, "ann@x.edu", { key: "notice" });
    expectWrite(mounted, "ann@x.edu", { key: "scratch", person: "ann@x.edu" });
  });

  it("passes for a place that nobody has now, if somebody on the list could have it", () => {
    expectNobody(mounted, "read", "/home/jovyan/team-3");
    expectNobody(mounted, "read", { key: "teams", group: "team-3" });
    expectNobody(mounted, "read", "math-user.scratch-halljord");
    expectNobody(mounted, "read", "/home/jovyan/m8660-submitted/prof");
    expectNobody(mounted, "read", { key: "inbox", group: "m8660", copy: true });
    expectNoRead(mounted, "halljord", "/scratch");
  });

  it("says what a person has although they should not, why, and by which line", () => {
    expect(thrownBy(() => expectNoWrite(mounted, "halljord", "/home/jovyan/team-1"))).to.equal(
      [
        "AssertionError: halljord may write to /home/jovyan/team-1: member of team-1",
        "volumes.teams: math-shared.teams-team-1 at /home/jovyan/team-1",
        "line 3 of the list: halljord m8660 team-1",
      ].join("\n  "),
    );
    expect(thrownBy(() => expectNoRead(mounted, "ta", { key: "inbox", group: "m8660", person: "tbutler" }))).to.equal(
      [
        "AssertionError: ta may read volumes.inbox of tbutler in m8660: staff of m8660",
        "volumes.inbox: math-shared.inbox-m8660.tbutler at /home/jovyan/m8660-submitted/tbutler",
        "line 2 of the list: ta m8660:staff team-1 until=2027-06-30",
      ].join("\n  "),
    );
  });

  it("says what a person lacks, why, and what comes nearest", () => {
    const said = (run: () => void) => thrownBy(run).split("\n  ");
    expect(said(() => expectWrite(mounted, "halljord", "/home/jovyan/m8660-handouts"))).to.deep.equal([
      "AssertionError: halljord may only read /home/jovyan/m8660-handouts: member of m8660",
      "volumes.handouts: math-shared.handouts-m8660 at /home/jovyan/m8660-handouts",
      "line 3 of the list: halljord m8660 team-1",
    ]);
    expect(said(() => expectRead(mounted, "ann@x.edu", "/home/jovyan/team-1"))).to.deep.equal([
      "AssertionError: ann@x.edu may not read /home/jovyan/team-1: not in the group team-1",
      "nearest: may write to /home/jovyan/team-2, math-shared.teams-team-2: member of team-2",
      "line 5 of the list: ann@x.edu m8660 team-2",
    ]);
    expect(said(() => expectWrite(mounted, "prof", "/home/jovyan/team-2"))).to.deep.equal([
      "AssertionError: prof may not write to /home/jovyan/team-2: not in the group team-2",
      "line 1 of the list: prof admin m8660:staff",
    ]);
    const firstLine = (run: () => void) => said(run)[0];
    expect(firstLine(() => expectRead(mounted, "tbutler", { key: "home", person: "ann@x.edu" }))).to.equal(
      "AssertionError: tbutler may not read volumes.home of ann@x.edu: it is ann@x.edu's own volume",
    );
    expect(firstLine(() => expectRead(mounted, "tbutler", "math-shared.inbox-m8660.halljord"))).to.equal(
      "AssertionError: tbutler may not read math-shared.inbox-m8660.halljord: it is halljord's box",
    );
    expect(firstLine(() => expectRead(mounted, "tbutler", "/scratch"))).to.equal(
      "AssertionError: tbutler may not read /scratch: volumes.scratch is only for team-2",
    );
  });

  it("says what is mounted at a path instead", () => {
    const volumes = {
      home: perPerson({ at: "/home/jovyan" }),
      work: perPerson({ at: "/home/jovyan/work" }),
      shared: perGroup({ at: "/home/jovyan/{group}" }),
      admins: perGroup({ at: "/admins/{group}", groups: ["admin"], access: { member: "none", admin: "none" } }),
    };
    const who = access({ name: "math", volumes }, GroupMap.parse("boss admin\nann work\n"));
    expectWrite(who, "ann", "/home/jovyan/work");
    expect(thrownBy(() => expectRead(who, "ann", "math-shared-work"))).to.equal(
      [
        "AssertionError: ann may not read math-shared-work: math-user.work-ann is mounted at /home/jovyan/work instead",
        "line 2 of the list: ann work",
      ].join("\n  "),
    );
    expect(thrownBy(() => expectRead(who, "ann", "/admins/admin")).split("\n")[0]).to.equal(
      "AssertionError: ann may not read /admins/admin: volumes.admins is only for admin",
    );
    expect(thrownBy(() => expectRead(who, "boss", "/admins/admin")).split("\n")[0]).to.equal(
      "AssertionError: boss may not read /admins/admin: volumes.admins does not give them math-shared.admins-admin",
    );
  });

  it("says who may, although nobody should", () => {
    expect(thrownBy(() => expectNobody(mounted, "write", "/home/jovyan/team-1", { except: ["ta"] }))).to.equal(
      [
        "AssertionError: 2 people besides ta may write to /home/jovyan/team-1:",
        "halljord: member of team-1",
        "tbutler: member of team-1",
      ].join("\n  "),
    );
    expect(thrownBy(() => expectNobody(mounted, "read", "/home/jovyan/team-2"))).to.equal(
      "AssertionError: 1 person may read /home/jovyan/team-2:\n  ann@x.edu: member of team-2",
    );
  });

  it("says who may and who may not, where it is not exactly those", () => {
    expect(
      thrownBy(() => expectOnly(mounted, ["halljord", "ann@x.edu", "ta"], "write", "/home/jovyan/team-1")),
    ).to.equal(
      [
        "AssertionError: Not exactly halljord, ann@x.edu and ta may write to /home/jovyan/team-1:",
        "also tbutler: member of team-1",
        "missing ann@x.edu: not in the group team-1",
      ].join("\n  "),
    );
    expect(
      thrownBy(() =>
        expectOnly(
          mounted,
          ["halljord", { group: "m8660", standing: "staff" }],
          "write",
          "/home/jovyan/m8660-handouts",
        ),
      ),
    ).to.equal(
      [
        "AssertionError: Not exactly halljord, prof and ta may write to /home/jovyan/m8660-handouts:",
        "missing halljord: may only read, member of m8660",
      ].join("\n  "),
    );
  });

  it("gives test runners what is and what was expected", () => {
    const error = (run: () => void) => {
      try {
        run();
      } catch (thrown) {
        const { actual, expected, operator, code } = thrown as { [field: string]: unknown };
        return { actual, expected, operator, code };
      }
      return undefined;
    };
    expect(error(() => expectWrite(mounted, "halljord", "/home/jovyan/m8660-handouts"))).to.deep.equal({
      actual: "ro",
      expected: "rw",
      operator: "expectWrite",
      code: "ERR_ASSERTION",
    });
    expect(error(() => expectOnly(mounted, ["ta"], "read", "/home/jovyan/team-2"))).to.deep.include({
      actual: ["ann@x.edu"],
      expected: ["ta"],
    });
  });
});

describe("a test of what is in effect", () => {
  it("counts the servers that staff and admins can open, as a path, a volume or a policy", () => {
    const said = [
      "volumes.home: math-user-halljord at /home/jovyan",
      "line 1 of the list: prof admin m8660:staff",
      "line 3 of the list: halljord m8660 team-1",
    ];
    expectNoRead(mounted, "prof", { key: "home", person: "halljord" });
    expect(
      thrownBy(() => expectNoRead(early, "prof", { key: "home", person: "halljord" })).split("\n  "),
    ).to.deep.equal([
      "AssertionError: prof may write to volumes.home of halljord: hub admin, in the server of halljord (their own)",
      ...said,
    ]);
    expect(
      thrownBy(() => expectNoRead(early, "prof", "math-user-halljord"))
        .split("\n  ")
        .slice(1),
    ).to.deep.equal(said);
    // A path is the volume that belongs there, so it does not help that prof's own server does not show it.
    expectNoRead(mounted, "prof", "/home/jovyan/team-1");
    expect(thrownBy(() => expectNoWrite(early, "prof", "/home/jovyan/team-1")).split("\n  ")[0]).to.equal(
      "AssertionError: prof may write to /home/jovyan/team-1: hub admin, in the server of ta (member of team-1)",
    );
  });

  it("means somebody's own volumes by a path without a name in it", () => {
    expectWrite(early, "prof", "/home/jovyan");
    expectNoRead(early, "prof", "/home/jovyan/m8660-submit");
    expectWrite(early, "halljord", "/home/jovyan/m8660-submit");
    expectWrite(early, "prof", "/home/jovyan/m8660-submitted/halljord");
  });

  it("ends with somebody's last day, and boxes close", () => {
    expectWrite(early, "ta", "/home/jovyan/team-1");
    expect(thrownBy(() => expectWrite(late, "ta", "/home/jovyan/team-1")).split("\n  ")[0]).to.equal(
      "AssertionError: ta may not write to /home/jovyan/team-1: their access ended after 2027-06-30",
    );
    expectNoRead(early, "prof", "/home/jovyan/m8660-submitted");
    expectRead(late, "prof", "/home/jovyan/m8660-submitted");
    expectRead(late, "prof", { key: "inbox", group: "m8660", copy: true });
    expectOnly(late, ["prof"], "read", "math-shared.inbox-m8660..2026-12-11T23_3a59");
  });
});

describe("a stranger", () => {
  it("has what everyone has, and nothing where the hub admits none", () => {
    for (const one of [mounted, early]) {
      expectWrite(one, stranger(), "/home/jovyan");
      expectWrite(one, stranger("Guest"), "math-user-guest");
      expectRead(one, stranger(), { key: "notice" });
      expectNoRead(one, stranger(), "/home/jovyan/team-1");
    }
    const closed = { ...COURSE, strangers: "deny" } as const;
    expect(thrownBy(() => expectRead(access(closed, PEOPLE), stranger("guest"), "/notice"))).to.equal(
      'AssertionError: guest may not read /notice: the hub admits no strangers (strangers: "deny")',
    );
    expectNoRead(access(closed, PEOPLE, { now: EARLY }), stranger(), "/home/jovyan");
  });
});

describe("access()", () => {
  it("refuses a list with errors, with every one of them, unless they are accepted", () => {
    const parsed = GroupMap.parse(`${PEOPLE.toUserlist()}bob m8660 team-1:stff\n`);
    expect(thrownBy(() => access(COURSE, parsed))).to.equal(
      'HubwrightError: userlist:6: "stff" is not a standing in a group.',
    );
    const who = access(COURSE, parsed, { acceptErrors: true });
    expectRead(who, "halljord", "/home/jovyan/team-1");
    const unclear =
      "TestMistake: Line 6 of the list has an error, so it is not certain what bob may do: bob m8660 team-1:stff";
    expect(thrownBy(() => expectNoRead(who, "bob", "/home/jovyan/team-1"))).to.equal(unclear);
    expect(thrownBy(() => expectRead(who, "Bob", "/home/jovyan/team-1"))).to.equal(unclear);
  });

  it("refuses a definition with errors, and what is neither a definition nor a list", () => {
    expect(thrownBy(() => access({ name: "Math" }, PEOPLE))).to.match(/^HubwrightError: name: "Math"/);
    expect(thrownBy(() => access(COURSE, "halljord team-1\n" as never))).to.equal(
      'TestMistake: The list of people must be a GroupMap, for example GroupMap.parse(text), not "halljord team-1\\n".',
    );
  });

  it("takes a definition as hub.ts may export it", () => {
    expectWrite(access({ name: "math" }, PEOPLE), "halljord", "/home/jovyan/team-1");
  });

  it("refuses a moment that is none, and options that do not exist", () => {
    expect(thrownBy(() => access(COURSE, PEOPLE, { now: new Date("2026-13-01") }))).to.equal(
      "TestMistake: now must be a valid Date, not null.",
    );
    expect(thrownBy(() => access(COURSE, PEOPLE, { nwo: EARLY } as never))).to.equal(
      'TestMistake: There is no field "nwo" in the options of access(). Did you mean "now"?',
    );
  });

  it("computes what each person has once, however often it is asked", () => {
    for (const options of [{}, { now: EARLY }]) {
      let asked = 0;
      const counted = new Proxy(PEOPLE, {
        get(target, field) {
          if (field === "membersOf") asked += 1;
          const value: unknown = Reflect.get(target, field, target);
          return typeof value === "function" ? value.bind(target) : value;
        },
      });
      const who = access(COURSE, counted, options);
      const ask = () => {
        expectNobody(who, "read", "/home/jovyan/team-3");
        expectRead(who, "prof", { key: "inbox", group: "m8660", person: "halljord" });
      };
      ask();
      const first = asked;
      for (let time = 0; time < 100; time += 1) ask();
      expect(first).to.be.greaterThan(0);
      expect(asked).to.equal(first);
    }
  });

  it("answers without an assertion, too", () => {
    expect(mounted.of("halljord", "/home/jovyan/m8660-handouts")).to.equal("ro");
    expect(mounted.of("halljord", { key: "home", person: "tbutler" })).to.equal("none");
    expect(late.of("ta", "/home/jovyan")).to.equal("none");
  });
});
