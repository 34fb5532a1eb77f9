import { expect } from "chai";
import { join } from "node:path";
import { untilItAnswers } from "../support/browser.ts";
import { type Ended, runCommand } from "../support/command.ts";
import { type Compose, Composes } from "../support/compose.ts";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import type { SignedIn } from "../support/signed-in.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";
import { VolumeMarks } from "../support/volume-marks.ts";

const NAME = hubName("proof-turns");
const SERVICES = [NAME, `${NAME}-proxy`];
const NOTEBOOK = `${NAME}-user-tbutler`;

describe("docker compose and hubwright, taking turns on one deployment", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let composes: Composes;
  let person: SignedIn;
  let marks: VolumeMarks;
  let begun: string;
  /** How often compose 1.29 recreated a container of ours. */
  let replaced = 0;

  before(async () => {
    composes = new Composes();
    hub = await TestHub.create({ name: NAME, port: await freePort() });
    await hub.up();
    person = await hub.signIn("tbutler");
    await (await person.notebook()).save("mine.txt", "mine\n");
    marks = new VolumeMarks(hub.view.docker);
    await marks.put(await hub.view.volumeNames(NAME));
    begun = await untouched();
  });

  after(async () => {
    composes?.remove();
    await hub?.remove();
  });

  /**
   * What must not change: the volumes, each the same as in the beginning, and the start time of the notebook.
   *
   * Docker's own `CreatedAt` does not work for this: until version 24 it is when a file was last made in the volume's root.
   */
  async function untouched(): Promise<string> {
    const names = await hub.view.volumeNames(NAME);
    const missing = (await marks.missing(names)).map((name) => `${name} is not the same any more`);
    const { Id, State } = await hub.view.docker.getContainer(NOTEBOOK).inspect();
    return [...names, ...missing, `${NOTEBOOK} ${Id} ${State.StartedAt}`].join("\n");
  }

  function compose({ words, env }: Compose, ...args: readonly string[]): Promise<Ended> {
    const [program, ...first] = words;
    const { dockerHost } = hub.engine;
    const engine = dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost };
    return runCommand(program, [...first, ...args], { cwd: join(hub.directory, "deploy"), env: { ...env, ...engine } });
  }

  async function must(which: Compose, ...args: readonly string[]): Promise<string> {
    const { exitCode, output } = await compose(which, ...args);
    expect(exitCode, `${args.join(" ")}: ${output}`).to.equal(0);
    return output;
  }

  async function ids(): Promise<string> {
    const containers = await hub.view.containers(NAME);
    return SERVICES.map((name) => containers.get(name)?.Id ?? "none").join(" ");
  }

  /** From the containers themselves: the engine's list may show one as running for a moment after the call that stopped it. */
  async function running(): Promise<readonly string[]> {
    const containers = await hub.view.containers(NAME);
    const found = SERVICES.flatMap((name) => containers.get(name)?.Id ?? []);
    const inspected = await Promise.all(found.map((id) => hub.view.docker.getContainer(id).inspect()));
    return inspected.filter(({ State }) => State.Running).map(({ Name }) => Name.slice(1));
  }

  /** Checks that `hubwright` finds the hub up and complete, and changes nothing. */
  async function expectNothingToDo(): Promise<void> {
    const before = await ids();
    expect(await hub.must("plan")).to.match(/is up to date/);
    expect(await hub.must("up")).to.match(/^Nothing to do/);
    expect(await ids(), "hubwright up recreated a container").to.equal(before);
  }

  /** Starts the hub with a version of compose. 1.29 fails to replace containers on engine 25 and newer; then hubwright does it. */
  async function composeUp(which: Compose): Promise<void> {
    const { exitCode, output } = await compose(which, "up", "-d");
    if (exitCode === 0) return;
    expect(which).to.equal(composes.before);
    expect(output).to.include("KeyError: 'ContainerConfig'");
    await hub.must("up");
  }

  for (const generation of ["now", "before"] as const) {
    const title = generation === "now" ? "compose v2" : "compose 1.29";

    it(`${title}: ps and logs show what hubwright started`, async () => {
      const which = composes[generation];
      await hub.must("up");
      const listed = await must(which, "ps");
      for (const name of SERVICES) expect(listed).to.match(new RegExp(`^${name}\\s.*Up`, "m"));
      expect(await must(which, "logs", "--tail", "200", "hub")).to.include("JupyterHub is now running");
    });

    it(`${title}: up leaves running what hubwright started, and the other way round`, async function () {
      const which = composes[generation];
      const before = await ids();
      await composeUp(which);
      const after = await ids();
      if (generation === "now") expect(after, "compose recreated a container").to.equal(before);
      const changed = SERVICES.filter((_, index) => before.split(" ")[index] !== after.split(" ")[index]).length;
      replaced += generation === "before" ? changed : 0;
      await untilItAnswers(hub.loginPage);
      await expectNothingToDo();
      // From now on both know the containers: neither recreates them a second time.
      const known = await ids();
      await composeUp(which);
      expect(await ids()).to.equal(known);
      expect(await untouched()).to.equal(begun);
      noteFigure(this, `${which.version} recreated ${changed} of 2 containers, then none; hubwright none`);
    });

    it(`${title}: hubwright starts what it stopped`, async function () {
      const which = composes[generation];
      const before = await ids();
      await must(which, "stop");
      expect(await running()).to.deep.equal([]);
      expect((await hub.run(["status"])).exitCode).to.equal(1);
      await hub.up();
      expect(await ids(), "hubwright up recreated a container").to.equal(before);
      expect(await untouched()).to.equal(begun);
    });

    it(`${title}: down, while a notebook runs and the network is in use, stops hub and proxy and nothing else`, async function () {
      const which = composes[generation];
      const { output } = await compose(which, "down");
      expect(await running(), output).to.deep.equal([]);
      expect(await untouched()).to.equal(begun);
      const network = await hub.view.docker.getNetwork(`${NAME}-network`).inspect();
      expect(Object.values((network as { Containers: object }).Containers).length, "the notebook's place").to.equal(1);
      await hub.up();
      expect(await running()).to.deep.equal(SERVICES);
      expect(await untouched()).to.equal(begun);
      await must(which, "stop");
      await must(which, "down").catch(() => "");
      await composeUp(which);
      await untilItAnswers(hub.loginPage);
      await expectNothingToDo();
      expect(await untouched()).to.equal(begun);
    });
  }

  it("leaves the notebook running, with its files, and its owner can open it again", async function () {
    const again = await (await hub.signIn("tbutler")).notebook();
    expect(await again.read("mine.txt")).to.equal("mine\n");
    expect(await untouched()).to.equal(begun);
    expect(replaced).to.be.at.most(2);
    noteFigure(this, `compose ${composes.before.version} recreated containers ${replaced} times, out of 2 in total`);
  });

  // Last, because hubwright stops the notebook, too.
  it("compose v2: and compose 1.29: they start what hubwright took down, with every volume", async () => {
    for (const which of [composes.now, composes.before]) {
      await hub.must("down", "--yes");
      await must(which, "up", "-d");
      await untilItAnswers(hub.loginPage);
      await expectNothingToDo();
      expect(await marks.missing(await hub.view.volumeNames(NAME))).to.deep.equal([]);
    }
  });
});
