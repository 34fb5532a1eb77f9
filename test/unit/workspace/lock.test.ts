import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { withLock } from "../../../src/workspace/lock.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("the lock of a hub", () => {
  const directory = temporaryDirectory();
  const path = () => join(directory(), ".hubwright", "lock");

  it("lets one run work at a time, and is gone afterwards", async () => {
    await withLock(directory(), async () => {
      const second = await withLock(directory(), async () => "worked").catch((error: Error) => error.message);
      expect(second).to.match(/^Another hubwright is working on this hub: change [0-9a-z]{12}, since /);
    });
    expect(existsSync(path())).to.equal(false);
  });

  it("says to a second one which run it is, since when, and its process", async () => {
    const run = { id: "4f9k2m8x1q7z", command: "up", since: "2026-11-24T02:31:07.123Z" };
    await withLock({ directory: directory(), run }, async () => {
      const second = await withLock(directory(), async () => "worked").catch((error: HubwrightError) => error);
      expect(second)
        .to.be.instanceOf(HubwrightError)
        .and.include({
          code: "hub-locked",
          message: `Another hubwright is working on this hub: up 4f9k2m8x1q7z, since 2026-11-24 02:31:07 UTC (process ${process.pid}).`,
        });
    });
  });

  it("of an earlier version, which names its process alone, holds too", async () => {
    mkdirSync(join(directory(), ".hubwright"));
    writeFileSync(path(), String(process.pid));
    const second = await withLock(directory(), async () => "worked").catch((error: Error) => error.message);
    expect(second).to.equal(`Another hubwright is working on this hub (process ${process.pid}).`);
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

  describe("when its PID belongs to another program now", () => {
    let pid = 0;
    let another: ReturnType<typeof spawn>;
    beforeEach(() => {
      another = spawn("cat", { stdio: ["pipe", "ignore", "inherit"] });
      pid = another.pid ?? 0;
    });
    afterEach(() => void another.kill());

    for (const [version, content] of [
      ["this version", (held: object) => JSON.stringify({ ...held, process: pid })],
      ["an earlier version", () => JSON.stringify({ process: pid })],
      ["a still earlier version", () => String(pid)],
    ] as const) {
      it(`is taken over, if it is of ${version}`, async () => {
        const held = await withLock(directory(), async () => JSON.parse(readFileSync(path(), "utf8")) as object);
        writeFileSync(path(), content(held));
        expect(await withLock(directory(), async () => "worked")).to.equal("worked");
      });
    }
  });

  it("of another machine on a shared disk is respected, with what to do if nothing is running there any more", async () => {
    const held = await withLock(directory(), async () => JSON.parse(readFileSync(path(), "utf8")) as object);
    const machine = { name: "srv2", id: "0123456789abcdef" };
    writeFileSync(path(), JSON.stringify({ ...held, machine }));
    const refusal = await withLock(directory(), async () => "worked").catch((error: HubwrightError) => error);
    expect(refusal)
      .to.be.instanceOf(HubwrightError)
      .and.include({
        code: "hub-locked",
        hint: `Wait until it is done, then run the command again. If it is no longer running, remove the file ${path()} first.`,
      });
    expect((refusal as HubwrightError).message).to.match(new RegExp(` \\(process ${process.pid} on srv2\\)\\.$`));
  });

  it("is left alone at the end if it is another run's by then, because someone removed ours by hand", async () => {
    await withLock(directory(), async () => {
      rmSync(path());
      await withLock(directory(), async () => {
        writeFileSync(path(), "another's");
      });
    });
    expect(readFileSync(path(), "utf8")).to.equal("another's");
  });

  it("is refused where a link is in its place", async () => {
    mkdirSync(join(directory(), ".hubwright"));
    symlinkSync("nowhere", path());
    const refusal = await withLock(directory(), async () => "worked").catch((error: Error) => error);
    expect(refusal).to.be.instanceOf(HubwrightError);
  });
});
