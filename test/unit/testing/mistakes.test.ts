import { expect, use } from "chai";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import {
  access,
  expectNobody,
  expectNoRead,
  expectNoWrite,
  expectOnly,
  expectRead,
  expectWrite,
  mountLines,
  stranger,
  whoMay,
} from "../../../src/testing.ts";
import { accessAssertions } from "../../../src/testing-chai.ts";
import { COURSE, EARLY, PEOPLE, thrownBy } from "./course.ts";

use(accessAssertions);

/** Untyped, as in tests that are not compiled. */
// oxlint-disable-next-line typescript/no-explicit-any -- the compiler refuses some of these questions
type Any = any;

/** A wrong person, and what is said about it. */
const PEOPLE_MISTAKES: readonly (readonly [Any, string])[] = [
  ["haljord", '"haljord" is not on the list of people. Did you mean "halljord"?'],
  ["eve", `"eve" is not on the list of people. For someone whom an admin added on JupyterHub's pages, use stranger().`],
  ["", `"" is not on the list of people. For someone whom an admin added on JupyterHub's pages, use stranger().`],
  [undefined, "A person must be a name or stranger(), not undefined."],
  [{ name: "halljord" }, 'A person must be a name or stranger(), not {"name":"halljord"}.'],
  [stranger("TA"), 'ta is on the list (line 2), so not a stranger. Write "ta" instead.'],
];

/** A wrong place, and what is said about it. */
const PLACE_MISTAKES: readonly (readonly [Any, string])[] = [
  [
    "/home/jovyan/team1",
    'No volume is at "/home/jovyan/team1" for anyone on the list. Did you mean "/home/jovyan/team-1"?',
  ],
  [
    "/home/jovyan/team-1/",
    'No volume is at "/home/jovyan/team-1/" for anyone on the list. Did you mean "/home/jovyan/team-1"?',
  ],
  [
    "/home/jovyan/team-1/week-1/notes",
    'No volume is at "/home/jovyan/team-1/week-1/notes" for anyone on the list. The nearest volume is at "/home/jovyan/team-1": ask for that path.',
  ],
  [
    "/home/jovyan/m8660",
    'No volume is at "/home/jovyan/m8660" for anyone on the list. The nearest volume is at "/home/jovyan": ask for that path.',
  ],
  [
    "/srv",
    'No volume is at "/srv" for anyone on the list. Paths are, for example: "/home/jovyan", "/home/jovyan/team-1", "/home/jovyan/team-2", "/home/jovyan/team-3", "/home/jovyan/m8660-handouts", "/home/jovyan/m8660-submit" and 8 more.',
  ],
  [
    "/home/jovyan/m8660-submitted/haljord",
    'No volume is at "/home/jovyan/m8660-submitted/haljord" for anyone on the list. Did you mean "/home/jovyan/m8660-submitted/halljord"?',
  ],
  [
    "math-shared.teams-team1",
    'No policy has a volume "math-shared.teams-team1" for anyone on the list. Did you mean "math-shared.teams-team-1"?',
  ],
  [
    "math-user-haljord",
    'No policy has a volume "math-user-haljord" for anyone on the list. Did you mean "math-user-halljord"?',
  ],
  [
    "math-data",
    'No policy has a volume "math-data" for anyone on the list. Volumes are, for example: "math-user-halljord", "math-shared.teams-team-1", "math-shared.teams-team-2", "math-shared.teams-team-3", "math-shared.handouts-m8660", "math-shared.inbox-m8660.halljord" and 15 more. A path begins with a slash.',
  ],
  ["", 'A place must be a path, the name of a volume, or { key: … } with a group or person, not "".'],
  [undefined, "A place must be a path, the name of a volume, or { key: … } with a group or person, not undefined."],
  [{ key: "temas", group: "team-1" }, 'The hub math has no volumes.temas. Did you mean "teams"?'],
  [
    { key: "toString" },
    'The hub math has no volumes.toString. It has: "home", "teams", "handouts", "inbox", "notice", "scratch".',
  ],
  [{ key: "teams", group: "team1" }, 'volumes.teams is not for a group "team1". Did you mean "team-1"?'],
  [
    { key: "teams", group: "m8660" },
    'volumes.teams is not for a group "m8660". Its groups are: "team-1", "team-2", "team-3".',
  ],
  [{ key: "teams", gruop: "team-1" }, 'There is no field "gruop" in a place. Did you mean "group"?'],
  [{ key: "teams", group: 1 }, "The group of a place cannot be 1."],
  [{ group: "team-1" }, 'A place needs the key of a policy: {"group":"team-1"} has none.'],
  [
    { key: "inbox", copy: true },
    'volumes.inbox is for each person in each group. Write { key: "inbox", group: …, copy: true }.',
  ],
  [{ key: "teams" }, 'volumes.teams is for each group. Write { key: "teams", group: … }.'],
  [{ key: "teams", person: "halljord" }, 'volumes.teams is for each group. Write { key: "teams", group: … }.'],
  [{ key: "home" }, 'volumes.home is for each person. Write { key: "home", person: … }.'],
  [{ key: "notice", group: "m8660" }, 'volumes.notice is for each hub. Write { key: "notice" }.'],
  [
    { key: "inbox", group: "m8660" },
    'volumes.inbox is for each person in each group. Write { key: "inbox", group: …, person: … }.',
  ],
  [
    { key: "inbox", group: "m8660", person: "haljord" },
    '"haljord" is not on the list of people. Did you mean "halljord"?',
  ],
  [
    { key: "teams", group: "team-1", copy: true },
    'volumes.teams has no copy: only a drop-box that closes is copied. Leave "copy" out.',
  ],
];

