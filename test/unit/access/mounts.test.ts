import { expect } from "chai";
import * as fc from "fast-check";
import { closedBoxes } from "../../../src/access/closed-boxes.ts";
import { accessMatrix } from "../../../src/access/access-matrix.ts";
import { check } from "../../../src/access/check.ts";
import { mountsFor } from "../../../src/access/mounts-for.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { dropBox, perGroup, perHub, perPerson } from "../../../src/model/hub/volume-policy.ts";
import { mountLines, stranger, whoMay } from "../../../src/testing.ts";
import { hubName, volumes } from "../../contracts/arbitrary-hub.ts";
import { isTitle, rosterText } from "../../contracts/arbitrary-roster.ts";

const SEED = GroupMap.parse(
  "hub-admin shared admin\nmpilosov admin shared team-1\nhalljord team-1\ntbutler admin team-1\n",
);

describe("the mounts of the first hub", () => {
  const hub = defineHub({ name: "math" });

  it("are a home and the folders of the person's groups", () => {
    expect(mountLines(hub, SEED, "halljord")).to.deep.equal([
      "math-user-halljord /home/jovyan rw",
      "math-shared-team-1 /home/jovyan/team-1 rw",
    ]);
    expect(mountLines(hub, SEED, "hub-admin")).to.deep.equal([
      "math-user-hub-admin /home/jovyan rw",
      "math-shared-shared /home/jovyan/shared rw",
    ]);
  });

  it("say why", () => {
    expect(mountsFor(hub, SEED, "mpilosov").map(({ at, because }) => `${at}: ${because}`)).to.deep.equal([
      "/home/jovyan: their own",
      "/home/jovyan/shared: member of shared",
      "/home/jovyan/team-1: member of team-1",
    ]);
  });

  it("give nobody a folder for admin unless a policy has one", () => {
    expect(
      accessMatrix(hub, SEED)
        .flatMap(({ mounts }) => mounts.map(({ volume }) => volume))
        .filter((volume) => volume.includes("shared-admin")),
    ).to.deep.equal([]);
  });

  it("of a person who is not in the roster are only a home", () => {
    expect(mountLines(hub, SEED, stranger("Stranger"))).to.deep.equal(["math-user-stranger /home/jovyan rw"]);
  });

  it("of a hostile name are its own", () => {
    const people = GroupMap.parse("a@b admin x\n$(id) x\n{person} x\n__proto__ x\n..a  x\n");
    expect(accessMatrix(hub, people).map(({ mounts }) => mounts[0]?.volume)).to.deep.equal([
      "math-user-a_40b",
      "math-user-_24_28id_29",
      "math-user-_7bperson_7d",
      "math-user-__proto__".replaceAll("_", "_5f"),
      "math-user-_2e_2ea",
    ]);
  });
});

describe("a course", () => {
  const hub = defineHub({
    name: "math",
    volumes: {
      home: perPerson({ at: "/home/jovyan" }),
      handouts: perGroup({ at: "/home/jovyan/{group}-handouts", access: { member: "ro" } }),
      inbox: dropBox({ at: "/home/jovyan/{group}-submit", collectAt: "/home/jovyan/{group}-submitted/{person}" }),
      admins: perGroup({ at: "/home/jovyan/{group}", groups: ["admin"], volumeName: "shared-{group}" }),
      notice: perHub({ at: "/notice", access: { member: "ro", admin: "rw" } }),
    },
  });
  const people = GroupMap.parse("prof admin math8660:staff\nta math8660:staff\nann math8660\nbob math8660\n");

  it("lets staff write handouts and members read them", () => {
    expect(whoMay("rw", hub, people, "math-shared.handouts-math8660")).to.deep.equal(["prof", "ta"]);
    expect(whoMay("ro", hub, people, "math-shared.handouts-math8660")).to.deep.equal(["ann", "bob"]);
  });

  it("shows a member's box to them and to staff, and to no other member", () => {
    expect(whoMay("rw", hub, people, "math-shared.inbox-math8660.ann")).to.deep.equal(["ann"]);
    expect(whoMay("ro", hub, people, "math-shared.inbox-math8660.ann")).to.deep.equal(["prof", "ta"]);
    expect(mountLines(hub, people, "ta").filter((line) => line.includes("inbox"))).to.deep.equal([
      "math-shared.inbox-math8660.ann /home/jovyan/math8660-submitted/ann ro",
      "math-shared.inbox-math8660.bob /home/jovyan/math8660-submitted/bob ro",
    ]);
  });

  it("shows staff one copy instead of every box once they are closed, and members their own as before", () => {
    const inbox = {
      ...dropBox({ at: "/in/{group}", collectAt: "/all/{group}/{person}", closes: "2026-12-11T23:59:00" }),
    };
    const closing = defineHub({ name: "math", timezone: "America/Denver", volumes: { inbox } });
    const seen = (person: string, at: string) =>
      mountsFor(closing, people, person, { closed: closedBoxes(closing, new Date(at)) }).map(
        ({ at: place, access, because }) => `${place} ${access} ${because}`,
      );
    expect(seen("ta", "2026-12-12T06:58:59Z")).to.deep.equal([
      "/all/math8660/ann ro staff of math8660",
      "/all/math8660/bob ro staff of math8660",
    ]);
    expect(seen("ta", "2026-12-12T06:59:00Z")).to.deep.equal([
      "/all/math8660 ro copy of 2026-12-11T23:59, staff of math8660",
    ]);
    expect(seen("ann", "2026-12-12T06:59:00Z")).to.deep.equal(["/in/math8660 rw own box in math8660"]);
  });

  it("has one folder for the admins of all hubs that define it", () => {
    expect(whoMay("rw", hub, people, "shared-admin")).to.deep.equal(["prof"]);
  });

  it("shows a notice to everyone, and admins write it", () => {
    expect(whoMay("ro", hub, people, "math-shared.notice")).to.deep.equal(["ta", "ann", "bob"]);
    expect(whoMay("rw", hub, people, "math-shared.notice")).to.deep.equal(["prof"]);
  });
});

