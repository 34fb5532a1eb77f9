import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { BesideList } from "../../../src/hub-side/beside-list.ts";
import { formatProblem } from "../../../src/model/problem/format-problem.ts";
import { EngineFailure, HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { down } from "../../../src/apply/down.ts";
import type { OpenBy } from "../../../src/access/open-to-staff.ts";
import type { ApplyEvent } from "../../../src/apply/event.ts";
import type { AskHub } from "../../../src/apply/up/held-now.ts";
import type { HubInPlace } from "../../../src/apply/hub-in-place.ts";
import { build, planUp, up } from "../../../src/apply/up/up.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { container } from "../../engine/engine-contract.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const PEOPLE = GroupMap.parse("hub-admin admin shared\nhalljord team-1\n");
const healthy = () => ({ exitCode: 0, output: "" });

describe("up", () => {
  const directory = temporaryDirectory();
  // A port that nothing listens on here, since `up` looks at the real ones.
  const place = (hub = defineHub({ name: "math", port: 18_973 }), people = PEOPLE): HubInPlace => {
    mkdirSync(join(directory(), "roster"), { recursive: true });
    return { hub, people, directory: directory() };
  };
  const engineOf = (options: ConstructorParameters<typeof MemoryEngine>[0] = {}) =>
    new MemoryEngine({ images: ["debian:trixie-slim"], exec: healthy, ...options });

  it("creates the hub, and nothing the second time", async () => {
    const engine = engineOf();
    const first = await up(place(), { engine });
    expect(first.steps.map(({ do: action }) => action)).to.include.members([
      "build-image",
      "create-network",
      "create-volume",
      "start-container",
    ]);
    const calls = engine.calls.length;
    expect((await up(place(), { engine })).steps).to.deep.equal([]);
    expect(engine.calls.slice(calls).filter((call) => !call.startsWith("exec"))).to.deep.equal([]);
  });

  it("reports each step when it starts and when it is done, and that the hub answers", async () => {
    const events: ApplyEvent[] = [];
    const { steps, url } = await up(place(), { engine: engineOf(), on: (event) => events.push(event) });
    const ids = (type: "step-started" | "step-finished") =>
      events.flatMap((event) => (event.type === type ? [event.step.id] : []));
    expect(ids("step-started")).to.have.members(steps.map(({ id }) => id));
    expect(ids("step-finished")).to.have.members(steps.map(({ id }) => id));
    expect(events.at(-1)).to.include({ type: "ready", url });
  });

  it("warns of images that start as root where servers have no privileges", async () => {
    const warnings = async (user: string, privileges: "none" | "docker") => {
      mkdirSync(join(directory(), "own"), { recursive: true });
      writeFileSync(join(directory(), "own", "Dockerfile"), `FROM debian:trixie-slim\n${user}`);
      const images = { R: "r:1" };
      const hub = defineHub({ name: "math", port: 18_973, notebook: { dockerfile: "own/", images, privileges } });
      const said: string[] = [];
      await up(place(hub), { engine, on: (event) => event.type === "warning" && said.push(event.problem.message) });
      return said.filter((message) => message.includes("as root")).map((message) => message.split(" ")[2]);
    };
    const engine = engineOf({ images: ["debian:trixie-slim", "r:1"] });
    expect(await warnings("USER 1000\n", "none")).to.deep.equal(["r:1"]);
    for (const user of ["", "USER root\n", "USER 0:0\n"])
      expect(await warnings(user, "none"), user).to.deep.equal(["math-notebook:latest", "r:1"]);
    expect(await warnings("USER root\n", "docker")).to.deep.equal([]);
    expect(await warnings("USER rooty\n", "none")).to.deep.equal(["r:1"]);
  });

  describe("says who can do less by it", () => {
    const people = GroupMap.parse("boss admin\ntom math:staff\nprof chem:staff math\nann math chem\nbob math\n");
    const before = defineHub({ name: "math", port: 18_973, staff: { open: "members" } });
    const after = defineHub({ name: "math", port: 18_973 });

    const answers = (open: OpenBy | undefined, beside?: BesideList) => async () => ({
      held: new Map(),
      closed: [],
      copied: [],
      open,
      beside,
    });
    const never = () => Promise.reject(new Error("The hub was asked."));

    async function told(hub: typeof before, ask: AskHub, list = people): Promise<readonly string[]> {
      const engine = engineOf();
      const events: ApplyEvent[] = [];
      await up(place(before, list), { engine, ask: never });
      await up(place(hub, list), { engine, ask, on: (event) => events.push(event) });
      return events.flatMap((event) => (event.type === "warning" ? [event.problem.message] : []));
    }

    const SAID =
      "Staff can no longer open the servers of ann and prof, who have folders of another group or are staff of one; any that they have open will stop.";

    it("staff when a hub of an earlier version is upgraded, where they open the servers of all members", async () => {
      expect(await told(after, answers(undefined))).to.deep.equal([SAID]);
      const wide = defineHub({ ...before, timezone: "America/Denver" });
      expect(await told(wide, answers(undefined)), "all stay open").to.deep.equal([]);
    });

    it("staff when the definition takes it from them, by what the running hub answers", async () => {
      const all = new Map([["math", ["prof", "ann", "bob"]]]);
      expect(await told(after, answers(all))).to.deep.equal([SAID]);
      expect(await told(after, answers(new Map([["math", ["bob"]]])))).to.deep.equal([]);
    });

    const wide = defineHub({ ...before, timezone: "America/Denver" });
    const ofAdmins = (admins: readonly string[]): BesideList => ({
      admins,
      adminsMakeTokens: false,
      adminsShare: false,
      tokens: [],
      shares: [],
    });
    const ofTokens = (adminsMakeTokens: boolean, count: number): BesideList => {
      const token = { owner: "ann", isService: false, note: "", madeBy: null, created: "", used: null, expires: null };
      const issued = Array.from({ length: count }, (_, id) => ({ ...token, id }));
      return { ...ofAdmins([]), adminsMakeTokens, tokens: issued };
    };

    it("admins whom the list does not make admins, whether it has them or not", async () => {
      const ask = answers(undefined, ofAdmins(["zed", "ann", "boss"]));
      expect(await told(wide, ask)).to.deep.equal([
        "Only the user list makes admins, so ann and zed are no longer admins.",
      ]);
      expect(await told(wide, answers(undefined, ofAdmins(["boss"])))).to.deep.equal([]);
      expect(await told(wide, ask, GroupMap.parse("ann math\n")), "a list without an admin").to.deep.equal([]);
    });

    it("and how many tokens there are where admins could create them in other people's names", async () => {
      expect(await told(wide, answers(undefined, ofTokens(true, 2)))).to.deep.equal([
        "There are 2 API tokens, and until now admins could create them in other people's names.",
      ]);
      expect(await told(wide, answers(undefined, ofTokens(true, 0)))).to.deep.equal([]);
      expect(await told(wide, answers(undefined, ofTokens(false, 2)))).to.deep.equal([]);
    });

    it("and does not ask a hub that stays as it is, or is created now", async () => {
      expect(await told(before, never)).to.deep.equal([]);
    });
  });

  it("makes secrets once, and keeps them", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const key = readFileSync(join(directory(), "secrets", "oauth.env"), "utf8");
    await up(place(defineHub({ name: "math", port: 18_974 })), { engine });
    expect(readFileSync(join(directory(), "secrets", "oauth.env"), "utf8")).to.equal(key);
  });

  it("removes what the engine made for a killed run only after this one had looked", async () => {
    const left = container("left", { name: "hubwright.preparation-1", image: "debian:trixie-slim" });
    const labels = { "hubwright.hub": "math", "hubwright.kind": "preparation" };
    const engine = engineOf({
      before: (call) => {
        if (call === "startContainer math") void engine.createContainer({ ...left, labels });
      },
    });
    const { steps } = await up(place(), { engine });
    expect(steps.at(-1)?.id).to.equal("remove-container hubwright.preparation-1");
    const { containers } = await engine.observe();
    expect(containers.map(({ name }) => name)).to.have.members(["math", "math-proxy"]);
  });

  it("continues wherever it was interrupted, and loses no volume", async () => {
    const reference = engineOf();
    await up(place(), { engine: reference });
    const total = reference.calls.length;
    expect(total).to.be.at.least(10);
    for (let cut = 0; cut < total; cut += 1) {
      let count = 0;
      let isCut = true;
      const engine = engineOf({
        before: () => {
          count += 1;
          if (isCut && count > cut) throw EngineFailure.of("engine-unreachable", "The engine is gone.", "Start it.");
        },
      });
      const failure = await up(place(), { engine }).catch((error: unknown) => error);
      expect(failure, `cut at ${cut}`).to.have.property("code", "engine-unreachable");
      const volumes = (await engine.observe()).volumes.map(({ name }) => name);
      isCut = false;
      await up(place(), { engine });
      const { conflicts, steps } = await planUp(place(), engine);
      expect([conflicts, steps], `cut at ${cut}`).to.deep.equal([[], []]);
      expect((await engine.observe()).volumes.map(({ name }) => name)).to.include.members(volumes);
    }
  }).timeout(60_000);

  it("changes nothing if something of someone else's is in the way", async () => {
    const engine = engineOf();
    await engine.createVolume({ name: "math-data", labels: {} });
    const failure = await up(place(), { engine }).catch((error: unknown) => error);
    expect(failure)
      .to.be.instanceOf(HubwrightError)
      .and.have.property("message", "A volume named math-data already exists, and hubwright did not create it.");
    expect(engine.calls).to.deep.equal(["createVolume math-data"]);
    expect(existsSync(join(directory(), "secrets"))).to.equal(false);
  });

  it("names everything at once that is in the way, each with its code and what to do", async () => {
    const engine = engineOf();
    await engine.createVolume({ name: "math-data", labels: {} });
    engine.createNetworkUnchecked({ name: "math-network", labels: { "hubwright.hub": "physics" } });
    const failure = await up(place(), { engine }).catch((error: unknown) => error);
    expect(
      (failure as HubwrightError).problems.map((one) => formatProblem(one, { called: "npx hubwright" })),
    ).to.have.members([
      "A volume named math-data already exists, and hubwright did not create it.\n  hint: Give the hub another name in hub.ts, or check what is in it: docker volume inspect math-data [name-taken]",
      "A network named math-network already exists, and it belongs to the hub physics.\n  hint: Give the hub another name in hub.ts, or remove it: docker network rm math-network [name-taken]",
    ]);
  });

  it("says before the build that a rootless engine's socket is elsewhere", async () => {
    const engine = engineOf({ facts: { rootless: true, address: "unix:///run/user/1000/docker.sock" } });
    const failure = await up(place(), { engine }).catch((error: unknown) => error);
    expect(failure).to.have.property("code", "engine-failed");
    expect((failure as HubwrightError).hint).to.equal(
      'Set its path in hub.ts: engine: { socket: "/run/user/1000/docker.sock" }',
    );
    expect(engine.calls).to.deep.equal([]);
    const told = defineHub({ name: "math", port: 18_973, engine: { socket: "/run/user/1000/docker.sock" } });
    expect((await up(place(told), { engine })).url).to.equal("http://localhost:18973/math");
  });

  it("keeps what an interrupted build left for the next run", async () => {
    const engine = engineOf();
    await build(place(), { engine, only: "notebook" });
    const { steps } = await up(place(), { engine });
    expect(steps.flatMap((step) => (step.do === "build-image" ? [step.image.role] : []))).to.have.members([
      "hub",
      "proxy",
    ]);
  });

  it("builds only what was asked for", async () => {
    const engine = engineOf();
    const steps = await build(place(), { engine, only: "hub" });
    expect(steps.flatMap((step) => (step.do === "build-image" ? [step.image.role] : []))).to.have.members([
      "hub",
      "proxy",
    ]);
  });

  it("says what the hub said when it does not stay up", async () => {
    const engine = engineOf({ log: () => ["HASH_SECRET_KEY is empty or missing."] });
    const start = engine.startContainer.bind(engine);
    engine.startContainer = async (name) => {
      await start(name);
      if (name === "math") await engine.stopContainer(name, 1);
    };
    const failure = await up(place(), { engine }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "hub-not-responding");
    expect((failure as HubwrightError).message)
      .to.include("keeps exiting")
      .and.include("HASH_SECRET_KEY is empty or missing.");
  }).timeout(15_000);

  it("is undone by down, volumes, images and secrets left alone, and done again by up", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const before = await engine.observe();
    expect(await down("math", { engine })).to.have.members(["math", "math-proxy"]);
    const after = await engine.observe();
    expect(after.containers).to.deep.equal([]);
    expect([after.volumes, after.images]).to.deep.equal([before.volumes, before.images]);
    expect((await up(place(), { engine })).steps.map(({ id }) => id)).to.have.members([
      "create-container math-proxy",
      "create-container math",
      "start-container math-proxy",
      "start-container math",
    ]);
  });
});
