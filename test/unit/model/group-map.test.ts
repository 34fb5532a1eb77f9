import { expect } from "chai";
import * as fc from "fast-check";
import { HubwrightError } from "../../../src/model/diagnostic.ts";
import { foldName } from "../../../src/model/fold-name.ts";
import { GroupMap } from "../../../src/model/group-map.ts";
import { group, HOSTILE, rosterText } from "../../contracts/arbitrary-roster.ts";

const SEED_PEOPLE =
  "# the seed's four\r\nhub-admin shared admin # looks after it\r\n\r\nmpilosov  admin\tshared team-1\r\nhalljord team-1\r\ntbutler admin team-1\r\n";

const newcomer = fc.constantFrom(...HOSTILE, "newcomer").map((name) => `${name}~new`);
const standing = fc.constantFrom("member" as const, "staff" as const);

describe("a roster", () => {
  const people = GroupMap.parse(SEED_PEOPLE);

  it("knows people, groups and admins", () => {
    expect(people.people.map(({ name, line }) => `${line} ${name}`)).to.deep.equal([
      "2 hub-admin",
      "4 mpilosov",
      "5 halljord",
      "6 tbutler",
    ]);
    expect(people.groups).to.deep.equal(["shared", "team-1"]);
    expect(people.admins).to.deep.equal(["hub-admin", "mpilosov", "tbutler"]);
    expect(people.membersOf("team-1")).to.deep.equal(["mpilosov", "halljord", "tbutler"]);
    expect(people.groupsOf("MPilosov")).to.deep.equal(["shared", "team-1"]);
    expect(people.standingOf("halljord", "shared")).to.equal(undefined);
    expect(people.groupsOf("nobody")).to.deep.equal([]);
    expect(people.diagnostics).to.deep.equal([]);
  });

  it("has no member of the prototype for a person", () => {
    for (const name of ["__proto__", "constructor", "toString"]) expect(people.person(name)).to.equal(undefined);
    expect(GroupMap.parse("__proto__ admin constructor\n").person("__proto__")?.groups).to.deep.equal([
      { group: "constructor", standing: "member" },
    ]);
  });
});

