import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { HubInput } from "../../src/model/hub/hub.ts";
import { perGroup, perPerson } from "../../src/model/hub/volume-policy.ts";
import { untilItAnswers } from "./support/browser.ts";
import { noteFigure, inSeconds } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import type { Notebook } from "./support/notebook.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";

const PEOPLE = "hub-admin admin\nann team-1\nbob team-1\nzoe team-2\n";
/** Lists a database's groups with their people, as JupyterHub keeps them. */
const GROUPS = `
import json, sqlite3, sys
rows = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True).execute(
    "SELECT groups.name, users.name FROM groups JOIN user_group_map ON group_id = groups.id"
    " JOIN users ON user_id = users.id ORDER BY 1, 2")
print(json.dumps([list(row) for row in rows]))
`;
import { hubName } from "./support/test-run.ts";

const NAME = hubName("chg-work");

describe("a change of a hub at work", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let ann: SignedIn;
  let notebook: Notebook;
  let token: string;
  let backup: string;
  let settled: Partial<HubInput> = {};

  before(async () => {
    hub = await TestHub.create({
      name: NAME,
      port: await freePort(),
      definition: { jupyterhub: "5.5" },
      userlist: PEOPLE,
    });
    await hub.up();
    ann = await hub.signIn("ann");
    notebook = await ann.notebook();
    await notebook.save("mine.txt", "at home\n");
    const answer = await ann.api("POST", "/users/ann/tokens", { note: "kept" });
    ({ token } = JSON.parse(answer.text) as { token: string });
  });

  after(async () => {
    await hub?.remove();
  });

  async function planned(): Promise<string> {
    return (await hub.run(["plan"])).stdout;
  }

  /** The hub stops servers that lost a folder within 15 seconds of being back. */
  async function untilGone(container: string): Promise<void> {
    for (let tries = 0; (await hub.view.containers(hub.name)).has(container); tries += 1) {
      if (tries > 60) throw new Error(`${container} is still there.`);
      await sleep(500);
    }
  }

  async function statusWithToken(): Promise<number> {
    const headers = { Authorization: `token ${token}` };
    return (await fetch(`${hub.origin}${hub.place}/hub/api/user`, { headers })).status;
  }

  async function groupsIn(database: string): Promise<unknown> {
    return JSON.parse(await hub.view.exec(hub.name, ["python3", "-c", GROUPS, database]));
  }

  it("upgrades 5.5 to 6.1 with its database: a kernel keeps computing over its open websocket, and tokens are kept", async function () {
    expect(await statusWithToken()).to.equal(200);
    const groups = await groupsIn("/srv/jupyterhub/jupyterhub.sqlite");
    const proxy = (await hub.view.containers(hub.name)).get(`${hub.name}-proxy`)?.Id;
    const heartbeat = await Heartbeat.start(notebook);
    hub.redefine({ jupyterhub: "6.1" });
    const printed = await hub.up();
    const { isWhole, longestGap, numbers } = await heartbeat.stop();
    const away =
      Number(/Sign-in was unavailable for (\d+(?:\.\d)?) s; 1 server kept running\./.exec(printed)?.[1]) * 1000;
    noteFigure(
      this,
      `${/Sign-in was unavailable for [^;]*/.exec(printed)?.[0]}; a kernel printed ${numbers} numbers, longest pause ${inSeconds(longestGap)}`,
    );
    expect(isWhole).to.equal(true);
    // Everything that depends on the hub is away as long as sign-in.
    expect(longestGap).to.be.lessThan(away);
    expect((await hub.view.containers(hub.name)).get(`${hub.name}-proxy`)?.Id).to.equal(proxy);
    expect(await hub.view.exec(hub.name, ["jupyterhub", "--version"])).to.match(/^6\.1/);
    expect(await statusWithToken()).to.equal(200);
    expect(await notebook.read("mine.txt")).to.equal("at home\n");
    const backups = await hub.view.exec(hub.name, ["python3", "-m", "hubwright_hub.backup"]);
    const paths = JSON.parse(backups) as readonly string[];
    expect(paths).to.have.length(1);
    backup = paths[0] ?? "";
    expect(await groupsIn(backup)).to.deep.equal(groups);
    expect(await groupsIn("/srv/jupyterhub/jupyterhub.sqlite")).to.deep.equal(groups);
    expect(groups).to.deep.include.members([
      ["team-1", "ann"],
      ["team-1", "bob"],
      ["team-2", "zoe"],
    ]);
  });

  it("makes no second backup if the database is already from this JupyterHub", async () => {
    await hub.must("restart");
    const backups = await hub.view.exec(hub.name, ["python3", "-m", "hubwright_hub.backup"]);
    expect(JSON.parse(backups)).to.deep.equal([backup]);
  });

  it("refuses to go back to 5.5, names the backup, and changes nothing", async () => {
    const before = [await hub.view.containerIds(hub.name), await hub.view.imageIds(hub.name)];
    hub.redefine({ jupyterhub: "5.5" });
    const { exitCode, output } = await hub.run(["up"]);
    expect(exitCode).to.equal(1);
    expect(output).to.include("JupyterHub 5.5 cannot read the database that JupyterHub 6.1 uses.");
    expect(output).to.include(backup);
    expect([await hub.view.containerIds(hub.name), await hub.view.imageIds(hub.name)]).to.deep.equal(before);
    await untilItAnswers(hub.loginPage);
    expect(await statusWithToken()).to.equal(200);
    hub.redefine({ jupyterhub: "6.1" });
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
  });

  it("says in plan who loses what, and up does that: zoe's server stops, ann's keeps running, the volume is kept", async () => {
    const zoe = await hub.signIn("zoe");
    await (await zoe.notebook()).save("team-2/theirs.txt", "kept\n");
    const volumes = {
      home: perPerson({ at: "/home/jovyan" }),
      shared: perGroup({ at: "/home/jovyan/{group}", groups: ["team-1"] }),
    };
    hub.redefine({ jupyterhub: "6.1", volumes });
    const { exitCode, stdout } = await hub.run(["plan"]);
    expect(exitCode).to.equal(2);
    const means = stdout.slice(stdout.indexOf("What it means for people:")).split("\n").slice(1, 7);
    expect(means.map((line) => line.trim()).slice(0, 5)).to.deep.equal([
      "zoe of team-2 loses /home/jovyan/team-2",
      "the server of zoe stops once the hub is back, because its owner loses a folder",
      "the server of ann keeps running; changes apply the next time it starts",
      // It was started under 5.5, which the notebook's image holds as well.
      "the server of ann keeps the previous notebook image until the next start; to restart now: hubwright up --restart-servers",
      `1 volume is no longer used and will be kept: ${NAME}-shared-team-2; to see them: hubwright volumes`,
    ]);
    expect(means[5]).to.match(/^ {2}nobody can sign in for some seconds \(not measured here yet\)$/);
    const ids = await hub.view.containers(hub.name);
    await hub.up();
    await untilGone(`${hub.name}-user-zoe`);
    expect((await hub.view.containers(hub.name)).get(`${hub.name}-user-ann`)?.Id).to.equal(
      ids.get(`${hub.name}-user-ann`)?.Id,
    );
    expect(await hub.view.volumeNames(hub.name)).to.include(`${NAME}-shared-team-2`);
    expect(
      await hub.view.lookInto([`${NAME}-shared-team-2`], ["cat", `/volumes/${NAME}-shared-team-2/theirs.txt`]),
    ).to.equal("kept\n");
    hub.redefine({ jupyterhub: "6.1", volumes, traits: { Spawner: { start_timeout: 90 } } });
    expect(await planned()).to.match(/nobody can sign in for about \d+\.\d s, as measured here the last time/);
    hub.redefine({ jupyterhub: "6.1", volumes });
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    settled = { jupyterhub: "6.1", volumes };
  });

  it("leaves servers on the previous notebook image, names them, and restarts them when told to", async () => {
    const container = `${hub.name}-user-ann`;
    const idOf = async () => (await hub.view.containers(hub.name)).get(container)?.Id;
    const before = await idOf();
    hub.redefine({ ...settled, notebook: { pip: ["toolz==1.0.0"] } });
    expect(await planned()).to.include(
      "the server of ann keeps the previous notebook image until the next start; to restart now: hubwright up --restart-servers",
    );
    expect(await hub.up()).to.include(
      '1 server is running on the previous notebook image until the next start: "ann".',
    );
    expect(await idOf()).to.equal(before);

    const heartbeat = await Heartbeat.start(notebook);
    const refused = await hub.run(["up", "--restart-servers"]);
    expect(refused.exitCode).to.equal(1);
    expect(refused.output).to.include('Code is running for "ann"').and.include("No server was restarted.");
    expect((await heartbeat.stop()).isWhole).to.equal(true);
    expect(await idOf()).to.equal(before);

    // This one computes until its server stops: nothing reads its numbers.
    await Heartbeat.start(notebook);
    expect(await hub.must("up", "--restart-servers", "--yes")).to.include('Restarted the servers of "ann".');
    expect(await idOf()).not.to.equal(before);
    const model = JSON.parse((await ann.api("GET", "/users/ann")).text) as {
      servers: { [name: string]: { ready: boolean } };
    };
    expect(model.servers[""]?.ready).to.equal(true);
    const restarted = await ann.notebook();
    expect(await restarted.read("mine.txt")).to.equal("at home\n");
    expect((await restarted.run("import toolz; print(toolz.__version__)")).trim()).to.equal("1.0.0");
    expect(await hub.must("up", "--restart-servers")).to.include("All running servers use the current notebook image.");
  });
});
