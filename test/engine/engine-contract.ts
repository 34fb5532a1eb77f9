import { expect } from "chai";
import { HubwrightError } from "../../src/model/problem/hubwright-error.ts";
import type { NetworkSpec } from "../../src/deployment/deployment.ts";
import type { NetworkRef } from "../../src/plan/observed.ts";
import type { ContainerSpec, Engine } from "../../src/engine/port.ts";
import { freePort } from "./support/free-port.ts";
import { hubName } from "./support/test-run.ts";

/** An image that the engine under test has: a Debian with a shell. */
export const BASE = "debian:trixie-slim";

const HUB = hubName("etest");
/** The names of all objects that these tests create start with this. */
export const PREFIX = `${HUB}-`;

export const LABELS = { "hubwright.hub": HUB, "hubwright.kind": "test" };
const TEXT = 'ü "quoted" $(id)';

export function name(what: string): string {
  return `${PREFIX}${what}`;
}

/** A network by its name, which an engine accepts as an ID if only one network has it. */
export function networkNamed(name: string): NetworkRef {
  return { id: name, name };
}

/** A container that does nothing, forever; `change` says what is special about it. */
export function container(what: string, change: Partial<ContainerSpec> = {}): ContainerSpec {
  return {
    name: name(what),
    image: name("sleeper"),
    environment: {},
    labels: LABELS,
    network: networkNamed(name("net")),
    aliases: [],
    mounts: [],
    ports: [],
    healthcheck: { command: ["CMD", "true"], interval: 30, timeout: 5, startPeriod: 10, retries: 3 },
    restart: "unless-stopped",
    logging: { driver: "json-file", options: { "max-file": "3", "max-size": "10m" } },
    ...change,
  };
}

/** Objects that every test has, so that none has to create them. */
const SLEEPER = `${name("sleeper")}:latest`;
/** The other tags that tests give. */
const TAGS = ["sleeper:kept", "kept:1", "b:latest", "imported:latest", "half:latest"].map(name);

/**
 * Removes everything that these tests created, as far as it exists.
 *
 * @param kept - Tags that stay.
 */
export async function removeAll(engine: Engine, kept: readonly string[] = []): Promise<void> {
  // Only these images: an engine with hundreds takes half a second to list them all.
  const { containers, networks, volumes, images } = await engine.observe([SLEEPER, ...TAGS]);
  const mine = <T extends { readonly name: string }>(objects: readonly T[]) =>
    objects.filter((object) => object.name.startsWith(PREFIX));
  for (const each of mine(containers)) await engine.removeContainer(each.name);
  for (const each of mine(networks)) await engine.removeNetwork(each);
  for (const each of mine(volumes)) await engine.removeVolume(each.name);
  for (const tag of images.flatMap(({ tags }) => tags))
    if (tag.startsWith(PREFIX) && !kept.includes(tag)) await engine.removeImage(tag);
  // Images that lost their tag to a later build.
  const nameless = images.filter(
    ({ tags, labels }) => tags.length === 0 && labels["hubwright.hub"] === LABELS["hubwright.hub"],
  );
  for (const { id } of nameless) await engine.removeImage(id);
}

/** The code of the failure, so that a test can say which one it expects. */
export async function failure(work: Promise<unknown>): Promise<HubwrightError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof HubwrightError) return error;
    throw error;
  }
  throw new Error("Nothing failed.");
}

