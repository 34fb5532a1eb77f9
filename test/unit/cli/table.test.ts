import { createRequire } from "node:module";
import type * as Xterm from "@xterm/headless";
import { expect } from "chai";
import { formatTable } from "../../../src/cli/table.ts";

const { Terminal } = createRequire(import.meta.url)("@xterm/headless") as typeof Xterm;

/** The terminal column in which the second cell of each row begins: it is "|" in every row here. */
async function columnsOf(table: string): Promise<readonly number[]> {
  const terminal = new Terminal({ cols: 80, rows: 24, convertEol: true, allowProposedApi: true });
  await new Promise<void>((resolve) => void terminal.write(table, resolve));
  const { active } = terminal.buffer;
  return table.split("\n").map((_, row) => {
    const line = active.getLine(row);
    for (let column = 0; column < 80; column += 1) if (line?.getCell(column)?.getChars() === "|") return column;
    return -1;
  });
}

describe("a table", () => {
  it("has columns as wide as they need to be, and no spaces at the ends of lines", () => {
    expect(
      formatTable(
        ["name", "groups"],
        [
          ["halljord", "team-1"],
          ["ann", ""],
        ],
      ),
    ).to.equal("name      groups\nhalljord  team-1\nann");
  });

  const cells: readonly (readonly [string, string, number])[] = [
    ["an accent of its own", "Rene\u0301e", 5],
    ["several accents on one letter", "Nguye\u0302\u0303n", 6],
    ["Chinese characters", "漢字", 4],
    ["Korean syllables", "김민준", 6],
    ["an emoji", "ann🎓", 5],
    ["an emoji of several code points", "👩‍🔬", 2],
    ["Hebrew, from right to left", "דוד", 3],
    ["Arabic, with vowel marks", "مُحَمَّد", 4],
    ["a color", "\u001B[31mann\u001B[39m", 3],
    ["a color and wide characters", "\u001B[1m漢字\u001B[22m", 4],
  ];
  for (const [what, cell, width] of cells)
    it(`aligns a cell with ${what}`, () => {
      const rows = [
        [cell, "|"],
        ["ann-of-team-1", "|"],
      ];
      expect(formatTable(["name", "|"], rows)).to.equal(
        [`name           |`, `${cell}${" ".repeat(15 - width)}|`, "ann-of-team-1  |"].join("\n"),
      );
    });

  it("makes a column as wide as its widest cell on the screen, not as the one with the most characters", () => {
    expect(
      formatTable(
        ["name", "|"],
        [
          ["漢字漢字", "|"],
          ["Rene\u0301e", "|"],
        ],
      ),
    ).to.equal(`name      |\n漢字漢字  |\nRene\u0301e     |`);
  });

  it("is aligned on a terminal", async () => {
    // No emoji: this emulator does not know how wide they are.
    const names = ["Rene\u0301e", "Nguye\u0302\u0303n", "漢字", "김민준", "דוד", "\u001B[31mann\u001B[39m"];
    const table = formatTable(
      ["name", "|"],
      names.map((name) => [name, "|"]),
    );
    expect([...new Set(await columnsOf(table))]).to.deep.equal([8]);
  });
});
