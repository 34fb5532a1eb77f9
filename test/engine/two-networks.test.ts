import { expect } from "chai";
import type Docker from "dockerode";
import { untilItAnswers } from "./support/browser.ts";
import { createNetworkUnchecked } from "./support/create-network-unchecked.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { openAgain } from "./support/open-again.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const NAME = hubName("nets");
const NETWORK = `${NAME}-network`;
const SERVICES = [NAME, `${NAME}-proxy`];
const WORKING = `${NAME}-user-halljord`;

// Docker 25 and newer refuse a second network with the same name. There the tests show that, and that nothing is left to do.
describe("a second network of the hub's name", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let docker: Docker;

  before(async () => {
    hub = await TestHub.create({ name: NAME, port: await freePort() });
    docker = hub.view.docker;
    await hub.up();
    const halljord = await hub.signIn("halljord");
    await (await halljord.notebook()).save("mine.txt", "mine\n");
  });

  after(async () => {
    // Objects without a label of the hub.
    for (const id of await networks()) await disconnectAll(id);
    await hub?.remove();
    for (const id of await networks()) await docker.getNetwork(id).remove();
  });

  /** The ids of all networks of the name. */
  async function networks(): Promise<readonly string[]> {
    const found = await docker.listNetworks({ filters: { name: [NETWORK] } });
    return found.filter(({ Name }) => Name === NETWORK).map(({ Id }) => Id);
  }

  /** What a late request of a killed `up` creates. @param labels - Those of the hub's network, unless others are given. */
  async function arriveLate(labels?: { readonly [label: string]: string }): Promise<string | undefined> {
    const [first = ""] = await networks();
    const { Labels } = await docker.getNetwork(first).inspect();
    return createNetworkUnchecked(hub.view, { name: NETWORK, labels: labels ?? Labels ?? {} });
  }

  async function disconnectAll(network: string): Promise<void> {
    const { Containers } = (await docker.getNetwork(network).inspect()) as { Containers: object };
    for (const Container of Object.keys(Containers))
      await docker.getNetwork(network).disconnect({ Container, Force: true });
  }

  /** The ids of the networks that containers are in. */
  async function placesOf(containers: readonly string[]): Promise<readonly (string | undefined)[]> {
    const found = await Promise.all(containers.map((name) => docker.getContainer(name).inspect()));
    return found.map(({ NetworkSettings }) => NetworkSettings.Networks[NETWORK]?.NetworkID);
  }

  const idsOf = async (names: readonly string[]) =>
    Promise.all(names.map(async (name) => (await docker.getContainer(name).inspect()).Id));

  /** Checks that all containers are in the only network, halljord's work is there, and nothing is left to do. */
  async function expectWhole(): Promise<void> {
    await untilItAnswers(hub.loginPage);
    const [only, ...others] = await networks();
    expect(others).to.deep.equal([]);
    const all = [...(await hub.view.containers(NAME)).keys()];
    expect(all).to.include.members([...SERVICES, WORKING]);
    expect(new Set(await placesOf(all))).to.deep.equal(new Set([only]));
    const again = await openAgain(hub, "halljord");
    expect(await again.read("mine.txt")).to.equal("mine\n");
    const before = await hub.view.containerIds(NAME);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    expect(await hub.must("up")).to.match(/^Nothing to do/);
    expect(await hub.view.containerIds(NAME)).to.equal(before);
  }

  /** A container as hubwright used to create it: in a network by its name alone. */
  async function createByName(
    name: string,
    like: Docker.ContainerInspectInfo,
    alias: string,
  ): Promise<Docker.Container> {
    const { Config, HostConfig } = like;
    const EndpointsConfig = { [NETWORK]: { Aliases: [alias] } };
    const options = { name, ...Config, Hostname: "", HostConfig, NetworkingConfig: { EndpointsConfig } };
    return docker.createContainer(options);
  }

  it("that arrives while the hub runs stops no start: of a server, of the hub, or of its proxy", async function () {
    const [used] = await networks();
    const late = await arriveLate();
    expect(await networks()).to.have.length(late === undefined ? 1 : 2);
    if (late !== undefined) {
      // The control: a container that was connected by the network's name cannot start.
      const stuck = await createByName(`${NAME}-control`, await docker.getContainer(SERVICES[1] ?? "").inspect(), "x");
      const failure = await stuck.start().catch((error: unknown) => error);
      await stuck.remove();
      expect(String(failure)).to.include(`network ${NETWORK} is ambiguous`);
    }
    await (await hub.signIn("tbutler")).startServer();
    expect(await placesOf([`${NAME}-user-tbutler`])).to.deep.equal([used]);
    await hub.must("restart");
    await untilItAnswers(hub.loginPage);
    await docker.getContainer(`${NAME}-proxy`).restart({ t: 0 });
    await untilItAnswers(hub.loginPage);
    expect(await placesOf([...SERVICES, WORKING])).to.deep.equal([used, used, used]);
    noteFigure(this, late === undefined ? "this engine refuses it" : "this engine creates it");
  });

  it("is a step of plan with its reason, and up removes it and changes nothing else", async () => {
    const isTwice = (await networks()).length > 1;
    const before = await idsOf([...SERVICES, WORKING]);
    const { exitCode, stdout } = await hub.run(["plan"]);
    expect(exitCode).to.equal(isTwice ? 2 : 0);
    if (isTwice)
      expect(stdout).to.match(
        new RegExp(`^- network ${NETWORK} \\(a second network of this name, \\w{12}, that nothing uses\\)$`, "m"),
      );
    await hub.must("up");
    expect(await idsOf([...SERVICES, WORKING])).to.deep.equal(before);
    await expectWhole();
  });

  it("that keeps hub and proxy from starting, as with an earlier hubwright, is gone after up", async () => {
    const [hubBefore, proxyBefore] = await Promise.all(SERVICES.map((name) => docker.getContainer(name).inspect()));
    if (hubBefore === undefined || proxyBefore === undefined) throw new Error("Hub and proxy are not there.");
    const [used] = await networks();
    const late = await arriveLate();
    for (const name of SERVICES) await docker.getContainer(name).remove({ force: true });
    const made = [
      await createByName(NAME, hubBefore, "hub"),
      await createByName(`${NAME}-proxy`, proxyBefore, "proxy"),
    ];
    if (late !== undefined)
      for (const container of made)
        expect(String(await container.start().catch((error: unknown) => error))).to.include("is ambiguous");
    await hub.up();
    expect(await networks(), "the one that a server runs in stays").to.deep.equal([used]);
    await expectWhole();
  });

  it("with one of the hub's own containers in it loses that one, which is recreated with the others", async () => {
    const [used] = await networks();
    const late = await arriveLate();
    const [hubId, workId] = await idsOf([NAME, WORKING]);
    if (late !== undefined) {
      const Container = `${NAME}-proxy`;
      await docker.getNetwork(used ?? "").disconnect({ Container });
      await docker.getNetwork(late).connect({ Container, EndpointConfig: { Aliases: ["proxy"] } });
      expect(await placesOf([Container])).to.deep.equal([late]);
    }
    await hub.up();
    expect(await idsOf([NAME, WORKING])).to.deep.equal([hubId, workId]);
    expect(await networks()).to.deep.equal([used]);
    await expectWhole();
  });

  it("with someone else's container in it is kept as long as that container is, and a warning names it", async () => {
    const [used] = await networks();
    const late = await arriveLate();
    if (late === undefined) return;
    const settings = { EndpointsConfig: { [NETWORK]: { NetworkID: late } } };
    const HostConfig = { NetworkMode: NETWORK };
    const Cmd = ["sleep", "infinity"];
    const options = {
      name: `${NAME}-theirs`,
      Image: "debian:trixie-slim",
      Cmd,
      HostConfig,
      NetworkingConfig: settings,
    };
    const theirs = await docker.createContainer(options);
    try {
      await theirs.start();
      const { output, exitCode } = await hub.run(["plan"]);
      expect(exitCode, output).to.equal(0);
      expect(output)
        .to.include(`A second network named ${NETWORK} exists (${late.slice(0, 12)})`)
        .and.include(`${NAME}-theirs`);
      await hub.must("up");
      expect(await networks()).to.have.members([used, late]);
    } finally {
      await theirs.remove({ force: true });
    }
    await hub.up();
    await expectWhole();
  });

  for (const [whose, labels] of [
    ["without a label", {}],
    ["of another hub", { "hubwright.hub": "physics" }],
  ] as const)
    it(`${whose} is never removed: up stops and says which one it is`, async () => {
      const late = await arriveLate(labels);
      if (late === undefined) return;
      try {
        const { exitCode, output } = await hub.run(["up"]);
        expect(exitCode).to.equal(1);
        expect(output).to.include(`docker network rm ${late.slice(0, 12)}`);
        expect(await networks()).to.include(late);
      } finally {
        await docker.getNetwork(late).remove();
      }
      await expectWhole();
    });
});
