import { expect } from "chai";
import { untilItAnswers } from "./support/browser.ts";
import { noteFigure, inSeconds } from "./support/figure.ts";
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

describe("a change of a hub at work", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let ann: SignedIn;
  let notebook: Notebook;
  let token: string;
  let backup: string;

  before(async () => {
    hub = await TestHub.create({
      name: "t-chg-work",
      port: 18_160,
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

  async function statusWithToken(): Promise<number> {
    const headers = { Authorization: `token ${token}` };
    return (await fetch(`${hub.origin}${hub.place}/hub/api/user`, { headers })).status;
  }

  async function groupsIn(database: string): Promise<unknown> {
    return JSON.parse(await hub.view.exec(hub.name, ["python3", "-c", GROUPS, database]));
  }

  it("upgrades 5.5 to 6.1 with its database: a kernel computes on over its open websocket, and tokens stay", async function () {
    expect(await statusWithToken()).to.equal(200);
    const groups = await groupsIn("/srv/jupyterhub/jupyterhub.sqlite");
    const proxy = (await hub.view.containers(hub.name)).get(`${hub.name}-proxy`)?.Id;
    const heartbeat = await Heartbeat.start(notebook);
    hub.redefine({ jupyterhub: "6.1" });
    const printed = await hub.up();
    const { isWhole, longestGap, numbers } = await heartbeat.stop();
    expect(printed).to.match(/Sign-in was away for \d+\.\d s; 1 server went on\./);
    noteFigure(
      this,
      `${/Sign-in was away for [^;]*/.exec(printed)?.[0]}; a kernel printed ${numbers} numbers, longest pause ${inSeconds(longestGap)}`,
    );
    expect(isWhole).to.equal(true);
    expect(longestGap).to.be.lessThan(1000);
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

  it("makes no second backup where the database is of this JupyterHub already", async () => {
    await hub.must("restart");
    const backups = await hub.view.exec(hub.name, ["python3", "-m", "hubwright_hub.backup"]);
    expect(JSON.parse(backups)).to.deep.equal([backup]);
  });

  it("refuses the way back to 5.5 by name of the backup, and touches nothing", async () => {
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
});
