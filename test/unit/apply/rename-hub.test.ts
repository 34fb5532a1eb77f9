import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EngineFailure, HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { down } from "../../../src/apply/down.ts";
import type { ApplyEvent } from "../../../src/apply/event.ts";
import type { Consent } from "../../../src/apply/up/identity.ts";
import type { HubInPlace } from "../../../src/apply/hub-in-place.ts";
import { build, planUp, up } from "../../../src/apply/up/up.ts";
import { LABEL } from "../../../src/deployment/deployment.ts";
import { MemoryEngine, type MemoryEngineOptions } from "../../../src/engine/memory/memory-engine.ts";
import type { VolumeWork } from "../../../src/engine/port.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { container, networkNamed } from "../../engine/engine-contract.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const PEOPLE = GroupMap.parse("hub-admin admin shared\nhalljord team-1\n");
const GONE = EngineFailure.of("engine-unreachable", "The engine is gone.", "Start it.");

/** An engine whose volumes hold something: what was put in, or copied. It can be gone from one call on. */
class FilledEngine extends MemoryEngine {
  readonly contents = new Map<string, string>();
  #callsLeft = Infinity;

  constructor(options: MemoryEngineOptions = {}) {
    super({
      images: ["debian:trixie-slim"],
      exec: () => ({ exitCode: 0, output: "" }),
      ...options,
      before: (call) => this.#before(call),
      run: (work) => this.#worked(work),
    });
  }

  /** From now on so many more calls are answered. */
  answers(calls: number): void {
    this.#callsLeft = calls;
  }

  async fill(): Promise<void> {
    for (const { name } of (await this.observe([])).volumes)
      if (!this.contents.has(name)) this.contents.set(name, `what was in ${name}`);
  }

  /** What volumes hold, by name, without the names of hubs. */
  held(): readonly string[] {
    return [...this.contents].map(([name, text]) => `${name}: ${text}`).toSorted();
  }

  #before(call: string): void {
    this.#callsLeft -= 1;
    if (this.#callsLeft < 0) throw GONE;
    const [method, name = ""] = call.split(" ");
    if (method === "removeVolume") this.contents.delete(name);
  }

  /** As `hubwright_hub.volume_copy` does it: a volume with other contents is not overwritten. */
  #worked({ volumes, command }: VolumeWork): { readonly exitCode: number; readonly output: string } {
    if (!command.includes("hubwright_hub.volume_copy")) return { exitCode: 1, output: "" };
    const [from, to] = volumes.map(({ name }) => name);
    const original = this.contents.get(from ?? "");
    const copy = this.contents.get(to ?? "");
    if (copy !== undefined && copy !== original) return { exitCode: 3, output: "" };
    if (original !== undefined) this.contents.set(to ?? "", original);
    return { exitCode: 0, output: "2 files and folders, 3 bytes" };
  }
}

