import { expect } from "chai";
import { untilItAnswers } from "../support/browser.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { untilActedOn } from "../roster/acted-on.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";

const MEMBERS = Array.from({ length: 10 }, (_, index) => `m${index + 1}`);
const NOBODY = "hub-admin admin\n";
const EVERYBODY = NOBODY + MEMBERS.map((name) => `${name} team-1\n`).join("");
const CONFIG = ".jupyter/jupyter_server_config.py";

/** What a student can write into their own configuration: the server ignores the stop signal. */
const IGNORES = `
import os
os.makedirs(os.path.dirname("${CONFIG}"), exist_ok=True)
open("${CONFIG}", "w").write("""
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.signal = lambda number, handler: None
""")
`;

/** Removes the protection from a hub, by changing its own Python in its container. */
const ONE_AFTER_THE_OTHER = `
import hubwright_hub.notebooks.stopping as stopping
with open(stopping.__file__, "a") as file:
    file.write("\\n\\nasync def end(docker, container):\\n    await docker('stop', container)\\n")
`;

describe("servers that ignore being told to end", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let list: RosterOnDisk;

  before(async () => {
    hub = await TestHub.create({ name: hubName("stubborn"), port: await freePort(), userlist: EVERYBODY });
    await hub.up();
    list = new RosterOnDisk(hub);
    for (const name of MEMBERS) {
      const signedIn = await hub.signIn(name);
      await (await signedIn.notebook()).run(IGNORES);
      await signedIn.stopServer();
    }
  });

  after(() => hub?.remove());

  async function startAll(): Promise<void> {
    for (const name of MEMBERS) await (await hub.signIn(name)).startServer();
  }

  async function servers(): Promise<number> {
    const containers = [...(await hub.view.containers(hub.name)).keys()];
    return containers.filter((name) => name.startsWith(`${hub.name}-user-`)).length;
  }

  async function leave(): Promise<number> {
    const begun = performance.now();
    list.save(Buffer.from(NOBODY), "in place");
    await untilActedOn(hub, list);
    return performance.now() - begun;
  }

  it("are stopped within fifteen seconds, ten of them at once", async function () {
    await startAll();
    expect(await servers()).to.equal(MEMBERS.length);
    const took = await leave();
    expect(await servers()).to.equal(0);
    noteFigure(this, `${MEMBERS.length} servers after ${inSeconds(took)}`);
  });

  it("keep running for longer if each one waits for those before it", async function () {
    list.save(Buffer.from(EVERYBODY), "in place");
    await untilActedOn(hub, list);
    await startAll();
    await hub.view.exec(hub.name, ["python3", "-c", ONE_AFTER_THE_OTHER]);
    await hub.view.docker.getContainer(hub.name).restart();
    await untilItAnswers(hub.loginPage);
    await untilActedOn(hub, list);
    const problem = await leave().then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(String(problem)).to.include("15 seconds after the save");
    const left = await servers();
    expect(left).to.be.above(0);
    noteFigure(this, `${left} of ${MEMBERS.length} servers run after 15 s`);
  });
});
