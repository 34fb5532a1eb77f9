import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { HubInput } from "../../src/model/hub/hub.ts";
import { DEFAULT_VOLUMES } from "../../src/model/hub/hub.ts";
import { perGroup } from "../../src/model/hub/volume-policy.ts";
import { askWithToken } from "./support/browser.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Notebook } from "./support/notebook.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const PEOPLE = `boss admin
ann big
bob
gus gpu
`;
const GIB = 1024 ** 3;
const ROSTER = "/home/jovyan/hub-roster";
/** Another name of the hub's own image: this machine may have no registry to pull from. */
const OTHER = `${hubName("settings-other")}:1`;

const SETTINGS: Partial<HubInput> = {
  admins: { access: false, roster: "rw" },
  notebook: {
    images: { Other: OTHER },
    limits: { memory: "1GiB" },
    groups: {
      big: { limits: { memory: "2GiB", cpus: 1.5 }, images: { Big: `${hubName("settings-big")}:1` } },
      gpu: { limits: { gpus: 1 } },
    },
  },
  volumes: {
    ...DEFAULT_VOLUMES,
    admins: perGroup({ at: "/home/jovyan/shared-{group}", groups: ["admin"] }),
  },
};

for (const jupyterhub of ["6.1", "5.5"] as const) {
  describe(`settings, on JupyterHub ${jupyterhub}`, function () {
    this.timeout(1_200_000);
    let hub: TestHub;
    let boss: SignedIn;
    let ann: SignedIn;

    before(async () => {
      hub = await TestHub.create({
        name: hubName(`settings-${jupyterhub.replace(".", "")}`),
        port: await freePort(),
        userlist: PEOPLE,
        definition: { ...SETTINGS, jupyterhub },
      });
      await hub.up();
      const [repo = "", tag = ""] = OTHER.split(":");
      await hub.view.docker.getImage(`${hub.name}-notebook:latest`).tag({ repo, tag });
      boss = await hub.signIn("boss");
      ann = await hub.signIn("ann");
    });

    after(async () => {
      await hub?.remove();
      await hub?.view.docker
        .getImage(OTHER)
        .remove()
        .catch(() => undefined);
    });

    const server = (name: string) => `${hub.place}/user/${name}`;

    /** Whether an admin's API token, the page and its forced confirmation lead into ann's server, and who may create a token of hers. */
    async function waysIn(): Promise<{ token: number; page: number; isIn: boolean; forged: number }> {
      const made = JSON.parse((await boss.makeToken()).text) as { token: string };
      const { status: token } = await askWithToken(`${hub.origin}${server("ann")}/api/contents`, made.token);
      const { status: page } = await boss.browser.open(`${server("ann")}/lab`);
      const { notebook } = await Notebook.visit(boss.browser, server("ann"));
      const { status: forged } = await boss.makeToken({}, "ann");
      return { token, page, isIn: notebook !== undefined, forged };
    }

    it("keeps admins out of other people's servers, and lets them start and stop these", async function () {
      await boss.startServer("ann");
      const found = await waysIn();
      expect(found).to.deep.equal({ token: 403, page: 403, isIn: false, forged: 403 });
      expect((await (await ann.notebook()).api("GET", "/contents")).status).to.equal(200);
      expect((await (await boss.notebook()).api("GET", "/contents")).status).to.equal(200);
      await boss.stopServer("ann");
      noteFigure(this, `token ${found.token}, page ${found.page}, token in somebody's name ${found.forged}`);
    });

    it("refuses an image that is not on the list, even for admins, and accepts one that is", async function () {
      const refused: number[] = [];
      for (const image of [OTHER, "debian:trixie-slim", "Big"]) {
        refused.push((await boss.api("POST", "/users/bob/server", { image })).status);
      }
      expect(refused).to.deep.equal([400, 400, 400]);
      expect([...(await hub.view.containers(hub.name)).keys()]).not.to.include(`${hub.name}-user-bob`);
      const bob = await hub.signIn("bob");
      expect((await bob.browser.open(`${hub.place}/hub/spawn`)).text)
        .to.include('<option value="standard" selected>')
        .and.include('<option value="Other">')
        .and.not.include("Big");
      expect((await bob.api("POST", "/users/bob/server", { image: "Other" })).status).to.be.oneOf([201, 202]);
      await bob.startServer();
      const { Config } = await hub.view.docker.getContainer(`${hub.name}-user-bob`).inspect();
      expect(Config.Image).to.equal(OTHER);
      noteFigure(this, `${refused.length} refused with 400, ${Config.Image} started`);
    });

    it("gives each person the highest limit of their groups, and the general one after they have left", async function () {
      const limitsOf = async (name: string) => {
        const { HostConfig } = await hub.view.docker.getContainer(`${hub.name}-user-${name}`).inspect();
        return [HostConfig.Memory, HostConfig.CpuQuota];
      };
      await ann.startServer();
      const inGroup = await limitsOf("ann");
      await ann.stopServer();
      hub.write("roster/userlist", PEOPLE.replace("ann big", "ann"));
      await untilGroups("ann", []);
      await ann.startServer();
      const outside = await limitsOf("ann");
      expect([inGroup, outside]).to.deep.equal([
        [2 * GIB, 150_000],
        [GIB, 0],
      ]);
      hub.write("roster/userlist", PEOPLE);
      await untilGroups("ann", ["big"]);
      noteFigure(this, "memory 2 GiB in the group, 1 GiB after it");
    });

    /** Waits until the hub knows that a person is in these groups, within the time that docs/people.md promises. */
    async function untilGroups(name: string, groups: readonly string[]): Promise<void> {
      const found = async () =>
        (JSON.parse((await boss.api("GET", `/users/${name}`)).text) as { groups: readonly string[] }).groups;
      for (const end = performance.now() + 15_000; (await found()).join() !== groups.join(); await sleep(200))
        if (performance.now() > end) throw new Error(`${name} is in ${(await found()).join()}.`);
    }

    it("asks Docker for a GPU, and says so if there is none", async () => {
      const gus = await hub.signIn("gus");
      const ended = await gus.startServer().then(
        () => "started",
        () => "refused",
      );
      expect(ended).to.equal("refused");
      const { text } = await gus.browser.open(`${hub.place}/hub/spawn-pending/gus`);
      expect(text).to.include("it is set up to use a GPU, but Docker has none");
      expect([...(await hub.view.containers(hub.name)).keys()]).not.to.include(`${hub.name}-user-gus`);
    });

    it("shows the roster in the admins' own servers, where saving it either way takes effect", async function () {
      const notebook = await boss.notebook();
      expect(await hub.view.mountsOf(`${hub.name}-user-boss`)).to.include.keys(ROSTER, "/home/jovyan/shared-admin");
      expect(await hub.view.mountsOf(`${hub.name}-user-bob`)).not.to.have.any.keys(ROSTER, "/home/jovyan/shared-admin");
      await notebook.save("hub-roster/userlist", `${PEOPLE}inplace\n`);
      await hub.signIn("inplace");
      await notebook.run(`import os
p = "${ROSTER}/userlist"
open(p + ".new", "w").write(open(p).read() + "renamed\\n")
os.replace(p + ".new", p)`);
      await hub.signIn("renamed");
      await hub.signIn("inplace");
      noteFigure(this, `saved in place and by rename, both in force`);
    });

    it("lets admins in once the definition says so", async function () {
      hub.redefine({ ...SETTINGS, jupyterhub, admins: { access: true } });
      await hub.up();
      boss = await hub.signIn("boss");
      await boss.startServer("ann");
      const found = await waysIn();
      expect(found).to.deep.equal({ token: 200, page: 200, isIn: true, forged: 403 });
      await boss.stopServer();
      await boss.startServer();
      expect(await hub.view.mountsOf(`${hub.name}-user-boss`)).not.to.have.any.keys(ROSTER);
      noteFigure(this, `token ${found.token}, page ${found.page}; no roster in the admin's server any more`);
    });
  });
}

