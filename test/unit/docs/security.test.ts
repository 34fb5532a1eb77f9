import { expect } from "chai";
import { existsSync, readFileSync } from "node:fs";

const PAGE = new URL("../../../docs/security.md", import.meta.url);
const TESTS = new URL("../../engine/", import.meta.url);

/** The last column of the table of protections: the file, and a part of the title of its test. */
function named(): readonly (readonly [file: string, title: string])[] {
  const [, table = ""] = readFileSync(PAGE, "utf8").split("| attack | what stops it | test |");
  const rows = table.split("\n\n")[0]?.matchAll(/\| `([^`]+)`: ([^|]+) \|$/gm) ?? [];
  return [...rows].map(([, file = "", title = ""]) => [file, title]);
}

describe("docs/security.md", () => {
  it("names an existing test for each protection", () => {
    expect(named().length).to.be.above(10);
    for (const [file, title] of named()) {
      const path = new URL(file, TESTS);
      expect(existsSync(path), file).to.equal(true);
      expect(readFileSync(path, "utf8"), `${file} has a test whose title says ${title}`).to.match(
        new RegExp(`\\bit\\("[^"\\n]*${title.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`),
      );
    }
  });

  it("leaves no row without a test", () => {
    const [, table = ""] = readFileSync(PAGE, "utf8").split("| attack | what stops it | test |\n|---|---|---|\n");
    expect(table.split("\n\n")[0]?.trim().split("\n")).to.have.length(named().length);
  });
});
