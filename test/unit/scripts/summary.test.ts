import { expect } from "chai";
import { NOTHING } from "../../../scripts/test/counts.mjs";
import { countsOf, ended, slowest, table } from "../../../scripts/test/summary.mjs";

const unit = {
  name: "unit",
  seconds: 12.34,
  counts: {
    ...NOTHING,
    passed: 1072,
    tests: [
      { title: "quick", seconds: 0.01 },
      { title: "slow", seconds: 3 },
    ],
  },
};
const engine = {
  name: "engine",
  seconds: 600,
  counts: { ...NOTHING, passed: 9, failed: 1, skipped: 4, tests: [{ title: "slowest", seconds: 79.96 }] },
  note: "ended by SIGKILL",
};

describe("the summary of npm test", () => {
  it("has a line for each layer", () => {
    expect(table([unit, engine])).to.equal(
      [
        "layer    passed   failed  skipped  seconds",
        "unit       1072        0        0     12.3",
        "engine        9        1        4    600.0  ended by SIGKILL",
      ].join("\n"),
    );
  });

  it("has the slowest tests of all layers, slowest first", () => {
    expect(slowest([unit, engine], 2)).to.equal("   80.0 s  engine: slowest\n    3.0 s  unit: slow");
  });

  it("says when a layer has ended, with its counts and its seconds", () => {
    expect(ended(unit)).to.equal("unit: 1072 passed, 0 failed, 12 s");
    expect(ended(engine)).to.equal("engine: 9 passed, 1 failed, 4 skipped, 600 s (ended by SIGKILL)");
    expect(ended({ name: "build", seconds: 9.7, counts: NOTHING })).to.equal("build: 10 s");
  });

  it("ends with what passed and failed, and with what was skipped only where something was", () => {
    expect(countsOf(unit.counts)).to.equal("1072 passed, 0 failed");
    expect(countsOf(engine.counts)).to.equal("9 passed, 1 failed, 4 skipped");
  });
});