export async function allOf(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

/** A build whose Dockerfile is this text. */
export function build(what: string, dockerfile: string, files: { readonly [path: string]: string } = {}) {
  return {
    tag: `${name(what)}:latest`,
    dockerfile: "Dockerfile",
    target: null,
    labels: LABELS,
    context: { Dockerfile: dockerfile, ...files },
  };
}

/**
 * What every engine does, the real one and the one in memory.
 *
 * @param createNetworkUnchecked - Has the engine create a network whatever others are called, as it does for two requests at the
 *   same moment; undefined from an engine that never does, which are those from Docker 25 on.
 */
export function describeEngine<E extends Engine>(
  connect: () => Promise<E>,
  createNetworkUnchecked: (engine: E, network: NetworkSpec) => Promise<string | undefined>,
): void {
  let engine: E;
  /** The id of the network that every test has. */
  let net: string;

  const sleeper = () => engine.buildImage(build("sleeper", `FROM ${BASE}\nCMD ["sleep", "infinity"]\n`));
  const shown = async (what: string) => (await engine.observe()).containers.find((each) => each.name === name(what));

  before(async () => {
    engine = await connect();
    await removeAll(engine);
  });
  beforeEach(async () => {
    await sleeper();
    net = await engine.createNetwork({ name: name("net"), labels: LABELS });
  });
  afterEach(() => removeAll(engine, [SLEEPER]));
  after(() => removeAll(engine));

  it("says what it is and where", async () => {
    const { address, version, apiVersion } = await engine.facts();
    expect(address).to.not.equal("");
    expect(version).to.match(/^\d+\.\d+/);
    expect(apiVersion).to.match(/^1\.\d+$/);
  });

  it("shows networks, volumes and images with the labels they were made with", async () => {
    await engine.createVolume({ name: name("vol"), labels: { ...LABELS, "hubwright.person": TEXT } });
    const { networks, volumes, images } = await engine.observe();
    expect(networks.find((each) => each.name === name("net"))?.labels).to.deep.equal(LABELS);
    expect(volumes.find((each) => each.name === name("vol"))?.labels).to.deep.equal({
      ...LABELS,
      "hubwright.person": TEXT,
    });
    expect(images.find(({ tags }) => tags.includes(`${name("sleeper")}:latest`))?.labels).to.include(LABELS);
  });

  it("says when a volume was created, and says so again for one that replaces it", async () => {
    const createdAt = async () => {
      await engine.createVolume({ name: name("vol"), labels: LABELS });
      const { volumes } = await engine.observe();
      return Date.parse(volumes.find((each) => each.name === name("vol"))?.createdAt ?? "");
    };
    const first = await createdAt();
    expect(await createdAt()).to.equal(first);
    let later = first;
    // Docker counts in seconds.
    while (later === first) {
      await engine.removeVolume(name("vol"));
      later = await createdAt();
    }
    expect(later).to.be.greaterThan(first);
  });

  it("shows containers the same way alone and with everything else, and finds an image by its name", async () => {
    await engine.createContainer(container("a"));
    const { containers, images } = await engine.observe();
    const mine = (all: typeof containers) => all.filter((each) => each.name === name("a"));
    expect(mine(await engine.containers()))
      .to.deep.equal(mine(containers))
      .and.to.have.length(1);
    const tag = `${name("sleeper")}:latest`;
    const image = images.find(({ tags }) => tags.includes(tag));
    expect(await engine.imageId(tag)).to.equal(image?.id);
    expect(await engine.imageId(name("sleeper"))).to.equal(image?.id);
    expect(await engine.imageId(name("none"))).to.equal(undefined);
  });

  it("says which user the containers of an image run as", async () => {
    expect(await engine.imageUser(name("sleeper"))).to.equal("");
    await engine.buildImage(build("sleeper", `FROM ${BASE}\nUSER 1000:100\nCMD ["sleep", "infinity"]\n`));
    expect(await engine.imageUser(name("sleeper"))).to.equal("1000:100");
    expect(await engine.imageUser(name("none"))).to.equal(undefined);
  });

  it("shows a container as it was asked for", async () => {
    await engine.createVolume({ name: name("vol"), labels: {} });
    const ports = [{ address: "127.0.0.1", published: await freePort(), target: 8000 }];
    const mounts = [{ type: "volume", source: name("vol"), target: "/data" }] as const;
    const id = await engine.createContainer(
      container("a", { ports, mounts, labels: { ...LABELS, "hubwright.person": TEXT } }),
    );
    await engine.startContainer(name("a"));
    const found = await shown("a");
    expect(found).to.deep.include({ id, name: name("a"), state: "running", mounts, ports });
    expect(found?.labels).to.include({ ...LABELS, "hubwright.person": TEXT });
    const { images } = await engine.observe();
    expect(found?.imageId).to.equal(images.find(({ tags }) => tags.includes(`${name("sleeper")}:latest`))?.id);
  });

  it("shows a container with the labels of its image, except those that it has itself", async () => {
    await engine.createContainer(container("a", { labels: { "hubwright.kind": "other", "hubwright.person": "ann" } }));
    expect((await shown("a"))?.labels).to.include({
      ...LABELS,
      "hubwright.kind": "other",
      "hubwright.person": "ann",
    });
  });

  it("starts, stops and removes a container, and does nothing the second time", async () => {
    await engine.createContainer(container("a"));
    expect((await shown("a"))?.state).to.equal("created");
    await engine.startContainer(name("a"));
    await engine.startContainer(name("a"));
    expect((await shown("a"))?.state).to.equal("running");
    await engine.stopContainer(name("a"), 0);
    await engine.stopContainer(name("a"), 0);
    expect((await shown("a"))?.state).to.equal("exited");
    await engine.restartContainer(name("a"));
    expect((await shown("a"))?.state).to.equal("running");
    await engine.removeContainer(name("a"));
    expect(await shown("a")).to.equal(undefined);
  });

  it("refuses a container's name that is taken", async () => {
    await engine.createContainer(container("a"));
    expect((await failure(engine.createContainer(container("a")))).code).to.equal("name-taken");
  });

  it("refuses a network's name that is taken", async () => {
    expect((await failure(engine.createNetwork({ name: name("net"), labels: {} }))).code).to.equal("name-taken");
  });

  it("refuses a volume that exists with other labels, and accepts one that it created itself", async () => {
    await engine.createVolume({ name: name("vol"), labels: LABELS });
    await engine.createVolume({ name: name("vol"), labels: LABELS });
    expect(
      (await failure(engine.createVolume({ name: name("vol"), labels: { "hubwright.hub": "other" } }))).code,
    ).to.equal("name-taken");
  });

  it("says which image a container lacks", async () => {
    const error = await failure(engine.createContainer(container("a", { image: name("nowhere") })));
    expect(error.code).to.equal("not-found");
    expect(error.message).to.contain(name("nowhere"));
  });

  it("refuses a port that another container has, and says which; it can be started when the port is free", async () => {
    const published = await freePort();
    const ports = [{ address: "127.0.0.1", published, target: 8000 }];
    for (const what of ["a", "b"]) await engine.createContainer(container(what, { ports }));
    await engine.startContainer(name("a"));
    const error = await failure(engine.startContainer(name("b")));
    expect(error.code).to.equal("port-taken");
    expect(error.message).to.contain(`127.0.0.1:${published}`);
    await engine.removeContainer(name("a"));
    await engine.startContainer(name("b"));
    expect((await shown("b"))?.state).to.equal("running");
  });

  it("keeps a volume when its container goes, and refuses to remove one that is in use", async () => {
    await engine.createVolume({ name: name("vol"), labels: LABELS });
    await engine.createContainer(
      container("a", { mounts: [{ type: "volume", source: name("vol"), target: "/data" }] }),
    );
    expect((await failure(engine.removeVolume(name("vol")))).code).to.equal("in-use");
    await engine.removeContainer(name("a"));
    expect((await engine.observe()).volumes.map((each) => each.name)).to.include(name("vol"));
    await engine.removeVolume(name("vol"));
    expect((await engine.observe()).volumes.map((each) => each.name)).to.not.include(name("vol"));
  });

  it("connects a container to another network, before it starts or after, and shows it there", async () => {
    const first = { id: net, name: name("net") };
    const id = await engine.createNetwork({ name: name("second"), internal: true, labels: LABELS });
    const second = { id, name: name("second") };
    for (const what of ["a", "b"]) await engine.createContainer(container(what, { network: first }));
    await engine.startContainer(name("b"));
    expect((await shown("a"))?.networks).to.deep.equal([first]);
    for (const what of ["a", "b"]) {
      const connection = { network: second, container: name(what), aliases: [what] };
      await engine.connectNetwork(connection);
      // A killed run may have done it already.
      await engine.connectNetwork(connection);
      expect((await shown(what))?.networks).to.deep.equal([first, second]);
    }
    await engine.startContainer(name("a"));
    expect((await shown("a"))?.networks).to.deep.equal([first, second]);
    expect((await failure(engine.removeNetwork(second))).code).to.equal("in-use");
  });

  it("refuses to remove a network that a running container is in", async () => {
    await engine.createContainer(container("a"));
    await engine.startContainer(name("a"));
    expect((await failure(engine.removeNetwork({ id: net, name: name("net") }))).code).to.equal("in-use");
  });

  describe("of two networks that have one name", () => {
    let other: string | undefined;
    const idsOf = async (network: string) =>
      (await engine.observe()).networks.filter((each) => each.name === network).map(({ id }) => id);

    it("creates a container in the one that is named by its id, starts it there again, and removes the other", async () => {
      other = await createNetworkUnchecked(engine, { name: name("net"), labels: LABELS });
      expect(await idsOf(name("net"))).to.have.members(other === undefined ? [net] : [net, other]);
      const network = { id: other ?? net, name: name("net") };
      await engine.createContainer(container("a", { network, aliases: ["hub"] }));
      expect((await shown("a"))?.networks).to.deep.equal([network]);
      await engine.startContainer(name("a"));
      await engine.stopContainer(name("a"), 0);
      await engine.startContainer(name("a"));
      expect((await shown("a"))?.networks).to.deep.equal([network]);
      expect((await failure(engine.removeNetwork(network))).code).to.equal("in-use");
      if (other === undefined) return;
      await engine.removeNetwork({ id: net, name: name("net") });
      expect(await idsOf(name("net"))).to.deep.equal([other]);
      expect((await shown("a"))?.state).to.equal("running");
    });

    it("connects a container to the one that is named by its id", async () => {
      const spec = { name: name("second"), labels: LABELS };
      const first = await engine.createNetwork(spec);
      other = await createNetworkUnchecked(engine, spec);
      const connection = {
        network: { id: other ?? first, name: spec.name },
        container: name("a"),
        aliases: ["hub"],
      };
      await engine.createContainer(container("a", { network: { id: net, name: name("net") } }));
      await engine.connectNetwork(connection);
      await engine.startContainer(name("a"));
      await engine.connectNetwork(connection);
      expect((await shown("a"))?.networks).to.deep.equal([{ id: net, name: name("net") }, connection.network]);
    });

    it("refuses a third one", async () => {
      await createNetworkUnchecked(engine, { name: name("net"), labels: LABELS });
      expect((await failure(engine.createNetwork({ name: name("net"), labels: LABELS }))).code).to.equal("name-taken");
    });
  });

  it("refuses to remove an image that a container is made from, and removes a tag of several", async () => {
    await engine.createContainer(container("a"));
    expect((await failure(engine.removeImage(name("sleeper")))).code).to.equal("in-use");
    await engine.tagImage(name("sleeper"), `${name("sleeper")}:kept`);
    await engine.removeImage(`${name("sleeper")}:latest`);
    const tags = (await engine.observe()).images.flatMap((image) => image.tags).filter((tag) => tag.startsWith(PREFIX));
    expect(tags).to.deep.equal([`${name("sleeper")}:kept`]);
  });

  it("moves a tag to the image that gets it last", async () => {
    await engine.tagImage(name("sleeper"), `${name("kept")}:1`);
    await engine.buildImage(build("sleeper", `FROM ${BASE}\nLABEL a=b\n`));
    const { images } = await engine.observe();
    const idOf = (tag: string) => images.find(({ tags }) => tags.includes(tag))?.id;
    expect(idOf(`${name("kept")}:1`))
      .to.be.a("string")
      .that.does.not.equal(idOf(`${name("sleeper")}:latest`));
  });

  it("builds the same image of the same files", async () => {
    const id = async () =>
      (await engine.observe()).images.find(({ tags }) => tags.includes(`${name("sleeper")}:latest`))?.id;
    const first = await id();
    await sleeper();
    expect(await id()).to.equal(first);
  });

  it("names the base image of a build when it cannot be pulled", async () => {
    const error = await failure(engine.buildImage(build("b", "FROM registry.invalid/none:1\n")));
    expect(error.code).to.equal("image-not-pulled");
    expect(error.message).to.contain("registry.invalid/none:1");
  });

  it("says that a build has no Dockerfile", async () => {
    const error = await failure(engine.buildImage({ ...build("b", ""), dockerfile: "Dockerfile.jupyterhub" }));
    expect(error.code).to.equal("build-failed");
    expect(error.message).to.contain("Dockerfile.jupyterhub");
  });

  it("says that an image cannot be pulled", async () => {
    const error = await failure(engine.pullImage("registry.invalid/none:1"));
    expect(error.code).to.equal("image-not-pulled");
    expect(error.message).to.contain("registry.invalid/none:1");
    expect(error.hint).to.not.equal("");
  });

  for (const [what, missing] of Object.entries({
    "starting a container": () => engine.startContainer(name("none")),
    "stopping a container": () => engine.stopContainer(name("none"), 0),
    "restarting a container": () => engine.restartContainer(name("none")),
    "removing a container": () => engine.removeContainer(name("none")),
    "connecting a container": () =>
      engine.connectNetwork({ network: networkNamed(name("net")), container: name("none"), aliases: [] }),
    "removing a network": () => engine.removeNetwork(networkNamed(name("none"))),
    "removing a volume": () => engine.removeVolume(name("none")),
    "removing an image": () => engine.removeImage(name("none")),
    "tagging an image": () => engine.tagImage(name("none"), name("other")),
    "asking in a container": () => engine.exec(name("none"), ["true"]),
    "reading a log": () => allOf(engine.logs(name("none"), { follow: false, tail: 1 })),
    "following a log": () => allOf(engine.logs(name("none"), { follow: true, tail: 1 })),
  })) {
    it(`says not-found when ${what} that does not exist`, async () => {
      const error = await failure(missing());
      expect(error.code).to.equal("not-found");
      expect(error.message).to.contain(name("none"));
    });
  }

  it("does not treat a hostile name as a path of its own API", async () => {
    await engine.createVolume({ name: name("vol"), labels: LABELS });
    for (const hostile of [
      `../volumes/${name("vol")}`,
      `${name("none")}?force=1`,
      `${name("none")}#`,
      "a/../../volumes",
    ]) {
      expect((await failure(engine.removeContainer(hostile))).code, hostile).to.equal("not-found");
    }
    expect((await engine.observe()).volumes.map((each) => each.name)).to.include(name("vol"));
  });

  it("asks only a running container", async () => {
    await engine.createContainer(container("a"));
    expect((await failure(engine.exec(name("a"), ["true"]))).code).to.equal("engine-failed");
  });

  it("prepares no volume, one that is there, one that is not, and again", async () => {
    const image = { image: name("sleeper"), directory: "/srv" };
    const there = { name: name("vol"), labels: LABELS };
    const missing = { name: name("new"), labels: LABELS };
    await engine.prepareVolumes({ ...image, volumes: [] });
    await engine.createVolume(there);
    await engine.prepareVolumes({ ...image, volumes: [there] });
    await engine.prepareVolumes({ ...image, volumes: [missing] });
    await engine.prepareVolumes({ ...image, volumes: [missing] });
    const { volumes, containers } = await engine.observe();
    for (const { name: made } of [there, missing])
      expect(volumes.find((each) => each.name === made)?.labels).to.deep.equal(LABELS);
    expect(containers.filter((each) => each.name.startsWith("hubwright.preparation"))).to.deep.equal([]);
  });
}
