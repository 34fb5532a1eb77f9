import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { HubInput } from "../../src/model/hub/hub.ts";
import { askWithToken } from "./support/browser.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";
import { type Caught, TokenCatcher } from "./support/token-catcher.ts";

const PEOPLE = "boss admin\nann team-1\nbob team-1\ncid team-1\n";
const IDLE = 20;
/** Longer than the time between two requests of the idle culler on a busy machine. */
const PATIENCE = 240_000;

/** The idle culler of the first version, as far as it matters here: it shows its own token to the server it asks. */
const oldCuller = (hub: string) => `import sys
SCRIPT = '''
import os, time, urllib.request
while True:
    request = urllib.request.Request(sys.argv[1], headers={"Authorization": "token " + os.environ["JUPYTERHUB_API_TOKEN"]})
    try:
        urllib.request.urlopen(request, timeout=20).close()
    except OSError:
        pass
    time.sleep(1)
'''.replace("import os", "import os, sys")
PLACE = "http://${hub}-proxy:8000/${hub}/user/ann/api/kernels"
c.JupyterHub.services = [{"name": "hubwright-idle-culler", "command": [sys.executable, "-c", SCRIPT, PLACE]}]
c.JupyterHub.load_roles = [
    {
        "name": "hubwright-idle-culler",
        "services": ["hubwright-idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers", "access:servers"],
    },
]
`;

const FILES = "/user/bob/api/contents";
const NOTHING_ELSE = { everybody: 403, somebodyElse: 404, theirFiles: 403 };

