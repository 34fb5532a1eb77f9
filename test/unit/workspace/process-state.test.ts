import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { expect } from "chai";
import { fromPs, processState, thisMachine } from "../../../src/workspace/process-state.ts";

describe("what is known of a process", () => {
  it("is when it started and its command, the same each time", () => {
    const state = processState(process.pid);
    expect(state?.started).to.match(/\d/);
    expect(state?.command).to.include("node");
    expect(processState(process.pid)).to.deep.equal(state);
  });

  it("is nothing once it has ended", () => {
    const { pid } = spawnSync("true");
    expect(processState(pid)).to.equal(undefined);
    expect(processState(0)).to.equal(undefined);
    expect(processState(1.5)).to.equal(undefined);
  });

  it("is nothing once it has ended, even if its parent has not asked yet", async () => {
    const parent = spawn("sh", ["-c", 'sh -c "echo \\$\\$" & exec cat'], { stdio: ["pipe", "pipe", "inherit"] });
    try {
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const pid = Number(line.toString());
      while (processState(pid) !== undefined) await setImmediate();
      expect(process.kill(pid, 0)).to.equal(true);
    } finally {
      parent.kill();
    }
  });

  it("is known from ps too, where there is no /proc", () => {
    const { hasEnded, started, command } = fromPs(process.pid);
    expect(hasEnded).to.equal(false);
    expect(Date.parse(`${started} UTC`)).to.be.within(1, Date.now());
    expect(command).to.include("node");
  });

  it("belongs to one machine, which stays the same", () => {
    expect(thisMachine()).to.deep.equal(thisMachine());
    expect(thisMachine().id).to.match(/^[0-9a-f]{16}$/);
  });
});
