import { expect } from "chai";
import { askWithToken } from "../support/browser.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { Notebook } from "../support/notebook.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { untilActedOn } from "../roster/acted-on.ts";
import { RosterOnDisk } from "../roster/roster-on-disk.ts";

const PEOPLE = `hub-admin admin
tia team-1:staff
halljord team-1
ann team-1
`;

describe("a new password", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let list: RosterOnDisk;

  before(async () => {
    hub = await TestHub.create({ name: hubName("reset"), port: await freePort(), userlist: PEOPLE });
    await hub.up();
    list = new RosterOnDisk(hub);
  });

  after(() => hub?.remove());

  /** The people whose servers are running, according to the engine. */
  async function servers(): Promise<readonly string[]> {
    const prefix = `${hub.name}-user-`;
    const names = [...(await hub.view.containers(hub.name)).keys()].filter((name) => name.startsWith(prefix));
    return names.map((name) => name.slice(prefix.length)).toSorted();
  }

  /** What a thief of a password creates to keep access: a token of the person's own, which needs no password. */
  async function tokenOf(person: SignedIn): Promise<string> {
    const answer = await person.api("POST", `/users/${person.name}/tokens`, { note: "stays" });
    expect(answer.status).to.equal(201);
    return (JSON.parse(answer.text) as { token: string }).token;
  }

  const statusWith = async (token: string) =>
    (await askWithToken(`${hub.origin}${hub.place}/hub/api/user`, token)).status;

  async function reset(name: string): Promise<number> {
    const begun = performance.now();
    await hub.must("passwords", "--reset", name);
    await untilActedOn(hub, list);
    return performance.now() - begun;
  }

  it("ends the sessions, tokens and servers of anyone who has the old one, and nobody else's", async function () {
    const thief = await hub.signIn("halljord");
    const notebook = await thief.notebook();
    const ann = await hub.signIn("ann");
    const neighbor = await ann.notebook();
    const [stolen, ours] = [await tokenOf(thief), await tokenOf(ann)];
    const old = await hub.passwordOf("halljord");
    expect(await statusWith(stolen)).to.equal(200);

    const took = await reset("halljord");

    expect(await servers()).to.deep.equal(["ann"]);
    expect([await statusWith(stolen), await statusWith(ours)]).to.deep.equal([403, 200]);
    expect((await thief.browser.open(`${hub.place}/hub/home`)).path).to.include("/hub/login");
    expect((await thief.api("POST", "/users/halljord/server")).status).to.equal(403);
    expect((await notebook.api("GET", "/contents")).status).not.to.equal(200);
    expect((await hub.trySignIn("halljord", old)).person).to.equal(undefined);
    expect((await ann.browser.open(`${hub.place}/hub/home`)).path).to.equal(`${hub.place}/hub/home`);
    expect((await neighbor.api("GET", "/contents")).status).to.equal(200);

    // With the new one everything works as before.
    const owner = await hub.signIn("halljord");
    expect((await (await owner.notebook()).api("GET", "/contents/team-1")).status).to.equal(200);
    hub.write("roster/userlist", `${hub.read("roster/userlist")}zed team-1\n`);
    await untilActedOn(hub, list);
    expect(await servers()).to.deep.equal(["ann", "halljord"]);
    noteFigure(this, inSeconds(took));
  });

  it("of staff ends what was done with the old one in their members' servers", async () => {
    const thief = await hub.signIn("tia");
    const { notebook } = await Notebook.visit(thief.browser, `${hub.place}/user/ann`);
    expect((await notebook?.api("GET", "/contents"))?.status).to.equal(200);
    await reset("tia");
    expect(await servers()).to.deep.equal(["halljord"]);
    const ann = await hub.signIn("ann");
    await ann.notebook();
    expect((await notebook?.api("GET", "/contents"))?.status).not.to.equal(200);
    hub.write("roster/userlist", `${hub.read("roster/userlist")}zoe team-1\n`);
    await untilActedOn(hub, list);
    expect(await servers()).to.deep.equal(["ann", "halljord"]);
  });
});
