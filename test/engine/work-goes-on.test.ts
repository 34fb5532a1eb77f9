import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { statusOf, untilItAnswers } from "./support/browser.ts";
import { mustRun } from "./support/command.ts";
import { Composes } from "./support/compose.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import { openAgain } from "./support/open-again.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

describe("work goes on", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let composes: Composes;
  let admin: SignedIn;
  let halljord: SignedIn;

  before(async () => {
    composes = new Composes();
    hub = await TestHub.create({ name: hubName("work"), port: await freePort() });
    await hub.up();
    admin = await hub.signIn("hub-admin");
    halljord = await hub.signIn("halljord");
  });

  after(async () => {
    composes?.remove();
    await hub?.remove();
  });

  /** Counts in halljord's kernel while the hub is away, and checks that no number is missing. */
  async function whileComputing(context: Mocha.Context, happens: () => Promise<string>): Promise<void> {
    const heartbeat = await Heartbeat.start(await halljord.notebook());
    const began = Date.now();
    const said = await happens();
    const ended = Date.now();
    const { numbers, isWhole, longestGap, between } = await heartbeat.stop();
    noteFigure(
      context,
      `${said}; a kernel printed ${numbers} numbers meanwhile, the longest pause ${inSeconds(longestGap)}`,
    );
    expect(isWhole, "numbers in order").to.be.true;
    expect(between(began, ended), "numbers meanwhile").to.be.greaterThan(0);
    expect(longestGap, "the longest pause").to.be.lessThan(ended - began);
  }

  /** Waits until the hub has stopped, so that any later answer is from the new one. */
  async function untilItIsGone(): Promise<void> {
    for (let tries = 0; (await statusOf(`${hub.origin}${hub.place}/hub/health`)) === 200; tries += 1) {
      if (tries > 300) throw new Error("The hub did not go.");
      await sleep(100);
    }
  }

  /** Waits until a hub that was started at a given time has checked every server that it knew before. */
  async function untilItHasLookedAtServers(since: string): Promise<void> {
    const options = { stdout: true, stderr: true, since: Date.parse(since) / 1000 } as const;
    const log = async () => (await hub.view.docker.getContainer(hub.name).logs(options)).toString("utf8");
    for (let tries = 0; !/Initialized \d+ spawners/.test(await log()); tries += 1) {
      if (tries > 300) throw new Error(`The hub did not look at its servers:\n${await log()}`);
      await sleep(100);
    }
  }

  const startedAt = async () => (await hub.view.docker.getContainer(hub.name).inspect()).State.StartedAt;

  it('brings the hub back by itself after "Shut Down Hub", and no kernel notices', async function () {
    const { Id } = (await hub.view.containers(hub.name)).get(hub.name) ?? { Id: "" };
    const before = await startedAt();
    await whileComputing(this, async () => {
      // What the button of the admin page sends: no body at all.
      const answer = await admin.api("POST", "/shutdown");
      expect(answer.status).to.equal(202);
      await untilItIsGone();
      const seconds = await untilItAnswers(hub.loginPage);
      // A hub that considered the notebook lost would stop it now.
      await untilItHasLookedAtServers(await startedAt());
      return `the hub was back after ${seconds.toFixed(1)} s`;
    });
    expect((await hub.view.containers(hub.name)).get(hub.name)?.Id).to.equal(Id);
    expect(await startedAt()).not.to.equal(before);
    await admin.stopServer();
    expect((await admin.api("GET", "/users/halljord")).text).to.include(`"server"`);
  });

  it("restarts the hub alone with hubwright restart, and no kernel notices", async function () {
    await whileComputing(this, async () => {
      expect(await hub.must("restart")).to.match(/answers again/);
      return "hubwright restart";
    });
  });

  it("connects everyone to their notebooks again after the proxy was restarted, without a restart of the hub", async function () {
    const notebook = await halljord.notebook();
    const before = await startedAt();
    const started = performance.now();
    await hub.view.docker.getContainer(`${hub.name}-proxy`).restart();
    await untilItAnswers(hub.loginPage);
    for (let tries = 0; ; tries += 1) {
      if ((await notebook.api("GET", "/contents").catch(() => undefined))?.status === 200) break;
      if (tries > 180) throw new Error("The notebook cannot be reached.");
      await sleep(500);
    }
    expect(await startedAt()).to.equal(before);
    noteFigure(this, `after ${inSeconds(performance.now() - started)}`);
  });

  it("lets people into notebooks that kept running although the hub has another address", async function () {
    await halljord.notebook();
    const { docker, name } = { docker: hub.view.docker, name: hub.name };
    const addressOf = async (container: string) =>
      (await docker.getContainer(container).inspect()).NetworkSettings.Networks[`${name}-network`]?.IPAddress;
    const before = await addressOf(name);
    // The first one to start takes the first address, which was the proxy's.
    for (const container of [name, `${name}-proxy`]) await docker.getContainer(container).stop();
    for (const container of [name, `${name}-proxy`]) await docker.getContainer(container).start();
    expect(await addressOf(name)).not.to.equal(before);
    await untilItAnswers(hub.loginPage);
    const started = performance.now();
    await openAgain(hub, "halljord");
    noteFigure(this, `after ${inSeconds(performance.now() - started)}`);
  });

  it("loses no file and no password by docker compose down -v, no matter how it is started again", async function () {
    const { env, words, version } = composes.now;
    const compose = async (...args: string[]) => {
      const [program, ...first] = words;
      const dockerHost = hub.engine.dockerHost === undefined ? {} : { DOCKER_HOST: hub.engine.dockerHost };
      await mustRun(program, [...first, ...args], { cwd: `${hub.directory}/deploy`, env: { ...env, ...dockerHost } });
    };
    const passwords = { halljord: await hub.passwordOf("halljord"), "hub-admin": await hub.passwordOf("hub-admin") };
    const notebook = await halljord.notebook();
    const files = { "mine.txt": "at home\n", "team-1/ours.txt": "in the group\n" };
    for (const [path, text] of Object.entries(files)) await notebook.save(path, text);
    const volumes = await hub.view.volumeNames(hub.name);

    const ways = [() => hub.up(), async () => (await compose("up", "-d"), await untilItAnswers(hub.loginPage))];
    for (const bringUp of ways) {
      await compose("down", "-v");
      expect((await hub.view.containers(hub.name)).has(hub.name)).to.be.false;
      expect(await hub.view.volumeNames(hub.name)).to.deep.equal(volumes);
      await bringUp();
      for (const [name, password] of Object.entries(passwords)) {
        expect((await hub.trySignIn(name, password)).status, name).to.equal(200);
      }
      const again = await openAgain(hub, "halljord");
      for (const [path, text] of Object.entries(files)) expect(await again.read(path)).to.equal(text);
    }
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    noteFigure(
      this,
      `compose ${version}: ${Object.keys(files).length} files, ${Object.keys(passwords).length} passwords, ${volumes.length} volumes the same, twice`,
    );
  });
});
