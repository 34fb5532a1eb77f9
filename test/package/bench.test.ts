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

  it("compares tables of people with csv-parse alone", () => {
    const { status, stdout, stderr } = bench("tables", "--once");
    expect(stderr).to.equal("");
    expect(stdout).to.match(/^once {3}a table of 100000 rows: [\d.]+x csv-parse alone \(.*; limit 2x\)\n$/);
    expect(status).to.equal(0);
  });

  it("names its parts when it is asked for another one", () => {
    const { status, stdout, stderr } = bench("everything");
    expect(stderr).to.equal("Unknown part: everything. The parts are: commands, tables, up.\n");
    expect(stdout).to.equal("");
    expect(status).to.equal(64);
  });
});
