import { expect } from "chai";
import { collected, fromJson, fromJunit, judge, NOTHING, sum } from "../../../scripts/test/counts.mjs";

const JUNIT = `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="1" tests="7" time="4.2" timestamp="2026-11-29">
<testcase classname="tests.test_a" name="test_one[&quot;a&lt;b&amp;#39;&quot;]" time="0.250" /><testcase classname="tests.test_b" name="test_two" time="3.5"><failure message="x">y</failure></testcase></testsuite></testsuites>`;

describe("the counts of a run of tests", () => {
  const good = { ...NOTHING, passed: 3 };
  const bad = { ...NOTHING, passed: 2, failed: 1 };

  it("are what the run wrote", () => {
    expect(judge(0, good)).to.equal(good);
    expect(judge(1, bad)).to.equal(bad);
  });

  it("have a failure for a run that was cut short, whatever ended it", () => {
    expect(judge(1, undefined)).to.include({ passed: 0, failed: 1 });
    expect(judge(0, undefined)).to.include({ passed: 0, failed: 1 });
    expect(judge(null, undefined)).to.include({ passed: 0, failed: 1 });
  });

  it("have a failure for a run that a signal ended, or that ended badly after its last test", () => {
    expect(judge(null, good)).to.include({ passed: 3, failed: 1 });
    expect(judge(7, good)).to.include({ passed: 3, failed: 1 });
  });

  it("have a failure for a run without tests", () => {
    expect(judge(0, NOTHING)).to.include({ passed: 0, failed: 1 });
    expect(judge(5, NOTHING)).to.include({ passed: 0, failed: 1 });
  });

  it("are read from JSON, and from pytest's JUnit file, where a test that is skipped has not passed", () => {
    expect(fromJson(`{"passed":1,"failed":0,"tests":[]}`)).to.deep.equal({ ...NOTHING, passed: 1 });
    expect(fromJunit(JUNIT)).to.deep.equal({
      passed: 3,
      failed: 4,
      skipped: 0,
      tests: [
        { title: `tests.test_a test_one["a<b&#39;"]`, seconds: 0.25 },
        { title: "tests.test_b test_two", seconds: 3.5 },
      ],
    });
  });

  it("are summed", () => {
    const test = { title: "a", seconds: 1 };
    expect(sum([good, { ...bad, skipped: 4, tests: [test] }])).to.deep.equal({
      passed: 5,
      failed: 1,
      skipped: 4,
      tests: [test],
    });
  });

  it("say how many Python tests there are without running them", () => {
    expect(collected("tests/test_a.py: 3\n\n25/371 tests collected (346 deselected) in 0.40s\n")).to.equal(25);
    expect(collected("1 test collected in 0.40s\n")).to.equal(1);
    expect(collected("no tests collected (371 deselected) in 0.40s\n")).to.equal(0);
  });
});
