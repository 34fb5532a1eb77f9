import { expect } from "chai";
import type { HubInput } from "../../../src/index.ts";
import type { EngineView } from "../support/engine-view.ts";
import { inSeconds, noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { Heartbeat } from "../support/heartbeat.ts";
import type { Notebook } from "../support/notebook.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

/** How the second hub differs from the first one. */
const SECOND: Partial<HubInput> = { database: "postgres" };
const [ONE, TWO, RENAMED] = [hubName("proof-one"), hubName("proof-two"), hubName("proof-renamed")] as const;
const PERSON = "halljord";
const FILE = "team-1/ours.txt";

describe("two hubs on one server, with the same people and groups", function () {
  this.timeout(900_000);
  let one: TestHub;
  let two: TestHub;
  let computing: Notebook;

  before(async () => {
    one = await TestHub.create({ name: ONE, port: await freePort(), definition: { jupyterhub: "5.5" } });
    two = await TestHub.create({ name: TWO, port: await freePort(), definition: SECOND });
    await one.up();
    await two.up();
    computing = await (await two.signIn(PERSON)).notebook();
    await (await (await one.signIn(PERSON)).notebook()).save(FILE, `of ${ONE}\n`);
    await computing.save(FILE, `of ${TWO}\n`);
  });

  after(async () => {
    await one?.view.removeHub(ONE);
    await one?.remove();
    await two?.remove();
  });

  /** Everything that a hub has or uses on the engine, each by something unique. */
  async function objectsOf(view: EngineView, hub: string): Promise<ReadonlySet<string>> {
    const { docker } = view;
    const filters = { label: [`hubwright.hub=${hub}`] };
    const containers = await Promise.all(
      [...(await view.containers(hub)).values()].map(({ Id }) => docker.getContainer(Id).inspect()),
    );
    const images = await docker.listImages({ filters });
    return new Set([
      ...(await docker.listNetworks({ filters })).map(({ Id }) => `network ${Id}`),
      ...(await view.volumeNames(hub)).map((name) => `volume ${name}`),
      ...images.flatMap(({ Id, RepoTags }) => [`image ${Id}`, ...(RepoTags ?? []).map((tag) => `image ${tag}`)]),
      ...containers.flatMap(({ Id, Image, Mounts, NetworkSettings, HostConfig }) => [
        `container ${Id}`,
        `image ${Image}`,
        ...Mounts.flatMap(({ Name, Source }) => (Name === undefined ? `path ${Source}` : `volume ${Name}`)),
        ...Object.values(NetworkSettings.Networks).map(({ NetworkID }) => `network ${NetworkID}`),
        ...Object.values((HostConfig.PortBindings ?? {}) as Bindings).flatMap((ports) =>
          ports.map(({ HostPort }) => `port ${HostPort}`),
        ),
      ]),
    ]);
  }

  /** What would change if something touched the second hub: its objects, and the start times of its containers. */
  async function stateOfTwo(): Promise<string> {
    const { docker } = two.view;
    const containers = [...(await two.view.containers(TWO)).values()];
    const since = await Promise.all(
      containers.map(async ({ Id }) => `${Id} since ${(await docker.getContainer(Id).inspect()).State.StartedAt}`),
    );
    return [...(await objectsOf(two.view, TWO)), ...since].toSorted().join("\n");
  }

  /** From here on the first hub is another one to the tests: its directory is the same. */
  async function renameOne(): Promise<void> {
    const renamed = await one.called(RENAMED);
    one.redefine({ name: RENAMED, jupyterhub: "6.1" });
    await renamed.must("up", "--rename");
    expect([...(await objectsOf(one.view, ONE))]).to.deep.equal([]);
    expect(await (await (await renamed.signIn(PERSON)).notebook()).read(FILE)).to.equal(`of ${ONE}\n`);
    one = renamed;
  }

  it("have no object in common, except the engine itself", async function () {
    const [of1, of2] = [await objectsOf(one.view, ONE), await objectsOf(two.view, TWO)];
    const shared = [...of1].filter((object) => of2.has(object));
    expect(shared).to.deep.equal(["path /var/run/docker.sock"]);
    for (const [file, mine] of ["oauth.env", "hub.env", "proxy.env"].map((name) => [name, one.read(`secrets/${name}`)]))
      expect(two.read(`secrets/${file}`), file).not.to.equal(mine);
    expect(await computing.read(FILE)).to.equal(`of ${TWO}\n`);
    noteFigure(this, `${of1.size} and ${of2.size} objects, none in both`);
  });

  for (const [what, happens] of [
    ["is stopped and brought up again", async () => (await one.must("down", "--yes"), one.up())],
    [
      "goes from JupyterHub 5.5 to 6.1",
      async () => {
        one.redefine({ jupyterhub: "6.1" });
        await one.up();
        expect(await (await (await one.signIn(PERSON)).notebook()).read(FILE)).to.equal(`of ${ONE}\n`);
      },
    ],
    ["gets another name", renameOne],
    [
      "is removed, with all its volumes",
      async () => {
        await one.must("down", "--yes");
        await one.must("volumes", "remove", "--of-hub", one.name, "--confirm", one.name);
        expect([...(await objectsOf(one.view, one.name))]).to.deep.equal([]);
      },
    ],
  ] as const satisfies readonly (readonly [string, () => Promise<unknown>])[]) {
    it(`do not disturb each other: one ${what}, and a notebook of the other keeps computing`, async function () {
      const before = await stateOfTwo();
      const heartbeat = await Heartbeat.start(computing);
      const began = Date.now();
      await happens();
      const ended = Date.now();
      const { isWhole, longestGap, between } = await heartbeat.stop();
      expect(isWhole, "every checksum").to.be.true;
      const meanwhile = between(began, ended);
      expect(meanwhile, "checksums meanwhile").to.be.greaterThan(0);
      expect(longestGap, "the longest pause").to.be.lessThan(ended - began);
      expect(await stateOfTwo()).to.equal(before);
      expect(await two.must("plan")).to.match(/is up to date/);
      expect(await computing.read(FILE)).to.equal(`of ${TWO}\n`);
      noteFigure(this, `${meanwhile} checksums meanwhile, the longest pause ${inSeconds(longestGap)}`);
    });
  }
});

interface Bindings {
  readonly [port: string]: readonly { readonly HostPort: string }[];
}