describe("an edit of a roster", function () {
  this.timeout(30_000);

  const people = GroupMap.parse(SEED_PEOPLE);

  it("keeps comments, spaces, order and line ends", () => {
    expect(people.withMember("hub-admin", "team-1", "staff").toUserlist()).to.equal(
      SEED_PEOPLE.replace("shared admin #", "shared admin team-1:staff #"),
    );
    expect(people.withoutMember("mpilosov", "shared").toUserlist()).to.equal(SEED_PEOPLE.replace("\tshared", ""));
    expect(people.withAdmin("tbutler", false).toUserlist()).to.equal(SEED_PEOPLE.replace("tbutler admin", "tbutler"));
    expect(people.withPerson("zoe", ["team-1"]).toUserlist()).to.equal(`${SEED_PEOPLE}zoe team-1\r\n`);
    expect(people.withNextPassword("halljord").withNextPassword("halljord").toUserlist()).to.equal(
      SEED_PEOPLE.replace("halljord team-1", "halljord team-1 pw=3"),
    );
  });

  it("gives a person or a group another name, and keeps what stands around it", () => {
    const text = "ann team-1 # ann of team-1\r\n  Ann  team-1:staff team-10\nbob team-1\nteam-1 x\n";
    const map = GroupMap.parse(text);
    expect(map.withPersonRenamed("ann", "anna").toUserlist()).to.equal(
      "anna team-1 # ann of team-1\r\n  anna  team-1:staff team-10\nbob team-1\nteam-1 x\n",
    );
    expect(map.withGroupRenamed("team-1", "work").toUserlist()).to.equal(
      "ann work # ann of team-1\r\n  Ann  work:staff team-10\nbob work\nteam-1 x\n",
    );
    for (const name of ["", "a b", "../x", "x\ny", "#x"]) expect(() => map.withPersonRenamed("ann", name)).to.throw();
    for (const name of ["", "admin", "a=b", "a:b", "a b"])
      expect(() => map.withGroupRenamed("team-1", name)).to.throw();
  });

  it("keeps a byte order mark where it is, whoever is removed", () => {
    const marked = GroupMap.parse(`\ufeff${SEED_PEOPLE}`).withoutPerson("hub-admin").withPerson("hub-admin", ["admin"]);
    expect(marked.toUserlist().lastIndexOf("\ufeff")).to.equal(0);
    expect(GroupMap.parse("\ufeff").withPerson("ann").toUserlist()).to.equal("\ufeffann\n");
  });

  it("that changes nothing gives the same roster", () => {
    expect(people.withMember("halljord", "team-1")).to.equal(people);
    expect(people.withoutMember("halljord", "shared")).to.equal(people);
    expect(people.withPerson("TBUTLER", ["team-1"])).to.equal(people);
    expect(people.withoutPerson("nobody")).to.equal(people);
  });

  it("gives a person their words even if an earlier line of theirs is lost", () => {
    const mended = GroupMap.parse("ann te\u200bam\n").withPerson("ann", ["shared"]);
    expect(mended.groupsOf("ann")).to.deep.equal(["shared"]);
  });

  it("gives the text back that it began with: a person who comes and goes leaves nothing", () => {
    fc.assert(
      fc.property(rosterText, newcomer, fc.array(group, { maxLength: 3 }), (text, name, groups) => {
        const ended = text === "" || text.endsWith("\n") ? text : `${text}\n`;
        const before = GroupMap.parse(ended);
        if (before.person(name) !== undefined) return;
        const after = attempt(() => before.withPerson(name, groups));
        if (after === undefined) return;
        expect(after.person(name)?.groups.map(({ group: one }) => one)).to.deep.equal([...new Set(groups)].toSorted());
        expect(after.withoutPerson(name).toUserlist()).to.equal(ended);
      }),
      { numRuns: 2000 },
    );
  });

  it("never changes another person", () => {
    const edit = fc.oneof(
      fc.tuple(group, standing).map(
        ([one, as]) =>
          (map: GroupMap, name: string) =>
            map.withMember(name, one, as),
      ),
      group.map((one) => (map: GroupMap, name: string) => map.withoutMember(name, one)),
      fc.boolean().map((admin) => (map: GroupMap, name: string) => map.withAdmin(name, admin)),
      fc.constant((map: GroupMap, name: string) => map.withNextPassword(name)),
      fc.constant((map: GroupMap, name: string) => map.withoutPerson(name)),
      fc.constantFrom(...HOSTILE).map((word) => (map: GroupMap, name: string) => map.withPerson(name, [word])),
    );
    fc.assert(
      fc.property(rosterText, edit, fc.nat(), newcomer, (text, change, which, stranger) => {
        const before = GroupMap.parse(text);
        const name = before.people[which % (before.people.length + 1)]?.name ?? stranger;
        const after = attempt(() => change(before, name));
        if (after === undefined) return;
        const others = (map: GroupMap) =>
          map.people.filter((person) => person.name !== foldName(name)).map(({ line: _, ...person }) => person);
        expect(others(after)).to.deep.equal(others(before));
        expect(comments(after)).to.deep.equal(comments(before));
      }),
      { numRuns: 3000 },
    );
  });

  it("puts a person into a group with exactly this standing, and takes them out", () => {
    fc.assert(
      fc.property(rosterText, group, standing, (text, one, as) => {
        const map = GroupMap.parse(text);
        const name = map.people[0]?.name ?? "ann";
        const inside = map.withMember(name, one, as);
        expect(inside.standingOf(name, one)).to.equal(as);
        expect(inside.withMember(name, one, as)).to.equal(inside);
        expect(inside.withoutMember(name, one).standingOf(name, one)).to.equal(undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it("makes no line readable by removing the ones before it", () => {
    const marked = GroupMap.parse("ann math\n\ufeffeve admin\n");
    const after = marked.withoutPerson("ann");
    for (const map of [marked, after]) expect(map.person("eve")).to.equal(undefined);
    expect(after.person("ann")).to.equal(undefined);
    expect(after.toUserlist()).to.equal("\ufeff\ufeffeve admin\n");
  });

  it("refuses what would do something else than it says", () => {
    for (const name of ["", " ", "a b", "a/b", "#ann", "ann\nroot admin", "ann\r", "a\u200bb", "\ufeffann"]) {
      expect(
        codes(() => people.withPerson(name)),
        JSON.stringify(name),
      ).to.deep.equal(["roster-name-invalid"]);
    }
    for (const word of ["", "a b", "#x", "x\nroot admin", "x:boss", "until=never", "pw=0", "quota=1", "\u200b"]) {
      expect(codes(() => people.withPerson("ann", [word])).length, JSON.stringify(word)).to.equal(1);
    }
    expect(codes(() => people.withPerson("ann", ["a b", "until=never"]))).to.deep.equal([
      "roster-group-invalid",
      "roster-until-invalid",
    ]);
    for (const name of ["admin", "pw=2", "x:staff", "a b"])
      expect(
        codes(() => people.withMember("halljord", name)),
        name,
      ).to.deep.equal(["roster-group-invalid"]);
    expect(people.withoutMember("mpilosov", "admin")).to.equal(people);
  });
});

describe("a roster with a prefix", () => {
  it("keeps everything but the names of groups", () => {
    expect(
      GroupMap.parse(SEED_PEOPLE.replace("halljord team-1", "halljord team-1:staff until=2027-01-31 pw=2"))
        .prefixed("math8660-")
        .toUserlist(),
    ).to.equal(
      SEED_PEOPLE.replace("halljord team-1", "halljord team-1:staff until=2027-01-31 pw=2")
        .replaceAll("shared", "math8660-shared")
        .replaceAll("team-1", "math8660-team-1"),
    );
  });

  it("has the same people with the same standings, and no admin more", () => {
    fc.assert(
      fc.property(rosterText, (text) => {
        const before = GroupMap.parse(text);
        const after = before.prefixed("p-");
        expect(after.admins).to.deep.equal(before.admins);
        // A name that becomes too long is told of, like any other word that is no group.
        if (after.diagnostics.length !== before.diagnostics.length) return;
        expect(after.people.map(({ name, groups }) => [name, groups])).to.deep.equal(
          before.people.map(({ name, groups }) => [
            name,
            groups.map(({ group: one, standing: as }) => ({ group: `p-${one}`, standing: as })),
          ]),
        );
      }),
    );
  });

  it("takes no prefix that is more than one", () => {
    for (const prefix of ["admin ", "a b", "#", "x\n", "-", "é"])
      expect(
        codes(() => GroupMap.parse(SEED_PEOPLE).prefixed(prefix)),
        prefix,
      ).to.deep.equal(["roster-group-invalid"]);
  });
});

describe("the difference of two rosters", () => {
  it("says each change in words", () => {
    const next = GroupMap.parse(
      "hub-admin admin\nhalljord team-1:staff shared until=2027-01-31 pw=2\nzoe team-2:staff\ntbutler team-1\n",
    );
    expect(
      GroupMap.parse(SEED_PEOPLE)
        .diff(next)
        .map(({ person, change, what }) => [person, change, what].filter((part) => part !== undefined).join(", ")),
    ).to.deep.equal([
      "mpilosov, leaves",
      "hub-admin, leaves group, shared",
      "halljord, joins group, shared",
      "halljord, changes standing, team-1:staff",
      "halljord, changes option, until=2027-01-31",
      "halljord, changes option, pw=2",
      "zoe, joins",
      "zoe, joins group, team-2:staff",
      "tbutler, is no longer admin",
    ]);
  });

  it("is empty exactly when the people are the same", () => {
    fc.assert(
      fc.property(rosterText, rosterText, (a, b) => {
        const [one, other] = [GroupMap.parse(a), GroupMap.parse(b)];
        const content = (map: GroupMap) =>
          map.people.map(({ line: _, ...person }) => person).toSorted((x, y) => (x.name < y.name ? -1 : 1));
        expect(one.diff(one)).to.deep.equal([]);
        expect(one.diff(other).length === 0).to.equal(JSON.stringify(content(one)) === JSON.stringify(content(other)));
      }),
    );
  });
});

describe("people from a table", function () {
  this.timeout(30_000);

  it("are read with commas, semicolons or tabs, quotes and all", () => {
    const expected = "hub-admin admin shared team-1:staff\nann@x.edu team-1 until=2027-01-31\n";
    for (const csv of [
      'Name,Groups,Admin,Until\r\nhub-admin,"shared, team-1:staff",yes,\r\n"ann@x.edu",team-1,no,2027-01-31\r\n\r\n',
      "\ufeffname;groups;admin;until\nhub-admin;shared team-1:staff;TRUE;\nann@x.edu;team-1;;2027-01-31",
      "until\tadmin\tname\tgroups\n\t1\thub-admin\tshared;team-1:staff\n2027-01-31\t0\tann@x.edu\tteam-1\n",
      "name,groups,admin,until\rhub-admin,shared team-1:staff,x,\rann@x.edu,team-1,,2027-01-31\r",
    ]) {
      expect(GroupMap.fromCsv(csv).toUserlist()).to.equal(expected);
    }
  });

  it("are refused all at once, each with its line", () => {
    expect(
      lines(() => GroupMap.fromCsv("name,groups,until\nann b,x,\nbob,admin,\ncy,x:boss;y=1,tomorrow\n")),
    ).to.deep.equal([
      "2 roster-name-invalid",
      "3 roster-group-invalid",
      "4 roster-standing-unknown",
      "4 roster-group-invalid",
      "4 roster-until-invalid",
    ]);
    expect(codes(() => GroupMap.fromCsv("who,groups\nann,x\n"))).to.deep.equal(["table-column-missing"]);
  });

  it("become admins by the column for it alone, whatever a team calls itself", () => {
    expect(codes(() => GroupMap.fromJson([{ name: "ann", groups: ["admin"] }]))).to.deep.equal([
      "roster-group-invalid",
    ]);
    expect(codes(() => GroupMap.fromJson([{ name: "ann", groups: ["pw=2"] }]))).to.deep.equal(["roster-group-invalid"]);
    expect(codes(() => GroupMap.fromJson([{ name: "ann\nroot admin" }]))).to.deep.equal(["roster-name-invalid"]);
    expect(codes(() => GroupMap.fromJson([{ name: "ann", until: "2027-01-31 admin" }]))).to.deep.equal([
      "roster-until-invalid",
    ]);
  });

  it("are nobody else, whatever they are called", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            name: fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" })),
            groups: fc.array(fc.oneof(group, fc.constantFrom(...HOSTILE)), { maxLength: 2 }),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        (entries) => {
          const map = attempt(() => GroupMap.fromJson(entries));
          if (map === undefined) return;
          expect(map.admins).to.deep.equal([]);
          expect(map.toUserlist().split("\n").length).to.equal(entries.length + 1);
          for (const { name } of entries) expect(map.person(name), name).not.to.equal(undefined);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** The result, or undefined where the words were refused; anything else thrown is a bug. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof HubwrightError) return undefined;
    throw error;
  }
}

function placed(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof HubwrightError)
      return error.diagnostics.map(({ at, code }) => `${at.length === 0 ? "" : `${at.join(".")} `}${code}`);
    throw error;
  }
  return [];
}

function lines(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof HubwrightError) return error.diagnostics.map(({ line, code }) => `${line} ${code}`);
    throw error;
  }
  return [];
}

function codes(act: () => unknown): readonly string[] {
  return placed(act).map((line) => line.slice(line.lastIndexOf(" ") + 1));
}

function comments(map: GroupMap): readonly string[] {
  return map
    .toUserlist()
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line.startsWith("#"));
}
