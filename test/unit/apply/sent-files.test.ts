import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EngineFailure, HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { givenBy } from "../../../src/access/held.ts";
import type { ApplyEvent } from "../../../src/apply/event.ts";
import { planImpact } from "../../../src/apply/up/plan-impact.ts";
import type { HubInPlace } from "../../../src/apply/hub-in-place.ts";
import { planUp, up } from "../../../src/apply/up/up.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { formatImpact } from "../../../src/plan/format-impact.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const LIST = "hub-admin admin\nhalljord team-1\n";
const EDITED = `${LIST}eve team-1\n`;
const AFAR = { address: "ssh://ada@server", local: false };

describe("up on an engine that sees none of the hub's files", () => {
  const directory = temporaryDirectory();
  const path = (file: string) => join(directory(), file);

  beforeEach(() => {
    mkdirSync(path("roster"));
    writeFileSync(path("roster/userlist"), LIST);
  });

  const place = (remote = true): HubInPlace => ({
    hub: defineHub({ name: "math", port: 18_975, engine: { remote } }),
    people: GroupMap.parse(readFileSync(path("roster/userlist"), "utf8")),
    directory: directory(),
  });
  const engineOf = (options: ConstructorParameters<typeof MemoryEngine>[0] = {}) =>
    new MemoryEngine({ images: ["debian:trixie-slim"], exec: () => ({ exitCode: 0 }), facts: AFAR, ...options });
  const held = (engine: MemoryEngine, volume: string, file: string) =>
    engine.files.get(volume)?.get(file)?.toString("utf8");
  const listOf = (engine: MemoryEngine) => held(engine, "math-data.roster", "userlist");
  const ids = async (engine: MemoryEngine, remote = true) => {
    const { steps, cleanup, conflicts } = await planUp(place(remote), engine);
    return [...steps, ...cleanup, ...conflicts.map(({ object, name }) => ({ id: `${object} ${name}` }))].map(
      ({ id }) => id,
    );
  };
  const refusal = async (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error as HubwrightError,
    );

  it("sends the list and the keys, each service its own, and nothing the second time", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    expect(listOf(engine)).to.equal(LIST);
    expect([...(engine.files.get("math-data.proxy")?.keys() ?? [])]).to.deep.equal(["proxy.env"]);
    for (const file of ["oauth.env", "hub.env", "proxy.env"])
      expect(held(engine, "math-data.secrets", file)).to.equal(readFileSync(path(`secrets/${file}`), "utf8"));
    const calls = engine.calls.length;
    expect((await up(place(), { engine })).steps).to.deep.equal([]);
    expect(engine.calls.slice(calls)).to.deep.equal([]);
    expect(await ids(engine)).to.deep.equal([]);
  });

  it("puts no key and no digest of one on a container, a volume or a step", async () => {
    const engine = engineOf();
    writeFileSync(path("roster/userlist"), LIST);
    mkdirSync(path("secrets"));
    writeFileSync(path("secrets/oauth.env"), "HASH_SECRET_KEY=a-short-key-of-a-person\n");
    const { steps } = await up(place(), { engine });
    const { containers, volumes } = await engine.observe();
    const told = JSON.stringify([containers, volumes, steps]);
    expect(told).not.to.include("a-short-key");
    // Only by name: anyone who sees a digest could guess short keys.
    const keys = steps.filter((step) => step.do === "send-files" && step.volume.holds === "secrets");
    expect(keys.map((step) => (step.do === "send-files" ? step.volume : null))).to.deep.equal([
      {
        name: "math-data.proxy",
        labels: volumes.find(({ name }) => name === "math-data.proxy")?.labels,
        holds: "secrets",
        files: ["secrets/proxy.env"],
      },
      {
        name: "math-data.secrets",
        labels: volumes.find(({ name }) => name === "math-data.secrets")?.labels,
        holds: "secrets",
        files: ["secrets/oauth.env", "secrets/hub.env", "secrets/proxy.env"],
      },
    ]);
  });

  it("sends a list that was changed here, and recreates no container", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const before = (await engine.observe()).containers.map(({ id }) => id);
    writeFileSync(path("roster/userlist"), `${LIST}tbutler\n`);
    expect(await ids(engine)).to.deep.equal(["send-files math-data.roster"]);
    await up(place(), { engine });
    expect(listOf(engine)).to.equal(`${LIST}tbutler\n`);
    expect((await engine.observe()).containers.map(({ id }) => id)).to.deep.equal(before);
  });

  it("says in the plan what a list that was not sent yet means for people", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const { hub, people } = place();
    const now = { held: givenBy(hub, people).held, closed: [], copied: [], open: undefined, beside: undefined };
    writeFileSync(path("roster/userlist"), "hub-admin admin\nhalljord\n");
    const { impact } = await planImpact(place(), engine, async () => now);
    expect(formatImpact(impact, "hubwright")).to.deep.equal([
      "halljord of team-1 loses /home/jovyan/team-1",
      "1 volume is no longer used and will be kept: math-shared-team-1; to see them: hubwright volumes",
    ]);
    writeFileSync(path("roster/userlist"), `${LIST}tom team-1:staff\nann team-1 team-2\n`);
    const open = new Map([["team-1", ["ann"]]]);
    const staffed = await planImpact(place(), engine, async () => ({ ...now, open }));
    expect(staffed.impact.closedToStaff).to.deep.equal(["ann"]);
    writeFileSync(path("roster/userlist"), LIST);
    const asked = await planImpact(place(), engine, () => Promise.reject(new Error("The hub was asked.")));
    expect(asked.plan.steps).to.deep.equal([]);
  });

  it("recreates the containers whose keys changed", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const before = (await engine.observe()).containers;
    rmSync(path("secrets/hub.env"));
    await up(place(), { engine });
    const after = (await engine.observe()).containers;
    const isSame = (name: string) =>
      after.find((container) => container.name === name)?.id ===
      before.find((container) => container.name === name)?.id;
    expect([isSame("math"), isSame("math-proxy")]).to.deep.equal([false, true]);
    expect(held(engine, "math-data.secrets", "hub.env")).to.equal(readFileSync(path("secrets/hub.env"), "utf8"));
    expect(await ids(engine)).to.deep.equal([]);
  });

  it("overwrites no list that was edited in the hub: keeps it, or stops if both were edited", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    engine.files.get("math-data.roster")?.set("userlist", Buffer.from(EDITED));
    const events: ApplyEvent[] = [];
    expect((await up(place(), { engine, on: (event) => events.push(event) })).steps).to.deep.equal([]);
    expect(events.filter(({ type }) => type === "warning")).to.have.length(1);
    expect(listOf(engine)).to.equal(EDITED);
    writeFileSync(path("roster/userlist"), `${LIST}tbutler\n`);
    const calls = engine.calls.length;
    const refused = await refusal(up(place(), { engine }));
    expect(refused).to.be.instanceOf(HubwrightError).with.property("code", "list-changed");
    expect(engine.calls.length).to.equal(calls);
    expect(listOf(engine)).to.equal(EDITED);
  });

  it("notices an edit in the hub that comes between its look and its sending", async () => {
    const engine = engineOf({
      before: (call) => {
        if (call.startsWith("writeFiles math-data.roster") && listOf(engine) === LIST)
          engine.files.get("math-data.roster")?.set("userlist", Buffer.from(EDITED));
      },
    });
    await up(place(), { engine });
    writeFileSync(path("roster/userlist"), `${LIST}tbutler\n`);
    const refused = await refusal(up(place(), { engine }));
    expect(refused).to.be.instanceOf(HubwrightError).with.property("code", "list-changed");
    expect(listOf(engine)).to.equal(EDITED);
    expect(await ids(engine)).to.deep.equal(["list roster/userlist"]);
  });

  it("continues wherever it was interrupted, and leaves no container with old keys", async () => {
    const changed = async (engine: MemoryEngine) => {
      writeFileSync(path("roster/userlist"), LIST);
      await up(place(), { engine });
      writeFileSync(path("roster/userlist"), `${LIST}tbutler\n`);
      rmSync(path("secrets/proxy.env"));
    };
    const reference = engineOf();
    await changed(reference);
    const before = reference.calls.length;
    await up(place(), { engine: reference });
    const total = reference.calls.slice(before).filter((call) => !call.startsWith("exec")).length;
    expect(total).to.be.at.least(6);
    for (let cut = 0; cut < total; cut += 1) {
      let count = -1;
      const engine = engineOf({
        before: (call) => {
          if (count < 0 || call.startsWith("exec")) return;
          count += 1;
          if (count > cut) throw EngineFailure.of("engine-unreachable", "The engine is gone.", "Start it.");
        },
      });
      await changed(engine);
      const old = new Map((await engine.observe()).containers.map(({ name, id }) => [name, id]));
      count = 0;
      expect(await refusal(up(place(), { engine })), `cut at ${cut}`).to.have.property("code", "engine-unreachable");
      count = -1;
      await up(place(), { engine });
      expect(await ids(engine), `cut at ${cut}`).to.deep.equal([]);
      expect(listOf(engine)).to.equal(`${LIST}tbutler\n`);
      // Both have the proxy's token, so both must have been started after it was sent.
      for (const { name, id } of (await engine.observe()).containers)
        expect(id, `${name}, cut at ${cut}`).not.to.equal(old.get(name));
    }
  }).timeout(60_000);

  it("recognizes a list that a killed run had just sent", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const sent = readFileSync(path(".hubwright/sent-lists"), "utf8");
    const send = engine.writeFiles.bind(engine);
    engine.writeFiles = async (writing) => {
      await send(writing);
      throw EngineFailure.of("engine-unreachable", "The engine is gone.", "Start it.");
    };
    writeFileSync(path("roster/userlist"), `${LIST}tbutler\n`);
    await refusal(up(place(), { engine }));
    engine.writeFiles = send;
    expect(readFileSync(path(".hubwright/sent-lists"), "utf8")).to.include(sent.trim());
    writeFileSync(path("roster/userlist"), `${LIST}tbutler\nzoe\n`);
    await up(place(), { engine });
    expect(listOf(engine)).to.equal(`${LIST}tbutler\nzoe\n`);
  });

  it("stops before anything is created if hub.ts does not say that the engine is elsewhere", async () => {
    const engine = engineOf();
    const refused = await refusal(up(place(false), { engine }));
    expect(refused).to.be.instanceOf(HubwrightError).with.property("code", "engine-elsewhere");
    expect(refused?.hint).to.include("engine: { remote: true },");
    expect(engine.calls).to.deep.equal([]);
  });

  it("is refused from a copy of the directory on this machine, but works from a clone on another one", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    const copy = path("copy");
    for (const kept of ["roster", "secrets", ".hubwright"]) cpSync(path(kept), join(copy, kept), { recursive: true });
    expect(await refusal(up({ ...place(), directory: copy }, { engine }))).to.have.property("code", "not-ours");
    // On another machine there is nothing where the hub was brought up.
    for (const gone of ["secrets", "deploy"]) rmSync(path(gone), { recursive: true });
    expect((await up({ ...place(), directory: copy }, { engine })).steps).to.deep.equal([]);
  });

  it("looks into volumes whose containers are gone, and leaves nothing of that look", async () => {
    const engine = engineOf();
    await up(place(), { engine });
    await engine.removeContainer("math");
    await engine.removeContainer("math-proxy");
    engine.files.get("math-data.roster")?.set("userlist", Buffer.from(EDITED));
    writeFileSync(path("roster/userlist"), `${LIST}tbutler\n`);
    expect(await ids(engine)).to.include("list roster/userlist");
    expect((await engine.observe()).containers).to.deep.equal([]);
  });

  it("keeps list, keys and volumes on the way from this machine to a remote engine, and back", async () => {
    const engine = engineOf({ facts: { address: "unix:///var/run/docker.sock", local: true } });
    await up(place(false), { engine });
    const keys = readFileSync(path("secrets/oauth.env"), "utf8");
    const volumes = (await engine.observe()).volumes.map(({ name }) => name);
    await up(place(), { engine });
    expect([listOf(engine), held(engine, "math-data.secrets", "oauth.env")]).to.deep.equal([LIST, keys]);
    engine.files.get("math-data.roster")?.set("userlist", Buffer.from(EDITED));
    // What was edited in the hub would be forgotten.
    expect(await refusal(up(place(false), { engine }))).to.have.property("code", "list-changed");
    engine.files.get("math-data.roster")?.set("userlist", Buffer.from(LIST));
    await up(place(false), { engine });
    expect(await ids(engine, false)).to.deep.equal([]);
    const after = (await engine.observe()).volumes.map(({ name }) => name);
    expect(after).to.include.members([...volumes, "math-data.roster", "math-data.secrets", "math-data.proxy"]);
    expect(readFileSync(path("secrets/oauth.env"), "utf8")).to.equal(keys);
    const hub = (await engine.observe()).containers.find(({ name }) => name === "math");
    expect(hub?.mounts.map(({ source }) => source)).to.include(path("roster"));
  });
});
