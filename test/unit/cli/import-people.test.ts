import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { ImportFlags } from "../../../src/cli/commands/people/import-people.ts";
import { people } from "../../../src/cli/commands/people/people.ts";
import { programFor } from "../../../src/cli/program.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn, type FakeContext } from "./fake-context.ts";

const ROSTER =
  "# the class of autumn\nhub-admin admin shared\nmpilosov admin shared team-1 # maths\n\nHalljord math until=2099-01-31 pw=2\ntom math:staff\nzed math old\n";

describe("hubwright people import", () => {
  const directory = temporaryDirectory();
  const rosterText = () => readFileSync(join(directory(), "roster", "userlist"), "utf8");

  beforeEach(() => {
    writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18973 };\n`);
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster", "userlist"), ROSTER);
  });

  /** Imports a table that is in a file, as someone who answers yes. */
  async function imported(
    table: string | Uint8Array,
    flags: ImportFlags = {},
    context: FakeContext = contextIn(directory(), { answer: true }),
  ) {
    writeFileSync(join(directory(), "class.csv"), table);
    const code = await people(context, { action: "import", name: "class.csv", ...flags });
    return { code, ...context };
  }

  it("adds people and groups, says what it does, asks, and keeps everything else of the list", async () => {
    const { code, printed, questions, problems } = await imported(
      "name,groups\nann,team-2\nhalljord,math;team-2\nmpilosov,shared\n",
    );
    expect(code).to.equal(0);
    expect(printed).to.deep.equal([
      "halljord joins team-2.",
      "ann joins the hub.",
      "ann joins team-2.",
      "1 person added, 1 person changed, 1 person unchanged. The list will have 6 people.",
      "Saved roster/userlist.",
    ]);
    expect([questions, problems]).to.deep.equal([["Save this?"], []]);
    expect(rosterText()).to.equal(
      ROSTER.replace("math until=2099-01-31 pw=2", "math until=2099-01-31 pw=2 team-2") + "ann team-2\n",
    );
    const again = await imported("name,groups\nann,team-2\nhalljord,math;team-2\nmpilosov,shared\n");
    expect([again.code, again.questions]).to.deep.equal([0, []]);
    expect(again.printed).to.deep.equal(["Nothing to change: everybody in class.csv is already in roster/userlist."]);
  });

  it("puts everybody into a group, and takes it from members who are missing, but never from staff or admins", async () => {
    writeFileSync(join(directory(), "roster", "userlist"), ROSTER.replace("shared team-1", "shared team-1 math"));
    const { code, printed } = await imported("name\nann\nHALLJORD\n", { group: "math", removeMissing: true });
    expect(code).to.equal(0);
    expect(printed).to.deep.equal([
      'Not in class.csv, but still in math because they are staff or admins: "mpilosov", "tom".',
      "zed leaves math.",
      "ann joins the hub.",
      "ann joins math.",
      '1 person added, 1 person removed from "math", 1 person unchanged. The list will have 6 people.',
      "Saved roster/userlist.",
    ]);
    expect(rosterText()).to.equal(
      `${ROSTER.replace("shared team-1", "shared team-1 math").replace("zed math old", "zed old")}ann math\n`,
    );
  });

  it("removes nobody where a row has no name", async () => {
    const { code, problems } = await imported("name,email\nann,a@x\n,zed@x\n", { group: "math", removeMissing: true });
    expect(code).to.equal(1);
    expect(problems.join("\n")).to.include("One row of class.csv has no name, so it is unclear who is missing");
    expect(rosterText()).to.equal(ROSTER);
  });

  it("takes no admin, staff, end or password from anybody", async () => {
    const { code } = await imported(
      "name,groups,admin,until,pw\ntom,math,no,,1\nhalljord,math,no,,1\nmpilosov,shared,no,,\nzed,,,2099-12-31,3\n",
    );
    expect(code).to.equal(0);
    expect(rosterText()).to.equal(ROSTER.replace("zed math old", "zed math old until=2099-12-31 pw=3"));
  });

  it("says who stays outside because their access has ended", async () => {
    writeFileSync(join(directory(), "roster", "userlist"), ROSTER.replace("zed math old", "zed math until=2020-01-31"));
    const { printed } = await imported("name\nzed\n", { group: "math" });
    expect(printed[0]).to.equal('Access ended by until=, which an import does not change: "zed".');
  });

  it("saves nothing with --dry-run, without a terminal, or for a no", async () => {
    const table = "name\nann\n";
    const dry = await imported(table, { dryRun: true });
    expect([dry.code, dry.questions]).to.deep.equal([0, []]);
    expect(dry.printed).to.include.members(["ann joins the hub.", "Nothing was saved (--dry-run)."]);
    const alone = await imported(table, {}, contextIn(directory()));
    expect(alone.code).to.equal(1);
    expect(alone.printed).to.include("ann joins the hub.");
    expect(alone.problems.join("\n")).to.equal(
      "Nothing was saved.\n  hint: To save without being asked, add --yes. [refused]",
    );
    expect((await imported(table, {}, contextIn(directory(), { answer: false }))).code).to.equal(1);
    expect(rosterText()).to.equal(ROSTER);
    expect((await imported(table, { yes: true }, contextIn(directory()))).code).to.equal(0);
    expect(rosterText()).to.equal(`${ROSTER}ann\n`);
  });

  it("reads standard input, and then asks nobody", async () => {
    const asked = contextIn(directory(), { answer: true, input: "name\nann\n" });
    expect(await people(asked, { action: "import", name: "-" })).to.equal(1);
    expect(asked.questions).to.deep.equal([]);
    expect(rosterText()).to.equal(ROSTER);
    const context = contextIn(directory(), { input: "name,x\nann,1\n" });
    expect(await people(context, { action: "import", name: "-", yes: true })).to.equal(0);
    expect(context.problems[0]).to.equal('standard input: warning: The column "x" is not read.');
    expect(rosterText()).to.equal(`${ROSTER}ann\n`);
  });

  it("saves nothing if somebody edits the list while it asks", async () => {
    const context = contextIn(directory(), { answer: true });
    const confirm = async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}eve\n`);
      return true;
    };
    const failure = await imported("name\nann\n", {}, { ...context, terminal: { ...context.terminal, confirm } }).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal("roster/userlist was edited in the meantime; nothing was saved.");
    expect(rosterText()).to.equal(`${ROSTER}eve\n`);
  });

  it("saves nothing of a table with errors, and says them with the table's lines", async () => {
    const { code, problems } = await imported("name,groups\nann,team-1\nb o,team-2\n");
    expect(code).to.equal(1);
    expect(problems).to.deep.equal([
      `class.csv:3: "b o" cannot be a person's name.`,
      `  hint: Use a name without spaces, invisible characters or "/", and do not start it with "#". [roster-name-invalid]`,
      "Nothing was imported from class.csv; the list is unchanged.",
    ]);
    expect(rosterText()).to.equal(ROSTER);
  });

  it("asks about an encoding, and does not assume the answer", async () => {
    const table = Buffer.from("name\nmüller\n", "latin1");
    const agreed = await imported(table);
    expect(agreed.questions).to.deep.equal(["Is that right?", "Save this?"]);
    expect(agreed.printed[0]).to.equal(
      'class.csv:2: The table is not UTF-8. Read as Windows-1252, this line is "müller".',
    );
    expect(rosterText()).to.equal(`${ROSTER}müller\n`);
    const alone = await imported(table, { yes: true }, contextIn(directory()));
    expect(alone.code).to.equal(1);
    expect(alone.problems.join("\n")).to.include("use --encoding windows-1252. If not");
    expect((await imported(table, { yes: true, encoding: "Latin-1" }, contextIn(directory()))).code).to.equal(0);
  });

  it("refuses unknown flags, and flags that cannot be used together, with exit code 64", async () => {
    for (const [flags, word] of [
      [{ group: "math", groups: "Section" }, "--group and --groups"],
      [{ removeMissing: true }, "--remove-missing needs --group"],
      [{ separator: ":" }, "--separator comma"],
      [{ encoding: "ebcdic" }, "windows-1252"],
    ] as const) {
      const { code, problems } = await imported("name\nann\n", flags);
      expect(code, word).to.equal(64);
      expect(problems.join("\n")).to.include(word);
    }
    expect(await people(contextIn(directory()), { action: "import" })).to.equal(64);
    expect((await imported("name\nann\n", { group: "a b" })).code).to.equal(1);
    expect(rosterText()).to.equal(ROSTER);
  });

  it("names a file that is not there", async () => {
    const failure = await people(contextIn(directory()), { action: "import", name: "gone.csv" }).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.match(/gone\.csv does not exist\.$/);
  });

  it("warns of a group that differs by capitals only from one that is there", async () => {
    const { problems } = await imported("name,groups\nann,Team-1\n");
    expect(problems[0]).to.match(
      /"Team-1" and "team-1" differ only in upper and lower case, so they are different groups\.$/,
    );
  });

  it("refuses a list that the hub would no longer read", async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `person-number-${index}\n`).join("");
    const failure = await imported(`name\n${rows}`).catch((error: unknown) => error);
    expect(failure).to.be.an("error").with.property("message").that.includes("the hub reads at most 1048576");
    expect(rosterText()).to.equal(ROSTER);
  });

  it("has its options on the command line", async () => {
    writeFileSync(
      join(directory(), "class.csv"),
      "First name|Last name|Email address|Groups\nAnn|Lee|ann@x.example|Lab 1, Lab 2\n",
    );
    const context = contextIn(directory());
    let code: number | undefined;
    await programFor(context, (ended) => (code = ended)).parseAsync(
      ["people", "import", "class.csv", "--name", "Email address", "--divide", "comma", "--separator", "pipe", "--yes"],
      { from: "user" },
    );
    expect([code, context.problems[0]]).to.deep.equal([
      0,
      'class.csv: warning: Spaces in group names became hyphens: "Lab 1", "Lab 2".',
    ]);
    expect(rosterText()).to.equal(`${ROSTER}ann@x.example Lab-1 Lab-2\n`);
  });
});
