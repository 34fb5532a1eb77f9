import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { hubwright } from "./support/command.ts";
import { freePort } from "./support/free-port.ts";
import { withSmallEngine } from "./support/small-engine.ts";
import { hubName } from "./support/test-run.ts";

/** A separate engine: no test may fill the disk that others use. */
describe("hubwright doctor on an engine whose disk is full", function () {
  this.timeout(120_000);
  let cwd: string;

  before(async () => {
    cwd = mkdtempSync(join(tmpdir(), "hubwright-test-"));
    const { exitCode, output } = await hubwright(["init", hubName("doc-full"), "--port", String(await freePort())], {
      cwd,
    });
    expect(exitCode, output).to.equal(0);
  });
  after(() => rmSync(cwd, { recursive: true, force: true }));

  it("says so, with how much is left, and so does status", async () => {
    await withSmallEngine(150, async (dockerHost) => {
      const env = { DOCKER_HOST: dockerHost };
      const { stdout, exitCode } = await hubwright(["doctor", "--json"], { cwd, env });
      expect(exitCode).to.equal(1);
      const { findings } = JSON.parse(stdout) as { findings: readonly { code: string; message: string }[] };
      expect(findings.map(({ code }) => code)).to.deep.equal(["disk-full", "hub-not-up"]);
      expect(findings[0]?.message).to.match(/^The disk is full: \/.* has 1\d\d MiB free of 150 MiB\.$/);
      const status = await hubwright(["status"], { cwd, env });
      expect(status.stdout).to.match(/^found +The disk is full: /m);
    });
  });

  it("says nothing about a disk that has space", async () => {
    await withSmallEngine(4_000, async (dockerHost) => {
      const { stdout } = await hubwright(["doctor", "--json"], { cwd, env: { DOCKER_HOST: dockerHost } });
      const { findings } = JSON.parse(stdout) as { findings: readonly { code: string }[] };
      expect(findings.map(({ code }) => code)).to.deep.equal(["hub-not-up"]);
    });
  });
});
