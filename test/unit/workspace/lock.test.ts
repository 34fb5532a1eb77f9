import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { withLock } from "../../../src/workspace/lock.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("the lock of a hub", () => {
  const directory = temporaryDirectory();
  const path = () => join(directory(), ".hubwright", "lock");

  it("lets one at a time work, and is gone afterwards", async () => {
    await withLock(directory(), async () => {
      const second = await withLock(directory(), async () => "worked").catch((error: Error) => error.message);
      expect(second).to.equal(`Another hubwright is at work on this hub (process ${process.pid}).`);
    });
    expect(existsSync(path())).to.equal(false);
  });

  it("is gone after a failure too", async () => {
    const failure = await withLock(directory(), () => Promise.reject(new Error("no"))).catch(
      (error: Error) => error.message,
    );
    expect(failure).to.equal("no");
    expect(existsSync(path())).to.equal(false);
  });

  it("is taken over from a process that is gone", async () => {
    const { pid } = spawnSync("true");
    mkdirSync(join(directory(), ".hubwright"));
    writeFileSync(path(), String(pid));
    expect(await withLock(directory(), async () => "worked")).to.equal("worked");
  });
});
