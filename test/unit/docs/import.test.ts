import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { programFor } from "../../../src/cli/program.ts";
import { contextIn } from "../cli/fake-context.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const PAGE = readFileSync(new URL("../../../docs/people.md", import.meta.url), "utf8");

/** Each table of the page with the command below it, and the lines that it adds to the list. */
const EXAMPLES = [...PAGE.matchAll(/```csv\n([\s\S]*?)```\n```\nhubwright (people import [^\n]+)\n```/g)].map(
  ([, table = "", command = ""]) => ({ table, command }),
);
const ADDED = [
  ["ann team-1 team-2 until=2027-01-31", "bo team-1"],
  ["alee MATH-8660-001"],
  ["ann@x.example Team-1 Team-2"],
];

describe("an import that the page about people shows", () => {
  const directory = temporaryDirectory();

  it("is there for each table", () => {
    expect(EXAMPLES.length).to.equal(ADDED.length);
  });

  for (const [index, { table, command }] of EXAMPLES.entries()) {
    it(`does what the page says: ${command}`, async () => {
      writeFileSync(join(directory(), "hub.ts"), `export default { name: "math" };\n`);
      mkdirSync(join(directory(), "roster"));
      writeFileSync(join(directory(), "roster", "userlist"), "hub-admin admin\n");
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
      writeFileSync(join(directory(), words[2] ?? ""), table);
      const context = contextIn(directory(), { answer: true });
      let code: number | undefined;
      const program = programFor(context, (ended) => (code = ended));
      await program.parseAsync(words, { from: "user" });
      expect(code, context.problems.join("\n")).to.equal(0);
      expect(readFileSync(join(directory(), "roster", "userlist"), "utf8")).to.equal(
        ["hub-admin admin", ...(ADDED[index] ?? []), ""].join("\n"),
      );
    });
  }
});
