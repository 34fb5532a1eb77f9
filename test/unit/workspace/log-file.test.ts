import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { openLog } from "../../../src/workspace/log-file.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("the log of a run", () => {
  const directory = temporaryDirectory();
  const path = () => join(directory(), ".hubwright", "up.log");
  const text = (suffix = "") => readFileSync(`${path()}${suffix}`, "utf8");

  it("is there with its first line, and each line at once; the one before it is kept", () => {
    for (const run of ["one", "two"]) {
      const log = openLog(path(), `# ${run}`);
      log.write(`line of ${run}`);
      expect(text()).to.equal(`# ${run}\nline of ${run}\n`);
      log.end();
    }
    expect(text(".previous")).to.equal("# one\nline of one\n");
  });

  it("stays as it was when a run has nothing to say", () => {
    mkdirSync(join(directory(), ".hubwright"));
    writeFileSync(path(), "what failed\n");
    openLog(path(), "# two").end();
    expect(text()).to.equal("what failed\n");
  });

  it("stops no run if it cannot be written", () => {
    writeFileSync(join(directory(), ".hubwright"), "a file");
    const log = openLog(path(), "# one");
    log.write("line");
    log.write("line");
    log.end();
    expect(readFileSync(join(directory(), ".hubwright"), "utf8")).to.equal("a file");
  });
});
