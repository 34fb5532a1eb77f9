import { expect } from "chai";
import * as fc from "fast-check";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { foldName } from "../../../src/model/hub/fold-name.ts";
import { GroupMap, type PersonEntry, type RosterDraft } from "../../../src/model/roster/group-map.ts";
import { isTitle, group, HOSTILE, rosterText } from "../../contracts/arbitrary-roster.ts";

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

  it("renames a person or a group, and keeps what is around it", () => {
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

  it("keeps a byte order mark in its place, whichever person is removed", () => {
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
    const fixed = GroupMap.parse("ann te\u200bam\n").withPerson("ann", ["shared"]);
    expect(fixed.groupsOf("ann")).to.deep.equal(["shared"]);
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
        const name = map.people.find((person) => !isTitle(person.name))?.name ?? "ann";
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

describe("an edit that would give more than it says", () => {
  const map = GroupMap.parse(
    "ann admin team-1 # looks after it\nBo team-1:staff team-2 until=2027-01-31 pw=3\ncy team-2\n",
  );

  it("is refused if a person gets another person's name, unless the two are the same", () => {
    expect(codes(() => map.withPersonRenamed("cy", "ANN"))).to.deep.equal(["edit-name-taken"]);
    const merged = map.withPersonRenamed("cy", "Ann", { merge: true });
    expect(merged.person("ann")?.groups.map(({ group: one }) => one)).to.deep.equal(["team-1", "team-2"]);
    expect(map.withPersonRenamed("ann", "Ann").toUserlist()).to.equal(
      map.toUserlist().replace("ann admin", "Ann admin"),
    );
    expect(map.withPersonRenamed("nobody", "ann")).to.equal(map);
  });

  it("is refused where two groups become one, unless they should", () => {
    expect(codes(() => map.withGroupRenamed("team-1", "team-2"))).to.deep.equal(["edit-name-taken"]);
    expect(map.withGroupRenamed("team-1", "team-2", { merge: true }).standingOf("bo", "team-2")).to.equal("staff");
    expect(map.withGroupRenamed("nothing", "team-2")).to.equal(map);
    expect(map.withGroupRenamed("team-1", "team-1")).to.equal(map);
    // As groups, these would take the admin or the last day away.
    for (const word of ["admin", "until=2027-01-31", "pw=3"])
      expect(codes(() => map.withGroupRenamed(word, "x"))).to.deep.equal(["roster-group-invalid"]);
  });

  it("is refused where a slip of the hand would make a person", () => {
    expect(codes(() => map.withNextPassword("an"))).to.deep.equal(["edit-person-unknown"]);
    expect(codes(() => map.withAdmin("an", true))).to.deep.equal(["edit-person-unknown"]);
    expect(map.withAdmin("an", false)).to.equal(map);
    expect(map.withNextPassword("bo").person("bo")?.pw).to.equal(4);
  });

  it("is refused where an earlier password would be good again", () => {
    expect(codes(() => map.withPerson("bo", ["pw=2"]))).to.deep.equal(["roster-pw-invalid"]);
    expect(map.withPerson("bo", ["pw=3"])).to.equal(map);
    expect(map.withPerson("bo", ["pw=7"]).toUserlist()).to.equal(map.toUserlist().replace("pw=3", "pw=7"));
  });

  it("puts another last day in the place of the one before, whichever is later", () => {
    for (const until of ["until=2027-06-30", "until=2026-12-31"])
      expect(map.withPerson("bo", [until]).toUserlist()).to.equal(map.toUserlist().replace("until=2027-01-31", until));
    const twice = GroupMap.parse(
      "ann until=2027-01-31 x\nann y until=2026-01-31 # soon\nann te\u200bam until=2020-01-01\n",
    );
    expect(twice.withPerson("ann", ["until=2028-01-01"]).toUserlist()).to.equal(
      "ann until=2028-01-01 x\nann y # soon\nann te\u200bam until=2020-01-01\n",
    );
  });

  it("writes nothing that a person has already, and a stronger standing in the place of the weaker", () => {
    expect(map.withPerson("bo", ["team-1", "team-1:member", "team-2"])).to.equal(map);
    expect(map.withPerson("ann", ["admin", "team-1:staff"]).toUserlist()).to.equal(
      map.toUserlist().replace("ann admin team-1", "ann admin team-1:staff"),
    );
  });
});

describe("many edits of a roster", function () {
  this.timeout(30_000);

  it("do together what they do one by one", () => {
    const names = fc.constantFrom("a", "A", "b", "c", "ann", "..", "İ", "zoe");
    const edit = fc.oneof(
      fc.tuple(names, fc.array(fc.oneof(group, fc.constantFrom(...HOSTILE)), { maxLength: 2 })).map(
        ([name, words]) =>
          (draft: RosterDraft) =>
            draft.addPerson(name, words),
      ),
      fc.tuple(names, group, standing).map(
        ([name, one, as]) =>
          (draft: RosterDraft) =>
            draft.setMember(name, one, as),
      ),
      fc.tuple(names, group).map(
        ([name, one]) =>
          (draft: RosterDraft) =>
            draft.removeMember(name, one),
      ),
      fc.tuple(names, fc.boolean()).map(
        ([name, admin]) =>
          (draft: RosterDraft) =>
            draft.setAdmin(name, admin),
      ),
      names.map((name) => (draft: RosterDraft) => draft.removePerson(name)),
      names.map((name) => (draft: RosterDraft) => draft.nextPassword(name)),
      fc.tuple(names, names, fc.boolean()).map(
        ([from, to, merge]) =>
          (draft: RosterDraft) =>
            draft.renamePerson(from, to, { merge }),
      ),
      fc.tuple(group, group, fc.boolean()).map(
        ([from, to, merge]) =>
          (draft: RosterDraft) =>
            draft.renameGroup(from, to, { merge }),
      ),
    );
    fc.assert(
      fc.property(rosterText, fc.array(edit, { maxLength: 6 }), (text, edits) => {
        const before = GroupMap.parse(text);
        const oneByOne = attempt(() => edits.reduce((map, act) => map.edited(act), before));
        const together = attempt(() =>
          before.edited((draft) => {
            for (const act of edits) act(draft);
          }),
        );
        // Which line ends a new line gets is decided once.
        const lf = (map: GroupMap | undefined) => map?.toUserlist().replaceAll("\r", "");
        expect(lf(together)).to.equal(lf(oneByOne));
        expect(before.toUserlist()).to.equal(text);
      }),
      { numRuns: 2000 },
    );
  });

  it("add a whole class at once", () => {
    const map = GroupMap.parse("hub-admin admin # looks after it\nann team-1 # rep\n");
    expect(
      map
        .withPeople([
          { name: "Ann", groups: ["team-2:staff"], until: "2027-01-31", pw: 2 },
          { name: "bo", groups: ["team-2"] },
          { name: "cy", admin: true },
        ])
        .toUserlist(),
    ).to.equal(
      "hub-admin admin # looks after it\nann team-1 team-2:staff until=2027-01-31 pw=2 # rep\nbo team-2\ncy admin\n",
    );
    expect(codes(() => map.withPeople([{ name: "a b" }, { name: "bo", groups: ["admin"] }]))).to.deep.equal([
      "roster-name-invalid",
      "roster-group-invalid",
    ]);
  });
});

describe("two rosters together", () => {
  it("grant what the lines of both grant in one file, and report what both report", () => {
    fc.assert(
      fc.property(rosterText, rosterText, (a, b) => {
        if (b.includes("\ufeff")) return;
        const [one, other] = [GroupMap.parse(a), GroupMap.parse(b)];
        const both = GroupMap.parse(`${a}\n${b}`);
        const merged = one.merge(other);
        expect(contentOf(merged)).to.deep.equal(contentOf(both));
        // A day or number that could not be read may have had a good one put in its place.
        const errors = (map: GroupMap) =>
          map.diagnostics.filter(
            ({ line, code }) => line !== undefined && /invalid|unknown|control/.test(code) && !/until|pw/.test(code),
          ).length;
        expect(errors(merged)).to.equal(errors(both));
      }),
      { numRuns: 1000 },
    );
  });

  it("keep the comments of the first one, and list nobody twice", () => {
    expect(
      GroupMap.parse("# class\nann team-1 # rep\n")
        .merge(GroupMap.parse("# other class\nAnn team-1 team-2 until=2027-01-31\nbo x # new\na/b\n"))
        .toUserlist(),
    ).to.equal("# class\nann team-1 team-2 until=2027-01-31 # rep\nbo x # new\na/b\n");
  });
});

describe("a roster for other programs", function () {
  this.timeout(30_000);

  it("distinguishes a person whose name is the first word of a table's header from such a header", () => {
    const people = GroupMap.parse("name admin a@b\nid team a@b\n");
    for (const back of [GroupMap.fromJson(people.toJson()), GroupMap.fromCsv(people.toCsv())]) {
      expect(back.toUserlist()).to.equal("name admin pw=1\nid team pw=1\n");
      expect(back.toJson()).to.deep.equal(people.toJson());
    }
  });

  it("comes back from JSON and from a table as it was", () => {
    fc.assert(
      fc.property(rosterText, (text) => {
        const map = GroupMap.parse(text);
        const json = GroupMap.fromJson(JSON.parse(JSON.stringify(map.toJson())) as readonly PersonEntry[]);
        expect(contentOf(json)).to.deep.equal(contentOf(map));
        if (map.people.length > 0) expect(contentOf(GroupMap.fromCsv(map.toCsv()))).to.deep.equal(contentOf(map));
      }),
      { numRuns: 2000 },
    );
  });

  it("returns every name with a character that is folded", () => {
    const folded = Array.from({ length: 0x110000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => foldName(character) !== character);
    expect(folded.length).to.be.greaterThan(1000);
    const names = folded.flatMap((character) => [character, `a${character}`, `${character}\u2022`, `${character})`]);
    const map = GroupMap.parse(names.map((name) => `${name} math\n`).join(""));
    expect(map.people.length).to.be.greaterThan(1000);
    expect(contentOf(GroupMap.fromJson(map.toJson()))).to.deep.equal(contentOf(map));
  });

  it("says nothing that is not said of a person", () => {
    const map = GroupMap.parse("hub-admin admin\n0012 team-1:staff team-2 until=2027-01-31 pw=2\n=1+1\n");
    expect(map.toJson()).to.deep.equal([
      { name: "hub-admin", admin: true },
      { name: "0012", groups: ["team-1:staff", "team-2"], until: "2027-01-31", pw: 2 },
      { name: "=1+1" },
    ]);
    expect(map.toCsv()).to.equal(
      `name,groups,admin,until,pw\nhub-admin,,yes,,\n"=""0012""",team-1:staff;team-2,,"=""2027-01-31""",2\n'=1+1,,,,\n`,
    );
  });

  it("cannot be changed by its users", () => {
    const map = GroupMap.parse("ann team-1 a/b\n\nbo/x\n");
    const [ann] = map.people;
    for (const value of [map, map.people, ann, ann?.groups, ann?.groups[0], map.diagnostics, map.diagnostics[0]])
      expect(Object.isFrozen(value)).to.equal(true);
    (map.groups as string[]).push("x");
    (map.admins as string[]).push("ann");
    expect(map.groups).to.deep.equal(["team-1"]);
    expect(map.admins).to.deep.equal([]);
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
        const after = attempt(() => before.prefixed("p-"));
        if (after === undefined) return;
        expect(after.admins).to.deep.equal(before.admins);
        expect(after.people.map(({ name, groups }) => [name, groups])).to.deep.equal(
          before.people.map(({ name, groups }) => [
            name,
            groups.map(({ group: one, standing: as }) => ({ group: `p-${one}`, standing: as })),
          ]),
        );
      }),
    );
  });

  it("makes no person of a table's header, and nor does any other edit", () => {
    const map = GroupMap.parse("name course\nname team-1\n");
    expect(map.prefixed("p-").toUserlist()).to.equal("name course\nname p-team-1\n");
    expect(map.withoutMember("name", "course").toUserlist()).to.equal("name course\nname team-1\n");
    expect(map.withGroupRenamed("course", "math").people.map(({ groups }) => groups.length)).to.deep.equal([1]);
    expect(map.withPersonRenamed("name", "bo").toUserlist()).to.equal("name course\nbo team-1\n");
  });

  it("never makes anybody an admin, and loses no group that becomes too long", () => {
    const map = GroupMap.parse(`ann min team-1\nbo ${"x".repeat(63)} min\n`);
    expect(placed(() => map.prefixed("ad"))).to.deep.equal(["roster-group-invalid", "roster-group-invalid"]);
    expect(map.prefixed("b").groupsOf("ann")).to.deep.equal(["bmin", "bteam-1"]);
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

  it("have fields of their types, or are refused", () => {
    const wrong = (people: unknown) => placed(() => GroupMap.fromJson(people as readonly PersonEntry[]));
    expect(wrong([{ name: "ann", admin: "no" }, { name: 7 }, null, "bo", [], { groups: ["x"] }])).to.deep.equal([
      "0.admin hub-field-type",
      "1.name hub-field-type",
      "2 hub-field-type",
      "3 hub-field-type",
      "4 hub-field-type",
      "5.name hub-field-missing",
    ]);
    expect(
      wrong([
        { name: "ann", groups: "team-1" },
        { name: "bo", groups: ["x", 1, null] },
        { name: "cy", until: 20270131, pw: "2" },
        { name: "di", team: "x", until: null, groups: null },
        { name: "ed", pw: 1.5, until: "soon" },
      ]),
    ).to.deep.equal([
      "0.groups hub-field-type",
      "1.groups.1 hub-field-type",
      "1.groups.2 hub-field-type",
      "2.until hub-field-type",
      "2.pw hub-field-type",
      "3.team hub-field-unknown",
      "3.groups hub-field-type",
      "3.until hub-field-type",
      "4.until roster-until-invalid",
      "4.pw roster-pw-invalid",
    ]);
    for (const people of [undefined, null, "ann", 7, { name: "ann" }])
      expect(wrong(people)).to.deep.equal(["hub-field-type"]);
    // oxlint-disable-next-line no-sparse-arrays -- a hole is what is tried
    expect(wrong([, { name: "ann" }])).to.deep.equal(["0 hub-field-type"]);
    expect(wrong([{ name: "a b", line: 7 }])).to.deep.equal(["0.name roster-name-invalid"]);
    expect(lines(() => GroupMap.fromJson([{ name: "a b", line: 7 }]))).to.deep.equal(["7 roster-name-invalid"]);
  });

  it("are nobody, whatever the value, and never another kind of error", () => {
    fc.assert(
      fc.property(fc.anything(), fc.array(fc.record({ name: fc.anything(), admin: fc.anything() })), (any, records) => {
        attempt(() => GroupMap.fromJson(any as readonly PersonEntry[]));
        const map = attempt(() => GroupMap.fromJson(records as readonly PersonEntry[]));
        if (map !== undefined)
          for (const { admin } of records) expect(admin === undefined || typeof admin === "boolean").to.equal(true);
      }),
      { numRuns: 2000 },
    );
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

  it("are never someone else, whatever they are called", () => {
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

function contentOf(map: GroupMap) {
  return map.people.map(({ line: _, ...person }) => person);
}

function placed(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof HubwrightError)
      return error.problems.map(({ at = [], code }) => `${at.length === 0 ? "" : `${at.join(".")} `}${code}`);
    throw error;
  }
  return [];
}

function lines(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof HubwrightError) return error.problems.map(({ line, code }) => `${line} ${code}`);
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
