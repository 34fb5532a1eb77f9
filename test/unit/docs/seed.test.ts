import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { programFor } from "../../../src/cli/program.ts";
import type { Context } from "../../../src/cli/context.ts";

const ROOT = new URL("../../../", import.meta.url);
const rows = readFileSync(new URL("docs/seed.md", ROOT), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| "))
  .slice(1)
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

describe("docs/seed.md", () => {
  it("has a row for each step of the walkthrough", () => {
    expect(rows.length).to.be.greaterThan(30);
    for (const row of rows) expect(row).to.have.length(3);
  });

  for (const [step = "", now = "", by = ""] of rows) {
    it(`points at what exists: ${step}`, () => {
      const files = [...by.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? "");
      expect(files).to.not.have.length(0);
      for (const file of files) expect(existsSync(new URL(file, ROOT)), file).to.equal(true);
      for (const command of commandsIn(now)) expect(COMMANDS).to.include(command);
    });
  }
});

const COMMANDS = programFor({ terminal: {} } as Context, () => {}).commands.map((command) => command.name());

function commandsIn(text: string): readonly string[] {
  return [...text.matchAll(/`hubwright ([a-z]+)/g)].map((match) => match[1] ?? "");
}
