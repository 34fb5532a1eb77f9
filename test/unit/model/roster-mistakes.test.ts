import { expect } from "chai";
import { formatProblem } from "../../../src/model/problem/format-problem.ts";
import { DIAGNOSTIC_CODES } from "../../../src/model/problem/problem-codes.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";

const MISTAKES = [
  ["# one mistake a line, and nothing else wrong", null],
  ["hub-admin admin shared", null],
  ["ann te\u200bam-1", "roster-control-character"],
  ["../bob team-1", "roster-name-invalid"],
  ["cy team#1 shared", "roster-group-invalid"],
  ["dee team-1:teacher", "roster-standing-unknown"],
  ["eve quota=5", "roster-option-unknown"],
  ["flo until=2027-02-29", "roster-until-invalid"],
  ["gus pw=02", "roster-pw-invalid"],
  ["CY team-1", "roster-person-repeated"],
  ["hal Shared", "roster-groups-differ-by-case"],
  ["ida,team-1", "roster-line-malformed"],
  ["m\ufffdller team-1", "roster-letters-lost"],
  ["name,groups,admin", "roster-header"],
] as const;

/** Codes about hub.ts, about the file, or about a comparison with the list before. */
const NOT_OF_LINES: readonly string[] = [
  "roster-path-invalid",
  "roster-directory-shared",
  "roster-no-admin",
  "roster-admin-ended",
  "roster-empty",
  "roster-missing",
  "roster-too-large",
  "roster-not-utf8",
  "roster-not-a-file",
  "roster-many-gone",
  "roster-slip",
];

describe("a userlist with one mistake for each code", () => {
  const people = GroupMap.parse(MISTAKES.map(([line]) => `${line}\n`).join(""));

  it("is reported in full: each mistake with its line and code", () => {
    const expected = MISTAKES.flatMap(([, code], index) => (code === null ? [] : [`${index + 1} ${code}`]));
    expect(people.diagnostics.map(({ line, code }) => `${line} ${code}`)).to.have.members(expected);
  });

  it("has every code that a line can have", () => {
    const ofLines = DIAGNOSTIC_CODES.filter((code) => code.startsWith("roster-") && !NOT_OF_LINES.includes(code));
    expect(new Set(MISTAKES.map(([, code]) => code).filter((code) => code !== null))).to.deep.equal(new Set(ofLines));
  });

  it("still gives each person what the rest of their line says", () => {
    expect(
      people.people.map(({ name, groups }) => `${name} ${groups.map(({ group }) => group).join(" ")}`.trim()),
    ).to.deep.equal(["hub-admin shared", "cy shared team-1", "dee", "eve", "flo", "gus", "hal Shared"]);
  });

  it("is printed with the file's name, the line, the word and the code", () => {
    const lines = people.diagnostics.map((diagnostic) => formatProblem(diagnostic, { roster: "roster/userlist" }));
    expect(lines[2]).to.equal(
      `roster/userlist:5: "team#1" is not a group name.\n  hint: Use at most 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit. [roster-group-invalid]`,
    );
    expect(lines[0]).to.include("te\\u200bam-1");
  });

  it("says how a malformed line is written correctly", () => {
    const corrected = (line: string) => GroupMap.parse(`boss admin\n${line}\n`).diagnostics.map(({ hint }) => hint);
    for (const line of [
      "ann,team-1",
      "ann, team-1",
      "ann;team-1;",
      "ann: team-1",
      '"ann" team-1',
      '"ann","team-1"',
      "'ann' team-1",
      "- ann team-1",
      "1. ann team-1",
      "(2) ann team-1",
      "| ann | team-1 |",
      "ann|team-1",
      "[x] ann team-1",
    ])
      expect(corrected(line), line).to.deep.equal(["Write: ann team-1"]);
    expect(corrected("Ann Lee <ann@x.edu> team-1")).to.deep.equal(["Write: ann@x.edu team-1"]);
    expect(corrected("ann team-1,team-2")).to.deep.equal(["Write: team-1 team-2"]);
  });

  it("does not guess a spelling that could be another person's name", () => {
    const [problem] = GroupMap.parse('boss admin\n"Ann Lee" team-1\n').diagnostics;
    expect(problem?.hint).to.match(/^Write the name that the person signs in with/);
    expect(GroupMap.parse("boss admin\nuntil=2020-01-31\n").diagnostics[0]?.hint).to.match(/^Put it at the end/);
  });

  it("refuses such a name in an edit as well, and says why", () => {
    expect(() => GroupMap.parse("boss admin\n").withPerson("ann,team-1")).to.throw(
      "There is a comma where a space should be",
    );
  });

  it("says of the whole file what no line can say", () => {
    expect(GroupMap.parse("ann team-1").diagnostics.map(({ code, line }) => [code, line])).to.deep.equal([
      ["roster-no-admin", undefined],
    ]);
    expect(GroupMap.parse("# nobody").diagnostics.map(({ code }) => code)).to.deep.equal(["roster-empty"]);
  });
});
