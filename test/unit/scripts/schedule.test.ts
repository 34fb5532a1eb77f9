import { existsSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { expect } from "chai";
import {
  ALONE,
  BEFORE,
  BESIDES,
  engineJobs,
  isAmong,
  LONGEST,
  ON_BOTH,
  optionsOf,
  partsOf,
  START_SECOND_ENGINE,
} from "../../../scripts/test/engine-files.mjs";
import { SHOWS } from "../../../scripts/show/record.mjs";
import { files } from "../../../scripts/test/engine-tests.mjs";
import { inPlaces, nextJob } from "../../../scripts/test/schedule.mjs";
import { partsOf as showParts } from "../../show/suites.mjs";

const PLACES = { first: 2, second: 1 };
const job = (name: string, { engine = "first", isAlone = false, hasEngine = false } = {}) => ({
  name,
  engine,
  isAlone,
  hasEngine,
});
const [a, b, c] = [job("a"), job("b"), job("c")] as const;
const [onSecond, alsoOnSecond] = [job("d", { engine: "second" }), job("e", { engine: "second" })] as const;
const restarts = job("h", { engine: "second", hasEngine: true });
const [alone, alsoAlone] = [job("f", { isAlone: true }), job("g", { isAlone: true })] as const;

describe("the files of engine tests", () => {
  const next = (waiting: readonly (typeof a)[], ...running: (typeof a)[]) => nextJob(waiting, running, PLACES)?.name;

  it("start in order, two at a time", () => {
    expect(next([a, b, c, onSecond])).to.equal("a");
    expect(next([b, c, onSecond], a)).to.equal("b");
    expect(next([c], a, b, onSecond)).to.equal(undefined);
  });

  it("take the places of an engine once nothing is left for it", () => {
    expect(next([c], a, b)).to.equal("c");
    expect(next([job("g")], a, b, c)).to.equal(undefined);
    expect(next([alsoOnSecond], onSecond)).to.equal("e");
    expect(next([alsoOnSecond], onSecond, a)).to.equal(undefined);
  });

  it("run on the second engine one at a time while some run on the first, whatever that is", () => {
    expect(next([c, onSecond, alsoOnSecond], a, b)).to.equal("d");
    expect(next([c, alsoOnSecond], a, b, onSecond)).to.equal(undefined);
    expect(next([alsoOnSecond, c], a, onSecond)).to.equal("c");
  });

  it("have an engine to themselves where they must, beside those of the other", () => {
    expect(next([restarts, onSecond, c], a)).to.equal("h");
    expect(next([onSecond, alsoOnSecond], restarts)).to.equal(undefined);
    expect(next([restarts, alsoOnSecond], onSecond)).to.equal("e");
    expect(next([restarts], onSecond, alsoOnSecond)).to.equal(undefined);
    expect(next([c], restarts, a)).to.equal("c");
  });

  it("run alone where they must, after all others", () => {
    expect(next([alone, a])).to.equal("a");
    expect(next([alone], a)).to.equal(undefined);
    expect(next([alone, alsoAlone], onSecond)).to.equal(undefined);
    expect(next([alone, alsoAlone])).to.equal("f");
    expect(next([alsoAlone], alone)).to.equal(undefined);
  });

  it("each run once, and never more than have a place", async () => {
    const running = new Set<string>();
    const crowds: string[] = [];
    const jobs = [alone, a, onSecond, b, alsoAlone, c, alsoOnSecond];
    const results = await inPlaces(jobs, PLACES, async ({ name }) => {
      running.add(name);
      crowds.push([...running].join(""));
      await new Promise(setImmediate);
      running.delete(name);
      return name.toUpperCase();
    });
    expect(results).to.deep.equal(["F", "A", "D", "B", "G", "C", "E"]);
    expect(crowds.map((crowd) => crowd.replaceAll(/[^abc]/g, "").length))
      .to.include(2)
      .and.not.include(4);
    expect(crowds.filter((crowd) => /[abc].*[de].*[de]|[de].*[abc].*[de]|[de].*[de].*[abc]/.test(crowd))).to.eql([]);
    expect(crowds.filter((crowd) => /[fg]/.test(crowd))).to.deep.equal(["f", "g"]);
  });

  it("are ended by the first of them that cannot be started", async () => {
    const error = await inPlaces([a, b], PLACES, () => Promise.reject(new Error("no"))).catch(
      (problem: Error) => problem,
    );
    expect(error).to.be.instanceOf(Error).with.property("message", "no");
  });

  it("are listed by names that there are", () => {
    const files = readdirSync(new URL("../../engine/", import.meta.url), { recursive: true, encoding: "utf8" });
    const listed = [...Object.keys(ALONE), ...Object.keys(START_SECOND_ENGINE), ...LONGEST, ...ON_BOTH];
    expect(files.map((file) => basename(file))).to.include.members(listed);
    for (const { file } of BESIDES) expect(existsSync(file), file).to.equal(true);
  });

  it("begin with the longest, and each engine has its own", () => {
    const [settings, bad, large] = ["settings", "bad-input", "roster/malformed"].map(
      (name) => `test/engine/${name}.test.ts`,
    );
    const remote = "test/engine/remote.test.ts";
    const parts = [
      { file: bad ?? "" },
      { file: large ?? "", grep: BEFORE, label: "5.5" },
      { file: remote },
      { file: bad ?? "", engine: "second" as const },
      { file: settings ?? "" },
    ];
    expect(engineJobs(parts).map(({ name, engine, hasEngine, isAlone }) => [name, engine, hasEngine, isAlone])).to.eql([
      ["engine-remote", "second", true, false],
      ["engine-settings", "first", false, false],
      ["engine-bad-input", "first", false, false],
      ["engine-bad-input-second", "second", false, false],
      ["engine-malformed-5.5", "first", false, true],
    ]);
  });

  it("have a log each, in npm test and in every show", () => {
    for (const parts of [partsOf(files()), ...SHOWS.map((show) => showParts(show))]) {
      const names = engineJobs(parts).map(({ name }) => name);
      expect(new Set(names).size).to.equal(names.length);
    }
  });

  it("run on JupyterHub 5.5 in npm test only where that is said", () => {
    const [seed, settings, edits] = ["seed-people", "settings", "roster/twenty-edits"].map(
      (name) => `test/engine/${name}.test.ts`,
    );
    const parts = partsOf([seed ?? "", settings ?? ""]);
    const runs = (file = "", title = "") => isAmong(parts, { file, title });
    expect(runs(seed, "the four people, JupyterHub 5.5 lets them in")).to.equal(true);
    expect(runs(settings, "settings, on JupyterHub 6.1 hold")).to.equal(true);
    expect(runs(settings, "settings, on JupyterHub 5.5 hold")).to.equal(false);
    expect(runs(edits, "five edits of the userlist, JupyterHub 5.5 1.")).to.equal(true);
    expect(runs(edits, "twenty edits of the userlist, JupyterHub 5.5 1.")).to.equal(false);
  });

  it("are run by the shows with each test once, but the few cases of npm test", () => {
    const [edits, random] = ["roster/twenty-edits", "server/random-changes"].map(
      (name) => `test/engine/${name}.test.ts`,
    );
    const running = (show: string, file = "", title = "") =>
      showParts(show).filter((part) => isAmong([part], { file, title })).length;
    expect(running("roster", edits, "twenty edits of a list, JupyterHub 6.1 1. x")).to.equal(1);
    expect(running("roster", edits, "twenty edits of a list, JupyterHub 5.5 1. x")).to.equal(1);
    expect(running("server", random, "random changes: 50 sequences")).to.equal(1);
    const few = [
      { show: "roster", file: edits, title: "five edits of a list, JupyterHub 5.5 1. x" },
      { show: "server", file: random, title: "random changes: 5 sequences" },
    ];
    for (const { show, file = "", title } of few) {
      expect(isAmong(BESIDES, { file, title })).to.equal(true);
      expect(running(show, file, title)).to.equal(0);
    }
  });

  it("are started with what mocha needs to run the part", () => {
    expect(optionsOf({ file: "a" })).to.deep.equal(["--exit"]);
    expect(optionsOf({ file: "a", grep: "x", invert: true })).to.deep.equal(["--exit", "--grep", "x", "--invert"]);
  });
});
