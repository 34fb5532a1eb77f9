import { expect } from "chai";
import type { Ended } from "./support/command.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const NAME = hubName("twice");
/** The line after which `up` is killed: nothing done yet, halfway, everything created but not started, started but not answering. */
const MOMENTS = [
  { after: /^\+ network/m, what: "after the network" },
  { after: /^\+ image \S+-proxy:/m, what: "after the first image" },
  { after: /^\+ volume \S+-shared-/m, what: "after a group's volume, before it was prepared" },
  { after: /^\+ container \S+-proxy /m, what: "after the first container" },
  { after: new RegExp(`^~ container ${NAME} started`, "m"), what: "while the hub starts" },
] as const;

describe("hubwright up, cut off and repeated", function () {
  this.timeout(900_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({ name: NAME, port: await freePort() });
  });

  after(() => hub?.remove());

  /** Runs `up` and kills it, as the kernel does when memory ends, as soon as it has printed something. */
  async function killedAfter(moment: RegExp): Promise<Ended> {
    let kill: (signal: NodeJS.Signals) => void = () => {};
    let printed = "";
    return hub.run(["up"], {
      onStart: (killer) => (kill = killer),
      onOutput: (text) => {
        printed += text;
        if (moment.test(printed)) kill("SIGKILL");
      },
    });
  }

  /** Checks that the hub is complete: it answers, its group folders are writable, and nothing is left to do. */
  async function expectWhole(): Promise<void> {
    expect((await hub.run(["plan"])).output).to.match(/is up to date/);
    const notebook = await (await hub.signIn("mpilosov")).notebook();
    await notebook.save("shared/note.txt", "note\n");
    await notebook.save("team-1/note.txt", "note\n");
    const volumes = (await hub.view.volumeNames(hub.name)).filter((name) => name.includes("-shared-"));
    const owners = await hub.view.lookInto(volumes, [
      "stat",
      "-c",
      "%u:%g %a",
      ...volumes.map((name) => `/volumes/${name}`),
    ]);
    expect(owners.trim().split("\n")).to.deep.equal(["1000:100 2775", "1000:100 2775"]);
  }

  for (const { after, what } of MOMENTS) {
    it(`is finished by the next one when it was killed ${what}`, async () => {
      await hub.view.removeHub(hub.name);
      const { signal, output } = await killedAfter(after);
      expect(signal, output).to.equal("SIGKILL");
      const left = await hub.view.volumeNames(hub.name);
      const secrets = hub.read("secrets/oauth.env");
      await hub.up();
      expect(await hub.view.volumeNames(hub.name)).to.include.members(left);
      expect(hub.read("secrets/oauth.env")).to.equal(secrets);
      await expectWhole();
    });
  }

  it("is finished by the next one when it was killed between the removal of a container and its replacement", async () => {
    hub.redefine({ port: await freePort() });
    const { signal, output } = await killedAfter(new RegExp(`^- container ${NAME}-proxy`, "m"));
    expect(signal, output).to.equal("SIGKILL");
    hub.redefine({});
    await hub.up();
    await expectWhole();
  });

  it("does not disturb another one that runs at the same time", async function () {
    await hub.must("down", "--yes");
    await hub.view.removeHub(hub.name);
    const both = await Promise.all([hub.run(["up"]), hub.run(["up"])]);
    const done = both.filter(({ exitCode }) => exitCode === 0);
    const refused = both.filter(({ exitCode }) => exitCode !== 0);
    expect(done.length).to.be.greaterThan(0);
    for (const { exitCode, output } of refused) {
      expect(exitCode).to.equal(1);
      expect(output)
        .to.match(/Another hubwright is working on this hub/)
        .and.match(/hint: /);
    }
    expect((await hub.run(["up"])).stdout).to.match(/^Nothing to do/);
    await expectWhole();
    noteFigure(this, `${done.length} done, ${refused.length} told to wait`);
  });
});
