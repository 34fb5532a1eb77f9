import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { withLock } from "../../../src/workspace/lock.ts";
import { WorkspaceError } from "../../../src/workspace/problem.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("the lock of a hub", () => {
  const directory = temporaryDirectory();
  const path = () => join(directory(), ".hubwright", "lock");

  it("lets one at a time work, and is gone afterwards", async () => {
    await withLock(directory(), async () => {
      const second = await withLock(directory(), async () => "worked").catch((error: Error) => error.message);
      expect(second).to.match(/^Another hubwright is at work on this hub: change [0-9a-z]{12}, since /);
    });
    expect(existsSync(path())).to.equal(false);
  });

  it("says to a second one which run it is, since when, and its process", async () => {
    const run = { id: "4f9k2m8x1q7z", command: "up", since: "2026-11-24T02:31:07.123Z" };
    await withLock({ directory: directory(), run }, async () => {
      const second = await withLock(directory(), async () => "worked").catch((error: WorkspaceError) => error);
      expect(second)
        .to.be.instanceOf(WorkspaceError)
        .and.include({
          code: "hub-locked",
          message: `Another hubwright is at work on this hub: up 4f9k2m8x1q7z, since 2026-11-24 02:31:07 UTC (process ${process.pid}).`,
        });
    });
  });

  it("of an earlier version, which names its process alone, holds too", async () => {
    mkdirSync(join(directory(), ".hubwright"));
    writeFileSync(path(), String(process.pid));
    const second = await withLock(directory(), async () => "worked").catch((error: Error) => error.message);
    expect(second).to.equal(`Another hubwright is at work on this hub (process ${process.pid}).`);
  });

  for (const [what, content] of [
    ["empty", ""],
    ["cut off in the middle", '{"process":'],
    ["of another kind", "null"],
  ] as const) {
    it(`is taken over where its file is ${what}`, async () => {
      mkdirSync(join(directory(), ".hubwright"));
      writeFileSync(path(), content);
      expect(await withLock(directory(), async () => "worked")).to.equal("worked");
      expect(existsSync(path())).to.equal(false);
    });
  }

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