describe("a student's server that looks for tokens in every request", function () {
  this.timeout(1_200_000);
  let hub: TestHub;
  let ann: SignedIn;
  let catcher: TokenCatcher;
  const old: Caught[] = [];

  before(async () => {
    const name = hubName("tokens");
    hub = await TestHub.create({
      name,
      port: await freePort(),
      userlist: PEOPLE,
      definition: { extraConfig: ["old-culler.py"] },
      files: { "old-culler.py": oldCuller(name) },
    });
    await hub.up();
    ann = await hub.signIn("ann");
    const bob = await hub.signIn("bob");
    await bob.startServer();
    catcher = await TokenCatcher.in(hub, ann, "bob");
    for (const person of [ann, bob]) await computeOn(person);
  });

  after(() => hub?.remove());

  async function untilCaught(isIt: (caught: Caught) => boolean): Promise<Caught> {
    for (const end = performance.now() + PATIENCE; performance.now() < end; await sleep(500)) {
      const found = (await catcher.caught()).find(isIt);
      if (found !== undefined) return found;
    }
    throw new Error(`Caught so far: ${JSON.stringify(await catcher.caught())}`);
  }

  /** Leaves a computation behind that ends with its server, so that the server stays and is asked again and again. */
  async function computeOn(person: SignedIn): Promise<void> {
    const kernel = await (await person.notebook()).startKernel();
    await new Promise<void>((begun, failed) => {
      kernel.run("import time\nprint(1, flush=True)\ntime.sleep(3600)", () => begun()).catch(failed);
    });
    kernel.disconnect();
  }

  /** What a token can open now, checked from outside. */
  async function opens(token: string): Promise<readonly number[]> {
    return Promise.all(["/hub/api/users", "/hub/api/users/bob", "/hub/api/user", FILES].map((at) => ask(at, token)));
  }

  async function ask(place: string, token: string): Promise<number> {
    return (await askWithToken(`${hub.origin}${hub.place}${place}`, token)).status;
  }

  /** A notebook remembers an answer of the hub for ten seconds; docs/people.md promises fifteen for everything. */
  async function expectRefused(token: string): Promise<void> {
    expect((await opens(token)).slice(0, -1)).to.deep.equal([403, 403, 403]);
    const end = performance.now() + 15_000;
    while ((await ask(FILES, token)) !== 403) {
      if (performance.now() > end) throw new Error("The token opens a notebook of somebody else's.");
      await sleep(500);
    }
  }

  it("catches the idle culler's token the old way, and can go anywhere with it", async () => {
    const caught = await untilCaught(({ owner }) => owner === "hubwright-idle-culler");
    expect(caught).to.include({ everybody: 200, somebodyElse: 200, theirFiles: 200 });
    expect(await opens(caught.token)).to.deep.equal([200, 200, 200, 200]);
    old.push(caught);
  });

  it("can no longer use that token once the hub has restarted", async () => {
    await hub.must("restart");
    const { token } = old[0] ?? { token: "" };
    await expectRefused(token);
    old.push(await untilCaught((caught) => caught.owner === "hubwright-idle-culler" && caught.token !== token));
  });

  it("cannot use any of them once the hub is upgraded to ask the new way", async () => {
    hub.redefine({ extraConfig: [], notebook: { idleAfter: `${IDLE}s` } });
    expect(await opens(old[1]?.token ?? "")).to.deep.equal([200, 200, 200, 200]);
    await hub.up();
    for (const { token } of old) await expectRefused(token);
  });

  it("gets no token from the idle culler, or from commands that ask the hub or its servers, that opens anything but itself", async function () {
    const definition: Partial<HubInput> = {
      extraConfig: [],
      notebook: { idleAfter: `${IDLE}s`, pip: ["toolz==1.0.0"] },
    };
    await (await hub.signIn("cid")).startServer();
    const counts: string[] = [];
    const caughtBy = async (what: string, act: () => Promise<unknown>) => {
      const before = (await catcher.caught()).length;
      await act();
      const now = (await catcher.caught()).slice(before);
      counts.push(`${what} ${now.length}`);
      return now;
    };
    const isNew = ({ token, owner }: Caught) => owner === "ann" && !old.some((known) => known.token === token);
    // It may already have asked while that server was starting.
    await untilCaught(isNew);
    const byCuller = (await catcher.caught()).filter(isNew);
    counts.push(`culler ${byCuller.length}`);
    hub.redefine(definition);
    const byRestart = await caughtBy("restart", async () => {
      const { exitCode, output } = await hub.run(["up", "--restart-servers"]);
      expect(exitCode, output).to.equal(1);
      expect(output).to.include('Code is running for "ann", "bob"');
    });
    const byStatus = await caughtBy("status", () => hub.must("status"));
    const byQuestions = await caughtBy("tokens, plan and passwords", async () => {
      for (const command of ["tokens", "plan", "passwords"]) await hub.must(command);
    });
    expect((await (await hub.signIn("cid")).makeToken()).status).to.equal(201);
    const byRevocation = await caughtBy("tokens revoke", () => hub.must("tokens", "revoke", "cid", "--yes"));
    const byDoctor = await caughtBy("doctor", async () => {
      await hub.run(["doctor", "--json"]);
      const { stdout } = await hub.run(["doctor", "--json", "--spawn", "ann", "--url", `${hub.origin}${hub.place}`]);
      expect(JSON.parse(stdout)).to.have.nested.property("trial.wasRunning", true);
    });

    // Each of these really asked the server, so there was something to catch.
    for (const some of [byCuller, byRestart, byDoctor]) expect(some).not.to.be.empty;
    const all = [...byCuller, ...byRestart, ...byStatus, ...byQuestions, ...byRevocation, ...byDoctor];
    for (const { path, owner, scopes, everybody, somebodyElse, theirFiles } of all) {
      expect({ path, everybody, somebodyElse, theirFiles }).to.deep.equal({ path, ...NOTHING_ELSE });
      expect(owner).to.equal("ann");
      for (const scope of scopes)
        expect(scope).to.match(/^(access:servers!server=ann\/|read:users:(name|groups)!user=ann)$/);
    }
    for (const { token } of all) await expectRefused(token);
    noteFigure(this, `caught: ${counts.join(", ")}; none opens anything else`);
  });

  it("does not keep the hub from stopping idle servers, and busy ones stay", async () => {
    const running = async () =>
      [...(await hub.view.containers(hub.name)).keys()].filter((name) => name.includes("-user-"));
    for (const end = performance.now() + PATIENCE; (await running()).length > 2; await sleep(500))
      if (performance.now() > end) throw new Error(`Still running: ${(await running()).join(" ")}`);
    expect((await running()).toSorted()).to.deep.equal([`${hub.name}-user-ann`, `${hub.name}-user-bob`]);
  });
});