const isMistake = (run: () => void, message: string) => expect(thrownBy(run)).to.equal(`TestMistake: ${message}`);

for (const [how, who] of [
  ["as mounted", access(COURSE, PEOPLE)],
  ["in effect", access(COURSE, PEOPLE, { now: EARLY })],
] as const) {
  describe(`a test of access ${how} never passes, and is not just a failed assertion, if it names`, () => {
    for (const [person, message] of PEOPLE_MISTAKES) {
      it(`the person ${JSON.stringify(person)}`, () => {
        for (const ask of [expectRead, expectWrite, expectNoRead, expectNoWrite])
          isMistake(() => ask(who, person, "/home/jovyan"), message);
        isMistake(
          () => expectNobody(who, "read", "/home/jovyan/team-3", { except: ["ta", person] }),
          messageIn(person, message),
        );
        isMistake(() => expectOnly(who, [person], "read", "/home/jovyan/team-3"), messageIn(person, message));
        isMistake(() => expect(who).to.letRead(person, "/home/jovyan"), message);
        isMistake(() => expect(who).to.not.letRead(person, "/home/jovyan"), message);
        isMistake(() => expect(who).to.letWrite(person, "/home/jovyan"), message);
        isMistake(() => expect(who).to.not.letWrite(person, "/home/jovyan"), message);
        isMistake(() => expect(who).to.not.letOnly([person], "read", "/home/jovyan"), messageIn(person, message));
      });
    }

    for (const [place, message] of PLACE_MISTAKES) {
      it(`the place ${JSON.stringify(place)}`, () => {
        for (const ask of [expectRead, expectWrite, expectNoRead, expectNoWrite])
          isMistake(() => ask(who, "halljord", place), message);
        isMistake(() => expect(who).to.letRead("halljord", place), message);
        isMistake(() => expect(who).to.not.letRead("halljord", place), message);
        isMistake(() => expect(who).to.letWrite("halljord", place), message);
        isMistake(() => expect(who).to.not.letWrite("halljord", place), message);
        for (const ask of [
          () => expectNobody(who, "read", place),
          () => expectOnly(who, ["halljord"], "read", place),
          () => expect(who).to.letNobody("write", place),
          () => expect(who).to.not.letNobody("write", "/notice", { except: [{ group: "team1" }] }),
          () => expect(who).to.not.letNobody("write", place),
          () => expect(who).to.letOnly(["halljord"], "write", place),
          () => expect(who).to.not.letOnly(["halljord"], "write", place),
        ])
          expect(thrownBy(ask)).to.match(/^TestMistake: /);
      });
    }

    it("a group that nobody is in, or a standing that nobody has", () => {
      const only = (group: Any) => () => expectOnly(who, [group], "read", "/home/jovyan/team-1");
      isMistake(only({ group: "team1" }), 'Nobody on the list is in the group "team1". Did you mean "team-1"?');
      isMistake(
        only({ group: "x" }),
        'Nobody on the list is in the group "x". The groups are: "m8660", "team-1", "team-2".',
      );
      isMistake(only({ group: "team-1", standing: "staff" }), 'The group "team-1" has no staff.');
      isMistake(only({ group: "team-1", standing: "teacher" }), 'standing must be "member" or "staff", not "teacher".');
      isMistake(
        only({ group: "team-1", standin: "staff" }),
        'There is no field "standin" in a group of people. Did you mean "standing"?',
      );
    });

    it("nobody at all where people are meant, or something else than reading and writing", () => {
      isMistake(
        () => expectOnly(who, PEOPLE.membersOf("team1"), "read", "/home/jovyan/team-3"),
        "Name at least one person; for nobody, use expectNobody or letNobody.",
      );
      isMistake(() => expectOnly(who, "ta" as Any, "read", "/home/jovyan/team-3"), 'People must be a list, not "ta".');
      isMistake(
        () => expectNobody(who, "wirte" as Any, "/home/jovyan/team-3"),
        'The question must be "read" or "write", not "wirte". Did you mean "write"?',
      );
      isMistake(
        () => expectNobody(who, "write", "/home/jovyan/team-1", { exept: ["ta"] } as Any),
        'There is no field "exept" in the options of a question about nobody. Did you mean "except"?',
      );
    });
  });
}

