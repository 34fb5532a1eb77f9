import { expect } from "chai";
import * as fc from "fast-check";
import { formatProblem } from "../../../src/model/problem/format-problem.ts";
import { foldName } from "../../../src/model/hub/fold-name.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { readTable, type Table, type TableOptions } from "../../../src/model/table/read-table.ts";
import { HOSTILE } from "../../contracts/arbitrary-roster.ts";

/** A table as people have it, and what has to come out. */
interface Case {
  readonly says: string;
  readonly table: string | Uint8Array;
  readonly options?: TableOptions;
  /** Everybody's groups. */
  readonly people: { readonly [name: string]: readonly string[] };
  readonly admins?: readonly string[];
  /** What is said, `4: message hint [code]`, in order. */
  readonly tells?: readonly RegExp[];
}

const CASES: readonly Case[] = [
  {
    says: "a quote that is not closed swallows nobody",
    table: 'name,groups\nann,"team-1\nbo,team-2\ncy,team-3\n',
    people: {},
    tells: [/^2: .*not closed.*\[table-quote-invalid\]$/],
  },
  {
    says: "a column may be called group",
    table: "name,group\nann,team-1\n",
    people: { ann: ["team-1"] },
  },
  {
    says: "a column that nobody knows is reported",
    table: "name,team\nann,team-1\n",
    people: { ann: [] },
    tells: [/^"team" is not read\. .*--groups "team".*\[table-column-unread\]$/],
  },
  {
    says: "a class list of Canvas has sections, which are not groups unless somebody says so",
    table: 'Student,ID,SIS User ID,SIS Login ID,Section\n"Lee, Ann",1001,s1001,alee,"MATH 8660 001"\n',
    people: { alee: [] },
    tells: [/"Section" is not read\. .*--groups "Section" --divide ",", which makes MATH-8660-001 of "MATH 8660 001"/],
  },
  {
    says: "a section of Canvas becomes a group when somebody says so",
    table: 'Student,ID,SIS User ID,SIS Login ID,Section\n"Lee, Ann",1001,s1001,alee,"MATH 8660 001"\n',
    options: { groups: "section", divide: "," },
    people: { alee: ["MATH-8660-001"] },
    tells: [/Spaces in group names became hyphens: "MATH 8660 001"\./],
  },
  {
    says: "participants of Moodle without usernames are asked about",
    table: 'First name,Last name,Email address,Groups\nAnn,Lee,ann@x.example,"Team 1"\n',
    people: {},
    tells: [/Which column .*Moodle.*--name "Email address".*\[table-column-missing\]$/],
  },
  {
    says: "participants of Moodle sign in with what the answer says",
    table: "First name,Last name,Email address,Groups\nAnn,Lee,ann@x.example,team-1\n",
    options: { name: "Email address" },
    people: { "ann@x.example": ["team-1"] },
  },
  {
    says: "groups of Moodle are divided by commas when somebody says so",
    table: 'First name,Last name,Username,Email address,Groups\nAnn,Lee,alee,ann@x.example,"Team 1, Team 2"\n',
    options: { divide: "," },
    people: { alee: ["Team-1", "Team-2"] },
    tells: [/Spaces in group names became hyphens: "Team 1", "Team 2"\. .*\[table-groups-renamed\]$/],
  },
  {
    says: "groups of Moodle are asked about before",
    table: 'First name,Last name,Username,Email address,Groups\nAnn,Lee,alee,ann@x.example,"Team 1, Team 2"\n',
    people: {},
    tells: [/^2: "Team 1" may be one group.*--divide ",".*\[table-groups-unclear\]$/],
  },
  {
    says: "Blackboard",
    table: '"Last Name","First Name","Username","Student ID","Availability"\n"Lee","Ann","alee","1001","Yes"\n',
    people: { alee: [] },
  },
  {
    says: "Blackboard: somebody who is not available in the course is left out",
    table:
      '"Last Name","First Name","Username","Student ID","Availability"\n"Lee","Ann","alee","1001","No"\n"B","O","bo","1","Yes"\n',
    people: { bo: [] },
    tells: [/^2: warning: This row was skipped: not available in the course/],
  },
  {
    says: "GitHub Classroom has names of GitHub",
    table: '"identifier","github_username","github_id","name"\n"alee@x.example","annlee","55",""\n',
    people: { annlee: [] },
  },
  {
    says: "nbgrader",
    table: "id,first_name,last_name,email\nalee,Ann,Lee,ann@x.example\n",
    people: { alee: [] },
  },
  {
    says: "groups with spaces are asked about, never guessed",
    table: 'name,groups\nann,"Team 1"\nbo,"Team 2"\n',
    people: {},
    tells: [/^2: "Team 1" may be one group .*--divide "," makes "Team-1" of it, --divide " " makes "Team" and "1"/],
  },
  {
    says: "groups with spaces between them are groups where nothing else can be meant",
    table: "name,groups\nann,shared team-1\nbo,shared\n",
    people: { ann: ["shared", "team-1"], bo: ["shared"] },
  },
  {
    says: "two spellings that would become one group are asked about",
    table: "name,groups\nann,Team 1\nbo,Team-1\n",
    options: { divide: "," },
    people: {},
    tells: [/^3: "Team 1" and "Team-1" would both become the group Team-1\./],
  },
  {
    says: "the first line that Excel writes",
    table: "sep=;\nname;groups\nann;team-1\n",
    people: { ann: ["team-1"] },
  },
  {
    says: "rows without a name are reported",
    table: "name,groups\n,team-1\nann,team-1\n",
    people: { ann: ["team-1"] },
    tells: [/^2: warning: This row has no name.*\[table-name-missing\]$/],
  },
  {
    says: "an admin in other words",
    table: "name,admin\nann,ja\nbo,no\ncy,maybe\n",
    people: { ann: [], bo: [], cy: [] },
    admins: ["ann"],
    tells: [/^4: "maybe" is neither yes nor no\./],
  },
  {
    says: "UTF-16 from Excel",
    table: Buffer.from("\ufeffname\tgroups\r\nmüller\tteam-1\r\n", "utf16le"),
    people: { müller: ["team-1"] },
  },
  {
    says: "UTF-16 in the other order of bytes",
    table: Buffer.from("\ufeffname,groups\nmüller,team-1\n", "utf16le").swap16(),
    people: { müller: ["team-1"] },
  },
  {
    says: "UTF-16 without a mark is refused",
    table: Buffer.from("name,groups\nann,team-1\n", "utf16le"),
    people: {},
    tells: [/NUL.*--encoding utf-16le.*\[table-not-text\]$/],
  },
  {
    says: "UTF-8 with a mark",
    table: Buffer.from("\ufeffname,groups\nmüller,team-1\n"),
    people: { müller: ["team-1"] },
  },
  {
    says: "bytes that are not UTF-8 are asked about, with what they would be",
    table: Buffer.from("name,groups\nmüller,team-1\n", "latin1"),
    people: {},
    tells: [/^2: .*not UTF-8\. Read as Windows-1252, this line is "müller,team-1"\. .*--encoding windows-1252/],
  },
  {
    says: "bytes are Windows-1252 when somebody says so",
    table: Buffer.from([...Buffer.from("name\nd"), 0x92, ...Buffer.from("arc"), 0xe9, 0x0a]),
    options: { encoding: "windows-1252" },
    people: { "d’arcé": [] },
  },
  {
    says: "a whole gradebook of Canvas",
    table:
      'Student,ID,SIS User ID,SIS Login ID,Section,HW (1)\n    Points Possible,,,,,10\n"Lee, Ann",1001,s1,alee,M 1,9\n"Student, Test",15,,teststudent,M 1,\n',
    people: { alee: [] },
    tells: [/"Section" is not read/, /^2: .*skipped: the points/, /^4: .*skipped: the test student/],
  },
  {
    says: "Brightspace",
    table:
      "OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator\n#4001,#doej,Doe,Jo,doej@x.example,#\n",
    people: { doej: [] },
  },
  {
    says: "GitHub Classroom: somebody whose account is not linked is reported",
    table: '"identifier","github_username","github_id","name"\n"02-bo","","",""\n',
    people: {},
    tells: [/^2: .*"02-bo" has no GitHub name yet/],
  },
  {
    says: "GitHub Classroom: names may be the identifiers",
    table: '"identifier","github_username","github_id","name"\n"alee","","",""\n',
    options: { name: "identifier" },
    people: { alee: [] },
  },
  {
    says: "a number that a spreadsheet has rounded is nobody",
    table: "name\n1.23457E+11\n12345\n",
    people: { 12345: [] },
    tells: [/^2: "1\.23457E\+11" is a number that the spreadsheet has rounded/],
  },
  {
    says: "an .xlsx file is recognized",
    table: "PK\u0003\u0004",
    people: {},
    tells: [/Excel workbook.*CSV UTF-8.*\[table-not-text\]$/],
  },
  {
    says: "an .xlsx file is recognized by its bytes",
    table: Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0]),
    people: {},
    tells: [/Excel workbook/],
  },
  {
    says: "lines that end in CR, LF and CRLF in one file are lines each",
    table: "name,groups\r\nann,team-1\nbo,team-2\rcy,team-3\r\n,x\n",
    people: { ann: ["team-1"], bo: ["team-2"], cy: ["team-3"] },
    tells: [/^5: .*no name/],
  },
  {
    says: "a line is counted as in the file, values with line breaks included",
    table: 'sep=,\n\nname,note,groups\nann,"a\r\nb\nc",team-1\n\n,,team-2\n',
    people: { ann: ["team-1"] },
    tells: [/"note" is not read/, /^8: .*no name/],
  },
  {
    says: "a quote that a later one closes swallows nobody either",
    table: 'name,groups\nann,"team-1\nbo,team-2"\ncy,team-3\n',
    people: {},
    tells: [/^2: .*several lines.*\[table-quote-invalid\]$/],
  },
  {
    says: "a quote that a later one closes in a column that is not read swallows nobody",
    table: 'name,email,groups\nann,"a@x,team-1\nbo,b@x,team-2\ncy,c@x",team-3\n',
    people: {},
    tells: [/^2: .*several lines.*\[table-quote-invalid\]$/],
  },
  {
    says: "a value in quotes that text follows is refused with the line where it began",
    table: 'name,groups\nann,"team-1\nbo,"team-2"\n',
    people: {},
    tells: [/^2: More text follows the quoted value/],
  },
  {
    says: "a quote in the middle of a value is refused",
    table: 'name,groups\nann,te"am\n',
    people: {},
    tells: [/^2: .*middle of a value/],
  },
  {
    says: "a row that is longer than the header is not read, because its values are shifted",
    table: "student name,name,groups\nLee, Ann,alee,team-1\nBo,bo,team-1\n",
    people: { bo: ["team-1"] },
    tells: [/"student name" is not read/, /^2: This row has 4 cells.*\[table-row-too-long\]$/],
  },
  {
    says: "a header that is there twice is asked about",
    table: "name,groups,groups\nann,team-1,team-2\n",
    people: {},
    tells: [/2 columns are called "groups".*\[table-column-ambiguous\]$/],
  },
  {
    says: "two columns that could be the name are asked about",
    table: "name,username\nAnn Lee,alee\n",
    people: {},
    tells: [/Both "name" and "username" could be .*\[table-column-ambiguous\]$/],
  },
  {
    says: "rows of one person are taken together",
    table: "name,groups,admin,until,pw\nann,team-1,,2027-06-30,2\nANN,team-2,yes,2027-01-31,\nann,team-1,no,,3\n",
    people: { ann: ["team-1", "team-2"] },
    admins: ["ann"],
  },
  {
    says: "nobody is called like a part of a prototype, unless they are",
    table: "name,groups,__proto__\n__proto__,constructor,x\nconstructor,toString,y\n",
    people: { constructor: ["toString"], ["__proto__"]: ["constructor"] },
    tells: [/"__proto__" is not read/],
  },
  {
    says: "a formula is a text",
    table: `name,groups\n=1+1,team-1\n"=""0012""",team-1\n'-x,team-1\n`,
    people: { "=1+1": ["team-1"], "0012": ["team-1"], "-x": ["team-1"] },
  },
  {
    says: "a group of everybody's takes the place of a column",
    table: "name,groups\nann,Team 1\n",
    options: { group: "math" },
    people: { ann: ["math"] },
    tells: [/"groups" is not read/],
  },
  {
    says: "a table of nobody is an error",
    table: "name,groups\n,\n\n",
    people: {},
    tells: [/no people below its header.*\[table-empty\]$/],
  },
  { says: "an empty file is an error", table: "", people: {}, tells: [/^The table is empty\./] },
  {
    says: "a column that is asked for and not there",
    table: "name,section\nann,1\n",
    options: { groups: "Team" },
    people: {},
    tells: [/no column "Team"\. The columns are: "name", "section"\. .*--groups/],
  },
  {
    says: "the separator that is specified",
    table: "name;x|groups\nann|team-1\n",
    options: { separator: "|", name: "name;x" },
    people: { ann: ["team-1"] },
  },
  {
    says: "words that cannot stand in a roster cost what they cost there",
    table: "name,groups,until,pw\nan n,x,,\nbob,admin,,0\ncy,x:boss;ok,tomorrow,\n",
    people: { bob: [], cy: ["ok"] },
    tells: [
      /^2: .*\[roster-name-invalid\]$/,
      /^3: .*\[roster-group-invalid\]$/,
      /^3: .*\[roster-pw-invalid\]$/,
      /^4: .*\[roster-standing-unknown\]$/,
      /^4: .*\[roster-until-invalid\]$/,
    ],
  },
];

