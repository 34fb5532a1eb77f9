import { expect } from "chai";
import { fileURLToPath } from "node:url";
import { runCommand } from "./support/command.ts";
import { ENGINE } from "./support/engine-under-test.ts";
import { EngineView } from "./support/engine-view.ts";
import { haveForOneself } from "./support/one-run-at-a-time.ts";

const BENCH = fileURLToPath(new URL("../../bench/run.mjs", import.meta.url));
const HUB = "t-bench";

describe("npm run bench on an engine", function () {
  this.timeout(600_000);
  const view = new EngineView(ENGINE);

  before(async () => {
    haveForOneself(ENGINE);
    await view.removeHub(HUB);
  });
  after(() => view.removeHub(HUB));

  it("compares a second up with compose, and volumes of groups with the walkthrough's loop, and leaves nothing", async () => {
    const env = { DOCKER_HOST: ENGINE.dockerHost, ...ENGINE.environment, TMPDIR: ENGINE.directory };
    const { exitCode, stdout, output } = await runCommand(process.execPath, [BENCH, "up", "--once"], { env });
    expect(exitCode, output).to.equal(0);
    const [up = "", volumes = "", ...rest] = stdout.trimEnd().split("\n");
    expect(up).to.match(/^once {3}a second hubwright up: [\d.]+x docker compose up -d with nothing to do \(\d+ ms /);
    expect(volumes).to.match(/^once {3}2 group volumes: [\d.]+x the walkthrough's loop \(\d+ ms against \d+ ms; /);
    expect(rest).to.deep.equal([]);
    expect([...(await view.containers(HUB)).keys()]).to.deep.equal([]);
    expect(await view.volumeNames(HUB)).to.deep.equal([]);
    expect(await view.imageIds(HUB)).to.equal("");
  });
});