describe("a group with the same name as something else", () => {
  const hub = defineHub({
    name: "math",
    volumes: {
      home: perPerson({ at: "/home/jovyan" }),
      shared: perGroup({ at: "/home/jovyan/{group}" }),
      work: perPerson({ at: "/home/jovyan/work" }),
    },
  });
  const people = GroupMap.parse("hub-admin admin\nann work team-1\nbob work\n");

  it("loses its folder, while the person keeps theirs, and is reported once with its line", () => {
    expect(mountLines(hub, people, "ann")).to.deep.equal([
      "math-user-ann /home/jovyan rw",
      "math-shared-team-1 /home/jovyan/team-1 rw",
      "math-user.work-ann /home/jovyan/work rw",
    ]);
    expect(
      check(hub, people).map(({ code, severity, line, word, message }) => [code, severity, line, word, message]),
    ).to.deep.equal([
      [
        "mount-path-taken",
        "warning",
        2,
        "work",
        'math-user.work-ann is already mounted at "/home/jovyan/work", so members of "work" do not see math-shared-work.',
      ],
    ]);
  });

  it("is reported in words even if no group has the name", () => {
    const twice = defineHub({
      name: "math",
      volumes: { a: perHub({ at: "/x", groups: ["a"] }), b: perHub({ at: "/x", groups: ["b"] }) },
    });
    expect(check(twice, GroupMap.parse("ann admin a b\n")).map(({ message }) => message)).to.deep.equal([
      'math-shared.a is already mounted at "/x", so "ann" does not see math-shared.b.',
    ]);
  });
});

describe("mounts, whatever the hub and its people are", function () {
  this.timeout(60_000);
  const given = fc
    .tuple(hubName, volumes, rosterText)
    .map(([name, policies, text]) => ({ input: { name, volumes: policies }, people: GroupMap.parse(text) }));

  it("have one volume at a path, sorted, and each says why", () => {
    forEachHub(given, (hub, people) => {
      for (const { mounts } of accessMatrix(hub, people)) {
        const paths = mounts.map(({ at }) => at);
        expect(paths).to.deep.equal([...new Set(paths)].toSorted());
        for (const { because, at } of mounts) {
          expect(because).not.to.equal("");
          expect(at).to.match(/^(\/[\w.@+-]+)+$/);
        }
      }
    });
  });

  it("never show one member's box to another, nor a home to anybody else", () => {
    forEachHub(given, (hub, people) => {
      for (const { person, admin, mounts } of accessMatrix(hub, people)) {
        for (const { owner, per, group } of mounts) {
          if (owner === null || owner === person) continue;
          expect(per).to.equal("drop-box");
          expect(admin || people.standingOf(person, group ?? "") === "staff").to.equal(true);
        }
      }
    });
  });

  it("give a folder only to those in its group", () => {
    forEachHub(given, (hub, people) => {
      for (const { person, admin, mounts } of accessMatrix(hub, people)) {
        for (const { group } of mounts)
          if (group !== null)
            expect(group === "admin" ? admin : people.groupsOf(person).includes(group)).to.equal(true);
      }
    });
  });

  it("do not become fewer or weaker by a standing that is stronger, where the policies say so", () => {
    const hub = defineHub({ name: "math" });
    fc.assert(
      fc.property(rosterText, (text) => {
        const people = GroupMap.parse(text);
        const [first] = people.people;
        if (first === undefined || isTitle(first.name)) return;
        const paths = (list: GroupMap) =>
          mountsFor(hub, list, first.name).map(({ volume, at, access }) => `${volume} ${at} ${access}`);
        expect(paths(people.withAdmin(first.name, true))).to.include.members([...paths(people)]);
      }),
    );
  });
});

type Given = fc.Arbitrary<{ readonly input: HubInput; readonly people: GroupMap }>;

function forEachHub(given: Given, holds: (hub: ReturnType<typeof defineHub>, people: GroupMap) => void): void {
  let tried = 0;
  fc.assert(
    fc.property(given, ({ input, people }) => {
      if (check(input).length > 0) return;
      tried += 1;
      holds(defineHub(input), people);
    }),
    { numRuns: 1500 },
  );
  expect(tried).to.be.greaterThan(100);
}
