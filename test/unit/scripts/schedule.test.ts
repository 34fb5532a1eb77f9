import { readdirSync } from "node:fs";
import { expect } from "chai";
import { ALONE, engineJobs, LONGEST, ON_BOTH, ON_SECOND_ENGINE } from "../../../scripts/test/engine-files.mjs";
import { inPlaces, nextJob } from "../../../scripts/test/schedule.mjs";

const PLACES = { first: 2, second: 1 };
const job = (name: string, { engine = "first", isAlone = false } = {}) => ({ name, engine, isAlone });
const [a, b, c] = [job("a"), job("b"), job("c")] as const;
const [onSecond, alsoOnSecond] = [job("d", { engine: "second" }), job("e", { engine: "second" })] as const;
const [alone, alsoAlone] = [job("f", { isAlone: true }), job("g", { isAlone: true })] as const;

describe("the files of engine tests", () => {
  const next = (waiting: readonly (typeof a)[], ...running: (typeof a)[]) => nextJob(waiting, running, PLACES)?.name;

  it("start in order, two at a time", () => {
    expect(next([a, b, c])).to.equal("a");
    expect(next([b, c], a)).to.equal("b");
    expect(next([c], a, b)).to.equal(undefined);
  });

  it("run on the second engine one at a time, whatever runs on the first", () => {
    expect(next([c, onSecond, alsoOnSecond], a, b)).to.equal("d");
    expect(next([c, alsoOnSecond], a, b, onSecond)).to.equal(undefined);
    expect(next([alsoOnSecond, c], a, onSecond)).to.equal("c");
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
      .and.not.include(3);
    expect(crowds.map((crowd) => crowd.replaceAll(/[^de]/g, "").length))
      .to.include(1)
      .and.not.include(2);
    expect(crowds.filter((crowd) => /[fg]/.test(crowd))).to.deep.equal(["f", "g"]);
  });

  it("are ended by the first of them that cannot be started", async () => {
    const error = await inPlaces([a, b], PLACES, () => Promise.reject(new Error("no"))).catch(
      (problem: Error) => problem,
    );
    expect(error).to.be.instanceOf(Error).with.property("message", "no");
  });

  it("are listed by names that there are", () => {
    const files = readdirSync(new URL("../../engine/", import.meta.url));
    expect(files).to.include.members([...Object.keys(ALONE), ...Object.keys(ON_SECOND_ENGINE), ...LONGEST, ...ON_BOTH]);
  });

  it("begin with the longest", () => {
    const files = ["test/engine/bad-input.test.ts", "test/engine/change.test.ts", "test/engine/remote.test.ts"];
    expect(engineJobs([...files, `test/engine/${LONGEST[0]}`])).to.deep.equal([
      { file: `test/engine/${LONGEST[0]}`, name: "engine-settings", engine: "first", isAlone: false },
      { file: files[0], name: "engine-bad-input", engine: "first", isAlone: false },
      { file: files[1], name: "engine-change", engine: "first", isAlone: true },
      { file: files[2], name: "engine-remote", engine: "second", isAlone: false },
    ]);
  });
});
