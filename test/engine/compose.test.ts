import { expect } from "chai";
import { join } from "node:path";
import { untilItAnswers } from "./support/browser.ts";
import { mustRun } from "./support/command.ts";
import { type Compose, Composes } from "./support/compose.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

describe("the deployment directory, without hubwright", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let composes: Composes;

  before(async () => {
    composes = new Composes();
    hub = await TestHub.create({ name: hubName("compose"), port: await freePort() });
    await hub.must("generate");
  });

  after(async () => {
    composes?.remove();
    await hub?.remove();
  });

  /** Runs a program in deploy/, where the given compose is the one that is found. */
  function inDeploy({ env }: Compose, program: string, ...args: readonly string[]): Promise<string> {
    const { dockerHost } = hub.engine;
    const engine = dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost };
    return mustRun(program, args, { cwd: join(hub.directory, "deploy"), env: { ...env, ...engine } });
  }

  async function composeUp(compose: Compose): Promise<void> {
    const [program, ...first] = compose.words;
    await inDeploy(compose, program, ...first, "up", "-d");
  }

  /** True where this generation of compose can replace a container: 1.29 fails on engines from 25 on, which it is older than. */
  async function canReplace(compose: Compose): Promise<boolean> {
    try {
      await composeUp(compose);
      return true;
    } catch (error) {
      expect(String(error)).to.include("KeyError: 'ContainerConfig'");
      return false;
    }
  }

  /** Signs a person in, and checks that they have their folders. */
  async function expectWorking(): Promise<void> {
    await untilItAnswers(hub.loginPage);
    // Who is in every group: the hub makes their folders.
    const person = await hub.signIn("mpilosov");
    const notebook = await person.notebook();
    expect((await notebook.list()).map(({ name }) => name)).to.have.members(["shared", "team-1"]);
    await notebook.save("team-1/notes.txt", "notes\n");
    await person.stopServer();
  }

  /** Checks that hubwright recognizes the objects as its own, and does not change them. */
  async function expectOwn(): Promise<void> {
    const before = await hub.view.containerIds(hub.name);
    const { up, services, pending, stale } = JSON.parse(await hub.must("status", "--json")) as Status;
    expect({ up, services: services.map(({ state }) => state), pending, stale }).to.deep.equal({
      up: true,
      services: ["running", "running"],
      pending: 0,
      stale: [],
    });
    // Images whose names compose's build has taken go with the first one.
    await hub.must("up");
    expect(await hub.must("up")).to.match(/^Nothing to do/);
    expect(await hub.view.containerIds(hub.name)).to.equal(before);
  }

  for (const [command, generation] of [
    ["docker compose", "now"],
    ["docker-compose", "before"],
  ] as const) {
    it(`brings up the same hub by make && ${command} up -d, and hubwright recognizes it as its own`, async function () {
      const compose = composes[generation];
      await hub.view.removeHub(hub.name);
      await inDeploy(compose, "make");
      await composeUp(compose);
      // Until then groups have no folders yet. Nothing else is missing; what compose's build took the name of is not needed.
      const { steps } = JSON.parse((await hub.run(["plan", "--json"])).stdout) as { steps: readonly { id: string }[] };
      expect(steps.map(({ id }) => id).filter((id) => !id.startsWith("remove-image "))).to.have.members([
        `create-volume ${hub.name}-shared-shared`,
        `create-volume ${hub.name}-shared-team-1`,
      ]);
      await expectWorking();
      expect(await inDeploy(compose, "make", "--silent", "login", "USERNAME=halljord")).to.include(
        await hub.passwordOf("halljord"),
      );
      await expectOwn();
      noteFigure(this, `compose ${compose.version}: plan is empty, 0 containers recreated`);
    });
  }

  it("is not changed by docker compose up -d after hubwright up", async function () {
    await hub.must("down", "--yes");
    await hub.up();
    const before = await hub.view.containerIds(hub.name);
    await composeUp(composes.now);
    expect(await hub.view.containerIds(hub.name)).to.equal(before);
    const [program, ...first] = composes.now.words;
    const listed = await inDeploy(composes.now, program, ...first, "ps", "--format", "{{.Name}}");
    expect(listed.trim().split("\n").toSorted()).to.deep.equal([hub.name, `${hub.name}-proxy`]);
    noteFigure(this, `compose ${composes.now.version}: 0 of 2 containers recreated`);
  });

  it("may be recreated once by docker-compose 1.29, except notebooks and data; if that fails, hubwright up fixes it", async function () {
    const person = await hub.signIn("tbutler");
    await (await person.notebook()).save("mine.txt", "mine\n");
    const notebookId = async () => (await hub.view.containers(hub.name)).get(`${hub.name}-user-tbutler`)?.Id;
    const notebook = await notebookId();
    const replaces = await canReplace(composes.before);
    if (!replaces) await hub.up();
    await untilItAnswers(hub.loginPage);
    expect(await notebookId()).to.equal(notebook);
    expect(await (await (await hub.signIn("tbutler")).notebook()).read("mine.txt")).to.equal("mine\n");
    await expectOwn();
    if (replaces) {
      const before = await hub.view.containerIds(hub.name);
      await composeUp(composes.before);
      expect(await hub.view.containerIds(hub.name)).to.equal(before);
    }
    noteFigure(
      this,
      `compose ${composes.before.version} ${replaces ? "replaced 2 containers" : "failed on this engine, up fixed it"}: the notebook kept running, plan is empty`,
    );
  });
});

interface Status {
  readonly up: boolean;
  readonly services: readonly { readonly state: string }[];
  readonly pending: number;
  readonly stale: readonly string[];
}
