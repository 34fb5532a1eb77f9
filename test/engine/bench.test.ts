import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand } from "./support/command.ts";
import { ENGINE } from "./support/engine-under-test.ts";
import { EngineView } from "./support/engine-view.ts";
import { freePort } from "./support/free-port.ts";
import { hubName } from "./support/test-run.ts";

const BENCH = fileURLToPath(new URL("../../bench/run.mjs", import.meta.url));

describe("npm run bench on an engine", function () {
  this.timeout(600_000);
  const view = new EngineView(ENGINE);

  const hub = hubName("bench");

  after(() => view.removeHub(hub));

  it("compares a second up with compose, and volumes of groups with the walkthrough's loop, and leaves nothing", async () => {
    const env = { DOCKER_HOST: ENGINE.dockerHost, ...ENGINE.environment, TMPDIR: ENGINE.directory };
    const words = [BENCH, "up", "--once", `--hub=${hub}`, `--port=${await freePort()}`];
    const { exitCode, stdout, output } = await runCommand(process.execPath, words, { env });
    expect(exitCode, output).to.equal(0);
    const [up = "", volumes = "", ...rest] = stdout.trimEnd().split("\n");
    expect(up).to.match(/^once {3}a second hubwright up: [\d.]+x docker compose up -d with nothing to do \(\d+ ms /);
    expect(volumes).to.match(/^once {3}2 group volumes: [\d.]+x the walkthrough's loop \(\d+ ms against \d+ ms; /);
    expect(rest).to.deep.equal([]);
    expect([...(await view.containers(hub)).keys()]).to.deep.equal([]);
    expect(await view.volumeNames(hub)).to.deep.equal([]);
    expect(await view.imageIds(hub)).to.equal("");
  });
});
