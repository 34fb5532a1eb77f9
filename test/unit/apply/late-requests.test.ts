import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { HubInPlace } from "../../../src/apply/hub-in-place.ts";
import { planUp, up } from "../../../src/apply/up/up.ts";
import { contextFromFiles } from "../../../src/engine/context.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub, type HubInput } from "../../../src/model/hub/hub.ts";
import { formatPlan } from "../../../src/plan/format-plan.ts";
import { container } from "../../engine/engine-contract.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const PEOPLE = GroupMap.parse("hub-admin admin shared\nhalljord team-1\n");
const NETWORK = "math-network";

// An engine keeps working on what a killed run asked for, and the next run may have checked by then.
describe("a request of a killed run that arrives late", () => {
  const directory = temporaryDirectory();
  const place = (fields: Partial<HubInput> = {}): HubInPlace => {
    mkdirSync(join(directory(), "roster"), { recursive: true });
    return { hub: defineHub({ name: "math", port: 18_973, ...fields }), people: PEOPLE, directory: directory() };
  };
  const engineOf = (before: (call: string) => void = () => {}) =>
    new MemoryEngine({ images: ["debian:trixie-slim"], exec: () => ({ exitCode: 0, output: "" }), before });

  /** Has the engine create a network a second time, with the labels that it was asked for. */
  async function createAgain(engine: MemoryEngine, name = NETWORK): Promise<void> {
    const network = (await engine.observe()).networks.find((each) => each.name === name);
    if (network === undefined) throw new Error(`There is no network ${name} yet.`);
    engine.createNetworkUnchecked(network);
  }

  async function expectWhole(engine: MemoryEngine, fields: Partial<HubInput> = {}): Promise<void> {
    const { containers, networks } = await engine.observe();
    const ids = new Set(networks.map(({ id }) => id));
    expect(networks.map(({ name }) => name)).to.have.lengthOf(new Set(networks.map(({ name }) => name)).size);
    for (const { name, networks: places } of containers) {
      expect(places, `networks of ${name}`).not.to.be.empty;
      for (const { id } of places) expect(ids, `networks, of which ${name} is in one`).to.include(id);
    }
    expect((await up(place(fields), { engine })).steps).to.deep.equal([]);
  }

  it("leaves one network, which all containers are in, whenever it arrives during the next up", async () => {
    const calls = engineOf();
    await up(place(), { engine: calls });
    const from = calls.calls.indexOf(`createNetwork ${NETWORK}`) + 1;
    expect(from).to.be.greaterThan(0);
    for (const late of calls.calls.slice(from)) {
      const engine: MemoryEngine = engineOf((call) => {
        if (call === late) engine.createNetworkUnchecked({ name: NETWORK, labels });
      });
      const [made] = (await calls.observe()).networks;
      const labels = made?.labels ?? {};
      await up(place(), { engine });
      await expectWhole(engine);
    }
  }).timeout(60_000);

  it("for a network after the next up has ended: plan shows the step with its reason, and up removes the unused one", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const [used] = (await engine.observe()).networks;
    const notebook = {
      labels: { "hubwright.hub": "math", "hubwright.kind": "notebook" },
      image: "math-notebook:latest",
    };
    const network = { id: used?.id ?? "", name: NETWORK };
    await engine.createContainer(container("", { ...notebook, name: "math-user-halljord", network }));
    await engine.startContainer("math-user-halljord");
    await createAgain(engine);
    const before = engine.calls.length;
    expect(formatPlan(await planUp(place(), engine))).to.match(
      /^- network math-network \(a second network of this name, [0-9a-f]{12}, that nothing uses\)$/,
    );
    await up(place(), { engine });
    expect(engine.calls.slice(before)).to.deep.equal([`removeNetwork ${NETWORK}`]);
    expect((await engine.observe()).networks.map(({ id }) => id)).to.deep.equal([used?.id]);
    await expectWhole(engine);
  });

  it("for the network of a database: leaves one, which hub and database are in", async () => {
    const engine: MemoryEngine = engineOf((call) => {
      if (call === "createContainer math") void createAgain(engine, "math-db-network");
    });
    await up(place({ database: "postgres" }), { engine });
    await expectWhole(engine, { database: "postgres" });
    await createAgain(engine, "math-db-network");
    const { steps } = await up(place({ database: "postgres" }), { engine });
    expect(steps.map(({ do: action }) => action)).to.deep.equal(["remove-network"]);
    await expectWhole(engine, { database: "postgres" });
  });

  it("for a volume changes nothing: an engine takes the one that it has, with all that is in it", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const { volumes } = await engine.observe();
    for (const { name } of volumes) engine.files.set(name, new Map([["file", Buffer.from("mine\n")]]));
    for (const { name, labels } of volumes) await engine.createVolume({ name, labels });
    expect((await engine.observe()).volumes).to.deep.equal(volumes);
    for (const { name } of volumes) expect(engine.files.look(name, "file").size, name).to.equal(1);
    await expectWhole(engine);
  });

  it("for an image that was built before the definition changed: up builds the right one again, once", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const tag = "math-notebook:latest";
    const before = (await engine.observe()).images.find(({ tags }) => tags.includes(tag));
    const changed = { notebook: { pip: ["numpy==2.4.0"] } };
    await up(place(changed), { engine });
    const context = contextFromFiles({ Dockerfile: "FROM debian:trixie-slim\n" });
    await engine.buildImage({ tag, dockerfile: "Dockerfile", target: null, labels: before?.labels ?? {}, context });
    const { steps } = await up(place(changed), { engine });
    expect(steps.map(({ id }) => id)).to.include("build-image notebook");
    await expectWhole(engine, changed);
  });
});