describe("servers that nobody uses", function () {
  this.timeout(1_200_000);
  const IDLE = 6;
  /** This much longer, so that a server of this age was not stopped for being idle. */
  const AGE = 40;
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({
      name: hubName("settings-idle"),
      port: await freePort(),
      userlist: PEOPLE,
      definition: { notebook: { idleAfter: `${IDLE}s`, maxAge: `${AGE}s` } },
    });
    await hub.up();
  });

  after(() => hub?.remove());

  /** @returns when it was gone. */
  async function untilStopped(name: string): Promise<number> {
    const end = Date.now() + 3 * AGE * 1000;
    while ((await hub.view.containers(hub.name)).has(`${hub.name}-user-${name}`)) {
      if (Date.now() > end) throw new Error(`${name}'s server was not stopped`);
      await sleep(250);
    }
    return Date.now();
  }

  /** When the hub started the server of a signed-in person. */
  async function startOf(person: SignedIn): Promise<number> {
    const { text } = await person.api("GET", `/users/${person.name}`);
    const { servers } = JSON.parse(text) as { servers: { [name: string]: { started: string } } };
    return Date.parse(servers[""]?.started ?? "");
  }

  it("are stopped when idle, but not one with a busy kernel until it reaches its maximum age", async function () {
    const [ann, bob] = [await hub.signIn("ann"), await hub.signIn("bob")];
    const compute = async () => {
      const busy = await (await bob.notebook()).startKernel();
      await new Promise<void>((begun, failed) => {
        busy.run("import time\nprint(1, flush=True)\ntime.sleep(3600)", () => begun()).catch(failed);
      });
      busy.disconnect();
    };
    const look = async () => {
      const notebook = await ann.notebook();
      const last = Date.now();
      (await notebook.startKernel()).disconnect();
      return last;
    };
    // At once, and each without a pause: on a busy machine a server may be idle for too long before anything is done in it.
    const [left] = await Promise.all([look(), compute()]);
    const started = await startOf(bob);
    const idleFor = (await untilStopped("ann")) - left;
    expect(idleFor).to.be.greaterThan(IDLE * 1000);
    expect([...(await hub.view.containers(hub.name)).keys()]).to.include(`${hub.name}-user-bob`);
    const age = (await untilStopped("bob")) - started;
    expect(age).to.be.greaterThan(AGE * 1000);
    noteFigure(this, `the idle one after ${inSeconds(idleFor)}, the busy one at the age of ${inSeconds(age)}`);
  });
});