describe("a hub that gets another name", function () {
  // Where the hub ran, `up` asks its address for some seconds how long it is away, and here nobody answers.
  this.timeout(20_000);
  const directory = temporaryDirectory();
  const elsewhere = temporaryDirectory();
  const placeOf = (name: string, at = directory(), port = 18_973): HubInPlace => {
    mkdirSync(join(at, "roster"), { recursive: true });
    return { hub: defineHub({ name, port }), people: PEOPLE, directory: at };
  };
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const renamed = (engine: MemoryEngine, name: string, consent: Consent = { rename: true }) =>
    up(placeOf(name), { engine, consent });

  /** A hub that is up, with a notebook, and something in each of its volumes. */
  async function started(options: MemoryEngineOptions = {}): Promise<FilledEngine> {
    const engine = new FilledEngine(options);
    await up(placeOf("math"), { engine });
    const id = readFileSync(join(directory(), ".hubwright/id"), "utf8").trim();
    const labels = { [LABEL.hub]: "math", [LABEL.id]: id, [LABEL.person]: "halljord" };
    const home = { ...labels, [LABEL.kind]: "home", [LABEL.policy]: "home" };
    await engine.createVolume({ name: "math-user-halljord", labels: home });
    const mounts = [{ type: "volume", source: "math-user-halljord", target: "/home/jovyan" }] as const;
    const notebook = { image: "math-notebook:latest", network: networkNamed("math-network"), mounts };
    await engine.createContainer({
      ...container("notebook", { ...notebook, labels: { ...labels, [LABEL.kind]: "notebook" } }),
      name: "math-user-halljord",
    });
    await engine.startContainer("math-user-halljord");
    await engine.fill();
    return engine;
  }

  /** The same after "Shut Down Hub": nobody signs in, and nobody measures for how long. */
  async function shutDown(): Promise<FilledEngine> {
    const engine = await started();
    await engine.stopContainer("math", 10);
    return engine;
  }

  /** The same, interrupted between the copy of a home and the removal of the original. */
  async function copiedOnce(): Promise<FilledEngine> {
    for (let calls = 0; ; calls += 1) {
      const engine = await shutDown();
      engine.answers(calls);
      await failureOf(renamed(engine, "geo"));
      engine.answers(Infinity);
      if (["math", "geo"].every((name) => engine.contents.has(`${name}-user-halljord`))) return engine;
    }
  }

  const after = (text: readonly string[]) => text.map((line) => line.replace(/^math/, "geo"));
  const namesIn = async (engine: MemoryEngine) => {
    const { containers, networks, volumes, images } = await engine.observe();
    return [...[...containers, ...networks, ...volumes].map(({ name }) => name), ...images.flatMap(({ tags }) => tags)];
  };

  it("leaves no network of its old name, although a killed run had it created twice", async () => {
    const engine = await shutDown();
    for (const network of (await engine.observe([])).networks) engine.createNetworkUnchecked(network);
    await renamed(engine, "geo");
    expect((await engine.observe([])).networks.map(({ name }) => name)).to.deep.equal(["geo-network"]);
  });

  it("does not move to another name and out of its database at once", async () => {
    const engine = await started({ exec: () => ({ exitCode: 0, output: '\n{"in": "postgres"}\n' }) });
    const before = engine.held();
    const error = await failureOf(renamed(engine, "stats"));
    expect(error).to.be.instanceOf(HubwrightError).with.property("code", "hub-renamed");
    expect(String(error)).to.include("change its name and its database at once");
    expect(engine.held()).to.deep.equal(before);
  });

  it("is never created a second time, empty, beside the old one: up or down, by any command", async () => {
    const engine = await started();
    for (const isUp of [true, false]) {
      if (!isUp) await down("math", { engine });
      const before = [await namesIn(engine), engine.held()];
      for (const consent of [{}, { adopt: true, takeOver: true, newPasswords: true }]) {
        const place = placeOf("geo", directory(), 18_974);
        const failure = await failureOf(up(place, { engine, consent }));
        expect(failure).to.have.property("code", "hub-renamed");
        expect(failure)
          .to.have.property("message")
          .that.matches(/called math until now, and has 4 volumes; [01] (person is|people are) working\./);
        expect(failure).to.have.property("hint").that.includes("--rename").and.includes('name: "math"');
      }
      expect([await namesIn(engine), engine.held()]).to.deep.equal(before);
    }
  });

  it("keeps everything under its new name, if that is intended", async () => {
    const engine = await started();
    const held = engine.held();
    const id = readFileSync(join(directory(), ".hubwright/id"), "utf8");
    const { former } = await renamed(engine, "geo");
    expect(former).to.deep.include({ names: ["math"], working: 1 });
    expect(engine.held()).to.deep.equal(after(held));
    expect((await namesIn(engine)).filter((name) => /^math\b/.test(name))).to.deep.equal([]);
    expect(readFileSync(join(directory(), ".hubwright/id"), "utf8")).to.equal(id);
    const { volumes } = await engine.observe([]);
    const home = volumes.find(({ name }) => name === "geo-user-halljord");
    expect(home?.labels).to.deep.equal({
      "hubwright.hub": "geo",
      "hubwright.id": id.trim(),
      "hubwright.kind": "home",
      "hubwright.policy": "home",
      "hubwright.person": "halljord",
      "hubwright.from": "math-user-halljord",
      "hubwright.renames": "1",
    });
    expect((await renamed(engine, "geo")).steps).to.deep.equal([]);
    expect((await up(placeOf("geo"), { engine })).former).to.equal(null);
  });

  it("is built under the new name while it still runs, and says how long nobody could sign in", async () => {
    const engine = await started();
    const events: ApplyEvent[] = [];
    await up(placeOf("geo"), { engine, consent: { rename: true }, on: (event) => events.push(event) });
    const done = events.flatMap((event) => (event.type === "step-finished" ? [event.step.id] : []));
    expect(done.indexOf("build-image hub")).to.be.lessThan(done.indexOf("stop-hub math"));
    expect(events.find(({ type }) => type === "away")).to.include({ cause: "rename", servers: 1, wentOn: 0 });
  });

  it("has its images built in advance by build, which changes nothing else", async () => {
    const engine = await started();
    const held = engine.held();
    const steps = await build(placeOf("geo"), { engine });
    expect(steps.map(({ do: action }) => action)).to.deep.equal(["build-image", "build-image", "build-image"]);
    expect(engine.held()).to.deep.equal(held);
  });

  it("is finished by the same command wherever it was interrupted, and loses nothing", async () => {
    for (let calls = 0; ; calls += 1) {
      const engine = await shutDown();
      const held = engine.held();
      engine.answers(calls);
      const failure = await failureOf(renamed(engine, "geo"));
      const texts = (lines: readonly string[]) => [...new Set(lines.map((line) => line.replace(/^.*: /, "")))];
      expect(texts(engine.held()), `after ${calls} calls`).to.have.members(texts(held));
      engine.answers(Infinity);
      await renamed(engine, "geo");
      expect(engine.held(), `after ${calls} calls`).to.deep.equal(after(held));
      expect(
        (await namesIn(engine)).filter((name) => /^math\b/.test(name)),
        `after ${calls} calls`,
      ).to.deep.equal([]);
      expect((await planUp(placeOf("geo"), engine)).steps, `after ${calls} calls`).to.deep.equal([]);
      await down("geo", { engine });
      for (const { name } of (await engine.observe([])).volumes) await engine.removeVolume(name);
      if (failure === undefined) {
        expect(calls).to.be.at.least(25);
        return;
      }
    }
  }).timeout(300_000);

  it("can get its old name back wherever it was interrupted, or a third one", async () => {
    for (const name of ["math", "topology"]) {
      // Each single one: test/unit/plan/former-hub.test.ts.
      for (let calls = 8; ; calls += 3) {
        const engine = await shutDown();
        const held = engine.held().map((line) => line.replace(/^math/, name));
        engine.answers(calls);
        const failure = await failureOf(renamed(engine, "geo"));
        engine.answers(Infinity);
        await renamed(engine, name);
        expect(engine.held(), `${name} after ${calls} calls`).to.deep.equal(held);
        expect((await planUp(placeOf(name), engine)).steps, `${name} after ${calls} calls`).to.deep.equal([]);
        await down(name, { engine });
        for (const volume of (await engine.observe([])).volumes) await engine.removeVolume(volume.name);
        if (failure === undefined) break;
      }
    }
  }).timeout(300_000);

  it("stops, and removes neither, if a copy and its original differ", async () => {
    const engine = await copiedOnce();
    engine.contents.set("geo-user-halljord", "something else");
    const failure = await failureOf(renamed(engine, "geo"));
    expect(failure).to.have.property("code", "name-taken");
    expect(failure).to.have.property("message").that.includes("one of the two has changed since");
    expect(engine.contents.get("math-user-halljord")).to.equal("what was in math-user-halljord");
    expect(engine.contents.get("geo-user-halljord")).to.equal("something else");
  });

  it("takes no name that another hub has, or whose volumes an earlier hub left, whatever else the person consented to", async () => {
    for (const kind of ["hub", "home"]) {
      const engine = await started();
      const labels = { [LABEL.hub]: "geo", [LABEL.id]: "another", [LABEL.kind]: kind };
      if (kind === "home") await engine.createVolume({ name: "geo-user-ann", labels });
      else await engine.createContainer({ ...container("geo", { image: "debian:trixie-slim", labels }), name: "geo" });
      const held = engine.held();
      const failure = await failureOf(renamed(engine, "geo", { rename: true, adopt: true, takeOver: true }));
      expect(failure).to.have.property("code", kind === "hub" ? "not-ours" : "earlier-volumes");
      expect(engine.held()).to.deep.equal(held);
    }
  });

  it("stops before anything is done where the disk has no room for its largest volume a second time", async () => {
    const engine = await started({ sizes: { "math-user-halljord": 2 ** 60 }, facts: { dataRoot: directory() } });
    const held = [engine.held(), await namesIn(engine)];
    const failure = await failureOf(renamed(engine, "geo"));
    expect(failure).to.have.property("code", "disk-full");
    expect(failure).to.have.property("message").that.includes("math-user-halljord");
    expect([engine.held(), await namesIn(engine)]).to.deep.equal(held);
  });

  it("is a separate hub in a copy of the directory: with a new id, and the other one keeps running", async () => {
    const engine = await started();
    const held = engine.held();
    const objects = await namesIn(engine);
    const copy = join(elsewhere(), "copy");
    cpSync(directory(), copy, { recursive: true });
    const place = placeOf("geo", copy, 18_974);
    const refused = await failureOf(up(place, { engine, consent: { rename: true } }));
    expect(refused).to.have.property("code", "not-ours");
    const warnings: string[] = [];
    await up(place, { engine, on: (event) => event.type === "warning" && warnings.push(event.problem.message) });
    expect(warnings.join("\n")).to.include(`This directory is a copy of ${directory()}`);
    const idIn = (at: string) => readFileSync(join(at, ".hubwright/id"), "utf8");
    expect(idIn(copy)).to.not.equal(idIn(directory()));
    expect(engine.held()).to.deep.equal(held);
    expect(await namesIn(engine)).to.include.members(objects);
    // From then on each is its own, up or down.
    await down("math", { engine });
    expect((await up(place, { engine })).steps).to.deep.equal([]);
    expect((await up(placeOf("math"), { engine })).former).to.equal(null);
  });
});
