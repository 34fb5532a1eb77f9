import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { endAll, runLogged } from "../../../scripts/test/children.mjs";

describe("a process of a run of tests", () => {
  let directory: string;
  let log: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "hubwright-unit-"));
    log = join(directory, "log");
  });

  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const run = (script: string) => runLogged(["sh", "-c", script], { log, cwd: directory });

  it("adds both of its outputs to its log, and ends with its exit code", async () => {
    expect(await run("echo one; echo two >&2; exit 3")).to.deep.equal({ exitCode: 3, signal: null });
    await run("echo three");
    expect(readFileSync(log, "utf8")).to.equal("one\ntwo\nthree\n");
  });

  it("has no exit code where a signal ended it", async () => {
    expect(await run("kill -KILL $$")).to.deep.equal({ exitCode: null, signal: "SIGKILL" });
  });

  it("is ended with what it has started", async () => {
    const ended = run("sleep 600 & echo $! >pid; wait");
    while (!existsSync(join(directory, "pid")) || readFileSync(join(directory, "pid"), "utf8") === "") await sleep(5);
    const pid = Number(readFileSync(join(directory, "pid"), "utf8"));
    expect(endAll()).to.deep.equal([log]);
    expect(await ended).to.deep.equal({ exitCode: null, signal: "SIGTERM" });
    // The process that inherits an orphan may take a moment to notice that it is gone.
    while (isRunning(pid)) await sleep(5);
  });
});

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
