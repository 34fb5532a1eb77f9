import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { untilItAnswers } from "./support/browser.ts";
import { crashSecondEngine, startSecondEngine, stopSecondEngine } from "./support/engine-under-test.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const STUDENTS = ["ada", "bob", "cyd", "dan"];
const CLASS = `hub-admin admin\n${STUDENTS.map((name) => `${name} team-1`).join("\n")}\n`;
/** Seconds in which a hub notices a new socket of Docker's, and restarts. As docs/troubleshooting.md says of engine-lost. */
const NOTICED = 30;

// Always on the second engine: the first one may have containers that do not belong to tests.
describe("a restart of dockerd", function () {
  this.timeout(900_000);
  let hub: TestHub;
  const people = new Map<string, SignedIn>();

  before(async () => {
    hub = await TestHub.create({
      name: hubName("restart"),
      port: await freePort(),
      userlist: CLASS,
      engine: startSecondEngine(),
    });
    await hub.up();
  });

  after(async () => {
    stopSecondEngine();
    startSecondEngine();
    // The earlier connections are broken, and the first request that uses one fails.
    await hub?.view.docker.ping().catch(() => {});
    await hub?.remove();
  });

  /** Starts work for every student: a server, a file at home and one in the group's folder. */
  async function beginClass(): Promise<void> {
    for (const name of STUDENTS) {
      const person = await hub.signIn(name);
      people.set(name, person);
      const notebook = await person.notebook();
      await notebook.save("mine.txt", `mine: ${name}\n`);
      await notebook.save(`team-1/${name}.txt`, `ours: ${name}\n`);
    }
  }

  /** One click by each student on the page that they still have open. @returns how many servers it started. */
  async function clickAll(): Promise<number> {
    const before = await notebookIds();
    for (const [name, person] of people) {
      const notebook = await person.notebook();
      expect(await notebook.read("mine.txt"), name).to.equal(`mine: ${name}\n`);
      for (const other of STUDENTS) expect(await notebook.read(`team-1/${other}.txt`)).to.equal(`ours: ${other}\n`);
    }
    const after = await notebookIds();
    return [...after].filter((id) => !before.has(id)).length;
  }

  async function notebookIds(): Promise<ReadonlySet<string>> {
    const containers = [...(await hub.view.containers(hub.name))];
    return new Set(containers.filter(([name]) => name.includes("-user-")).map(([, { Id }]) => Id));
  }

  it("brings the hub back by itself, with its people, their passwords and their files", async function () {
    await beginClass();
    const password = await hub.passwordOf("ada");
    stopSecondEngine();
    startSecondEngine();
    const seconds = await untilItAnswers(hub.loginPage);
    expect((await hub.trySignIn("ada", password)).status).to.equal(200);
    expect(await clickAll()).to.equal(STUDENTS.length);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    noteFigure(
      this,
      `the hub answered ${seconds.toFixed(1)} s after dockerd, without a command; files and password as before`,
    );
  });

  it("by kill -9 under a running class: the hub comes back by itself, and each student's next click starts their server", async function () {
    await beginClass();
    crashSecondEngine();
    const seconds = await untilItAnswers(hub.loginPage);
    const started = await clickAll();
    expect(started).to.equal(STUDENTS.length);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    noteFigure(this, `after ${seconds.toFixed(1)} s; ${started} of ${STUDENTS.length} servers, files as before`);
  });

  it("by kill -9, with live-restore: no kernel notices", async function () {
    stopSecondEngine();
    startSecondEngine("--live-restore");
    await untilItAnswers(hub.loginPage);
    await beginClass();
    const running = await notebookIds();
    const hearts = await Promise.all(
      [...people.values()].map(async (person) => Heartbeat.start(await person.notebook())),
    );
    const began = Date.now();
    crashSecondEngine();
    const ended = Date.now();
    const seconds = await untilItAnswers(hub.loginPage);
    const counted = await Promise.all(hearts.map((heartbeat) => heartbeat.stop()));
    expect(counted.map(({ isWhole }) => isWhole)).to.deep.equal(STUDENTS.map(() => true));
    // They kept computing while there was no engine.
    for (const { between } of counted) expect(between(began, ended)).to.be.greaterThan(0);
    expect(await clickAll()).to.equal(0);
    expect(await notebookIds()).to.deep.equal(running);
    const longest = Math.max(...counted.map(({ longestGap }) => longestGap));
    noteFigure(
      this,
      `hub after ${seconds.toFixed(1)} s; ${counted.length} kernels, the longest pause ${inSeconds(longest)}`,
    );
  });

  it("by kill -9, with live-restore and a socket that nobody holds: the hub finds the new one, and no kernel notices", async function () {
    stopSecondEngine();
    startSecondEngine("--live-restore", "--own-socket");
    await untilItAnswers(hub.loginPage);
    await beginClass();
    await people.get("dan")?.stopServer();
    const ada = people.get("ada");
    if (ada === undefined) throw new Error("Nobody is at work.");
    const heart = await Heartbeat.start(await ada.notebook());
    const running = await notebookIds();
    const crashed = Date.now();
    crashSecondEngine();
    const began = Date.now();
    // A person without a server is the one who needs Docker.
    const dan = await untilItStarts("dan");
    const seconds = (Date.now() - began) / 1000;
    const { isWhole, longestGap, between } = await heart.stop();
    expect(isWhole).to.be.true;
    expect(between(crashed, began)).to.be.greaterThan(0);
    const { State } = await hub.view.docker.getContainer(hub.name).inspect();
    const restarted = (Date.parse(State.StartedAt) - began) / 1000;
    expect(restarted, "seconds until the hub has restarted itself").to.be.within(0, NOTICED);
    expect(await dan.read("mine.txt")).to.equal("mine: dan\n");
    expect([...(await notebookIds())].filter((id) => running.has(id))).to.deep.equal([...running]);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    noteFigure(
      this,
      `the hub restarted after ${restarted.toFixed(1)} s, servers start after ${seconds.toFixed(1)} s; the longest pause ${inSeconds(longestGap)}`,
    );
  });

  /** Signs a person in and opens their notebook, retrying as often as needed. */
  async function untilItStarts(name: string) {
    const patience = performance.now() + 120_000;
    for (;;) {
      try {
        return await (await hub.signIn(name)).notebook();
      } catch (error) {
        if (performance.now() > patience) throw error;
        await sleep(1_000);
      }
    }
  }
});