describe("a table of people", function () {
  this.timeout(60_000);

  for (const { says, table, options, people, admins = [], tells = [] } of CASES) {
    it(says, () => {
      const read = readTable(table, options);
      expect(groupsOf(read), said(read).join("\n")).to.deep.equal(new Map(Object.entries(people)));
      expect(read.people.filter(({ admin }) => admin).map(({ name }) => name)).to.deep.equal(admins);
      expect(said(read).length, said(read).join("\n")).to.equal(tells.length);
      for (const [index, pattern] of tells.entries()) expect(said(read)[index]).to.match(pattern);
    });
  }

  it("says which column it has read as what", () => {
    expect(readTable("Name , Team,Groups\nann,x,y\n").columns).to.deep.equal([
      { title: "Name", readAs: "name" },
      { title: "Team", readAs: null },
      { title: "Groups", readAs: "groups" },
    ]);
  });

  it("brings the second password, the last day and the first line", () => {
    expect(readTable("name,groups,pw,until\nann,team-1,2,2027-01-31\nbo,,,\n").people).to.deep.equal([
      { name: "ann", groups: ["team-1"], admin: false, line: 2, until: "2027-01-31", pw: 2 },
      { name: "bo", groups: [], admin: false, line: 3 },
    ]);
  });

  it("refuses invalid options", () => {
    const codes = (options: object) =>
      readTable("name\nann\n", options).diagnostics.map(({ code, at }) => `${at.join(".")} ${code}`);
    expect(codes({ group: "a b", groups: "x", divide: "", encoding: "latin1", separator: ":", name: 7 })).to.deep.equal(
      [
        "name table-option-invalid",
        "divide table-option-invalid",
        "group roster-group-invalid",
        "groups table-option-invalid",
        "encoding table-option-invalid",
        "separator table-option-invalid",
      ],
    );
    expect(codes({ group: 5 })).to.deep.equal(["group roster-group-invalid"]);
  });

  it("reads a cell of a megabyte", () => {
    const note = "x".repeat(1_000_000);
    expect(groupsOf(readTable(`name,email,groups\nann,"${note}",team-1\n`))).to.deep.equal(
      new Map([["ann", ["team-1"]]]),
    );
    expect(said(readTable(`name\n${note}\n`))[0]?.length).to.be.lessThan(500);
  });

  it("never throws, whatever it is given", () => {
    const text = fc.string({ unit: fc.constantFrom(...'nameroups,;\t|"\n\r 1=#\u0000\ufeffé') });
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `name,groups\n${rest}`),
          fc.uint8Array(),
        ),
        (input) => {
          const { people, diagnostics } = readTable(input);
          if (people.length === 0) expect(diagnostics.length).to.be.greaterThan(0);
          for (const { code, line = 0 } of diagnostics)
            if (code === "table-quote-invalid") expect(line).to.be.greaterThan(0);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("drops nobody silently: each row is a person or is reported", () => {
    const cell = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom("ann", "bo", "Ann", "cy@x.example", "team-1", "Team 1", "a, b", "") },
      fc.constantFrom(...HOSTILE, "=1+1", "__proto__", "yes", "maybe", '"', "a\nb"),
      fc.string({ unit: "binary", maxLength: 5 }),
    );
    const ending = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(cell, { minLength: 1, maxLength: 5 }), ending), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(",", ";", "\t", "|"),
        (rows, separator) => {
          const header = ["name", "groups", "admin", "until"].join(separator);
          const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
          let line = 2;
          const begun: number[] = [];
          const body = rows.map(([cells, end]) => {
            const row = cells.map(quoted).join(separator);
            if (cells.some((value) => value.trim() !== "")) begun.push(line);
            line += row.split(/\r\n|\n|\r/).length;
            return `${row}${end}`;
          });
          const { people, diagnostics } = readTable(`${header}\n${body.join("")}`);
          const isRefused = people.length === 0 && diagnostics.some(({ severity }) => severity === "error");
          const names = new Set(people.map(({ name }) => foldName(name)));
          const told = new Set(diagnostics.map((diagnostic) => diagnostic.line));
          for (const [index, at] of begun.entries()) {
            const cells = rows.filter(([row]) => row.some((value) => value.trim() !== ""))[index]?.[0] ?? [];
            const name = (cells[0] ?? "").trim().replace(/^'(?=[=+\-@'])/, "");
            expect(isRefused || told.has(at) || names.has(foldName(name)), `line ${at}`).to.equal(true);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("makes a roster, whose diagnostics begin with what the table warned of", () => {
    const map = GroupMap.fromCsv("name,groups,pw,until\nann,team-1,2,2027-01-31\n,x,,\n");
    expect(map.toUserlist()).to.equal("ann team-1 until=2027-01-31 pw=2\n");
    expect(map.diagnostics.map(({ code, line }) => `${line} ${code}`)).to.deep.equal([
      "3 table-name-missing",
      "undefined roster-no-admin",
    ]);
  });
});

function groupsOf({ people }: Table): ReadonlyMap<string, readonly string[]> {
  return new Map(people.map(({ name, groups }) => [name, groups]));
}

/** What is said, each on one line, with the line of the table first. */
function said({ diagnostics }: Table): readonly string[] {
  return diagnostics.map((diagnostic) =>
    formatProblem(diagnostic, { roster: "table" })
      .replace(/^table: ?/, "")
      .replace(/^warning: (These columns|The column) /, "")
      .replace("\n  hint: ", " "),
  );
}
