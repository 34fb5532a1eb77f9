import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { lastGreen, SHOWS, whyNotRecorded } from "../../../scripts/show/record.mjs";
import { pageOf } from "../../../scripts/show/page.mjs";
import { testsIn } from "../../../scripts/test/commands.mjs";
import { parts } from "../../../scripts/test/engine-tests.mjs";
import { leftOutOf, leftOutText } from "../../../scripts/test/left-out.mjs";
import { begunWith } from "../../../scripts/test/record.mjs";
import { currentPage, PAGE, readRecord } from "../../../scripts/show-page.mjs";
import { filesOf } from "../../show/suites.mjs";

const GREEN = { failed: 0, before: "", after: "", isSameCommit: true };
const RECORD = {
  show: "roster",
  date: "2026-11-28",
  commit: "0123456789abcdef",
  seconds: 901.6,
  tests: 105,
  points: [{ says: "a | b", figure: "1 < 2" }],
};

describe("the record of a show", () => {
  it("is made of a run in which everything passed, on a commit without changes", () => {
    expect(whyNotRecorded(GREEN)).to.equal(undefined);
    expect(whyNotRecorded({ ...GREEN, failed: 1 })).to.equal("something failed");
    expect(whyNotRecorded({ ...GREEN, before: " M src/index.ts\n" })).to.equal("there are uncommitted changes");
    expect(whyNotRecorded({ ...GREEN, after: "?? new.ts\n" })).to.equal("there are uncommitted changes");
    expect(whyNotRecorded({ ...GREEN, isSameCommit: false })).to.equal("another commit was checked out meanwhile");
  });

  it("of one show does not keep the next one from being recorded", () => {
    const after = " M docs/shown.md\n?? docs/shown/roster.json\n";
    expect(whyNotRecorded({ ...GREEN, before: after, after })).to.equal(undefined);
  });

  it("says how old it is", () => {
    expect(lastGreen(undefined, "2026-11-29")).to.equal("never recorded as green");
    expect(lastGreen(RECORD, "2026-11-28")).to.equal("green today, on 0123456");
    expect(lastGreen(RECORD, "2026-11-29")).to.equal("green yesterday, on 0123456");
    expect(lastGreen(RECORD, "2026-12-08")).to.equal("green 10 days ago, on 0123456");
  });

  it("is mentioned at the end of npm test, with what it leaves to the show", () => {
    const leftOut = [
      { show: "roster", tests: 57, record: RECORD },
      { show: "server", tests: 3, record: undefined },
      { show: "first-hub", tests: 0, record: undefined },
    ];
    expect(leftOutText(leftOut, "2026-11-29")).to.equal(`Left to the shows: 60 tests.
  npm run show roster: 57, green yesterday, on 0123456
  npm run show server: 3, never recorded as green

`);
    expect(leftOutText([], "2026-11-29")).to.equal("");
  });

  it("is asked for by each test that npm test does not run, in the first show that does", () => {
    const tests = [
      { file: "a", title: "of both 6.1 x", seconds: 0 },
      { file: "a", title: "of both 5.5 x", seconds: 0 },
      { file: "b", title: "long", seconds: 0 },
      { file: "b", title: "longer", seconds: 0 },
      { file: "c", title: "short", seconds: 0 },
    ];
    const shows = [
      { show: "one", parts: [{ file: "a" }], record: RECORD },
      { show: "two", parts: [{ file: "a" }, { file: "b", grep: "long$" }], record: undefined },
    ];
    const run = [{ file: "a", grep: "5\\.5 ", invert: true }, { file: "c" }];
    expect(leftOutOf(tests, run, shows)).to.deep.equal({
      leftOut: [
        { show: "one", tests: 1, record: RECORD },
        { show: "two", tests: 1, record: undefined },
      ],
      nowhere: ["longer"],
    });
  });

  it("is a section of docs/shown.md, whatever a figure is made of", () => {
    const shows = [
      { show: "roster", record: RECORD },
      { show: "server", record: undefined },
    ];
    const page = pageOf(shows, {});
    expect(page).to.include("2026-11-28, commit `0123456789`, 105 tests in 15 min 2 s.");
    expect(page).to.include("| 1 | a \\| b | 1 &lt; 2 |\n");
    expect(page).to.include("## npm run show server\n\nNo complete run is recorded.\n");
  });

  it("of npm test is of a run that began with nothing, or with all that an earlier one leaves", () => {
    expect(begunWith({ isEmpty: true, isWhole: false, hadImages: false })).to.equal("nothing");
    expect(begunWith({ isEmpty: true, isWhole: false, hadImages: true })).to.equal(undefined);
    expect(begunWith({ isEmpty: false, isWhole: true, hadImages: true })).to.equal("caches");
    expect(begunWith({ isEmpty: false, isWhole: true, hadImages: false })).to.equal(undefined);
    expect(begunWith({ isEmpty: false, isWhole: false, hadImages: false })).to.equal(undefined);
  });

  it("of npm test is a section of docs/shown.md", () => {
    const caches = { date: "2026-11-29", commit: "0123456789abcdef", seconds: 840, tests: 3500, processors: 2 };
    const page = pageOf([], { caches });
    expect(page).to.include("| nothing: no Docker engine, no cache | not recorded | | |\n");
    expect(page).to.include(
      "| the caches of an earlier run | 2026-11-29, commit `0123456789` | 3500 | 14 min 0 s, 2 processors |\n",
    );
  });

  it("is what docs/shown.md says: node scripts/show-page.mjs makes it again", () => {
    expect(readFileSync(PAGE, "utf8")).to.equal(currentPage());
  });

  it("has figures of every engine test that npm test leaves out", () => {
    const run = [...parts().map(({ file }) => file), ...SHOWS.flatMap((show) => filesOf(show))];
    const inNeither = testsIn("test/engine").filter((file) => !run.includes(file));
    expect(inNeither).to.deep.equal([]);
  });

  it("is of a show that exists", () => {
    const files = readdirSync(new URL("../../../test/show/", import.meta.url));
    for (const show of SHOWS) {
      expect(files).to.include(`${show}.mjs`);
      const record = readRecord(show);
      if (record !== undefined) expect(record.show).to.equal(show);
    }
  });
});
