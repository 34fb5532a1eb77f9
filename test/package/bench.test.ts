import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const BENCH = fileURLToPath(new URL("../../bench/run.mjs", import.meta.url));

function bench(...words: string[]) {
  return spawnSync(process.execPath, [BENCH, ...words], { encoding: "utf8" });
}

describe("npm run bench", function () {
  this.timeout(60_000);

  it("compares the commands that need no engine with a bare Node", () => {
    const { status, stdout, stderr } = bench("commands", "--once");
    expect(stderr).to.equal("");
    expect(stdout.trimEnd().split("\n")).to.satisfy((lines: string[]) => lines.length === 2, stdout);
    expect(stdout).to.match(/^once {3}hubwright check: [\d.]+x bare node \(\d+ ms against \d+ ms; limit 2\.5x\)$/m);
    expect(stdout).to.match(/^once {3}hubwright generate --check: [\d.]+x bare node /m);
    expect(status).to.equal(0);
  });

  it("compares importing the library with a bare Node", () => {
    const { status, stdout, stderr } = bench("library", "--once");
    expect(stderr).to.equal("");
    expect(stdout).to.match(/^once {3}import "hubwright": [\d.]+x bare node \(.*; limit 1\.6x\)\n$/);
    expect(status).to.equal(0);
  });

  it("compares tables of people with csv-parse alone", () => {
    const { status, stdout, stderr } = bench("tables", "--once");
    expect(stderr).to.equal("");
    expect(stdout).to.match(/^once {3}a table of 100000 rows: [\d.]+x csv-parse alone \(.*; limit 2x\)\n$/);
    expect(status).to.equal(0);
  });

  it("compares lists of 100,000 people with a loop that splits the lines, and with a tenth of the people", () => {
    const { status, stdout, stderr } = bench("people", "--once");
    expect(stderr).to.equal("");
    const lines = stdout.trimEnd().split("\n");
    expect(lines.map((line) => line.replace(/: [\d.]+x (.*) \(.*; limit/, ", $1, limit"))).to.deep.equal([
      "once   reading 100000 people in 2000 groups, a loop that splits the lines, limit 2.5x)",
      "once   effective access of 100000 people in 2000 groups, with group folders, the same loop, limit 8x)",
      "once   effective access of 100000 people in 2000 groups, with group folders, that of 10000 people, limit 12x)",
      "once   effective access of 100000 people in 2000 groups, with drop-boxes, that of 10000 people, limit 12x)",
    ]);
    expect(status).to.equal(0);
  });

  it("names its parts when it is asked for another one", () => {
    const { status, stdout, stderr } = bench("everything");
    expect(stderr).to.equal("Unknown part: everything. The parts are: commands, library, people, tables, up.\n");
    expect(stdout).to.equal("");
    expect(status).to.equal(64);
  });
});