describe("a test that asks something else than access()", () => {
  it("is told so, also if it expects the opposite", () => {
    const message = 'Only access(hub, people) can be asked who may read and write, not {"name":"math"}.';
    isMistake(() => expectNoRead({ name: "math" } as Any, "halljord", "/home/jovyan"), message);
    isMistake(() => expect({ name: "math" }).to.not.letRead("halljord", "/home/jovyan"), message);
  });

  it("does not compile or does not run with a misspelled assertion", () => {
    const who = expect(access(COURSE, PEOPLE)) as Any;
    expect(thrownBy(() => who.to.not.letWirte("halljord", "/home/jovyan/team-1"))).to.equal(
      'Error: Invalid Chai property: letWirte. Did you mean "letWrite"?',
    );
  });
});

describe("mountLines and whoMay", () => {
  it("refuse a person or a volume that does not exist", () => {
    isMistake(
      () => mountLines(COURSE, PEOPLE, "haljord"),
      '"haljord" is not on the list of people. Did you mean "halljord"?',
    );
    isMistake(
      () => whoMay("ro", COURSE, PEOPLE, "math-shared.handouts-m866"),
      'No policy has a volume "math-shared.handouts-m866" for anyone on the list. Did you mean "math-shared.handouts-m8660"?',
    );
    isMistake(
      () => whoMay("ro", COURSE, PEOPLE, "/home/jovyan"),
      'whoMay asks about the name of a volume, not "/home/jovyan". For a path, use access().',
    );
  });

  it("still answer for strangers and for volumes that nobody has", () => {
    expect(mountLines(COURSE, PEOPLE, stranger("Guest"))).to.deep.equal([
      "math-user-guest /home/jovyan rw",
      "math-shared.notice /notice ro",
    ]);
    expect(whoMay("rw", COURSE, PEOPLE, "math-shared.teams-team-3")).to.deep.equal([]);
  });
});

describe("names that are long or hostile", () => {
  const long = "x".repeat(150);
  const people = GroupMap.parse(`boss admin\n${long} m8660\nbob#{this} m8660 team-1\na$&b team-1\n{person} team-1\n`);
  const who = access(COURSE, people);

  it("are found in the volumes that are named after them", () => {
    const [home, box] = mountLines(COURSE, people, long).flatMap((line) =>
      /user-|inbox/.test(line) ? (line.split(" ")[0] ?? "") : [],
    );
    expectWrite(who, long, home ?? "");
    expectWrite(who, long, box ?? "");
    expectNoRead(who, "bob#{this}", home ?? "");
    expect(thrownBy(() => expectNoRead(who, long, `${(home ?? "").slice(0, -1)}g`))).to.match(
      /^TestMistake: No policy/,
    );
  });

  it("stay as they are in messages", () => {
    expect(thrownBy(() => expect(who).to.not.letRead("bob#{this}", "/home/jovyan/team-1")).split("\n")[0]).to.equal(
      "AssertionError: bob#{this} may write to /home/jovyan/team-1: member of team-1",
    );
    expectOnly(who, ["bob#{this}", "a$&b", "{person}"], "write", "/home/jovyan/team-1");
  });
});

/** Where a list of people is expected, something that is no person is taken for a group. */
function messageIn(person: Any, message: string): string {
  if (person === undefined) return "Expected an object for a group of people, not undefined.";
  return typeof person === "object" && "name" in person && !(person instanceof stranger("x").constructor)
    ? 'There is no field "name" in a group of people. The fields are: group, standing.'
    : message;
}
