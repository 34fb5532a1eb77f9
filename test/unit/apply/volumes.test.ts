import { expect } from "chai";
import { mountsFor } from "../../../src/access/mounts-for.ts";
import { archiveVolumes } from "../../../src/apply/volumes/archive-volumes.ts";
import { renameOwner } from "../../../src/apply/volumes/rename-owner.ts";
import type { Labels } from "../../../src/deployment/deployment.ts";
import { MemoryEngine, type MemoryEngineOptions } from "../../../src/engine/memory/memory-engine.ts";
import type { VolumeWork } from "../../../src/engine/port.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { dropBox, perGroup, perPerson } from "../../../src/model/hub/volume-policy.ts";
import { engineThatCopies } from "./engine-that-copies.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

const IMAGE = "math-jupyterhub:latest";
const HUB = defineHub({
  name: "math",
  volumes: {
    home: perPerson({ at: "/home/jovyan" }),
    shared: perGroup({ at: "/home/jovyan/{group}" }),
    work: dropBox({ at: "/home/jovyan/{group}-work", collectAt: "/home/jovyan/{group}-boxes/{person}" }),
    all: perGroup({ at: "/home/jovyan/all-{group}", scope: "server" }),
  },
});
const OPTIONS = { hub: "math", image: IMAGE, day: "2026-11-24" };
const home = (person: string): Labels => ({
  "hubwright.hub": "math",
  "hubwright.kind": "home",
  "hubwright.policy": "home",
  "hubwright.person": person,
});
const ofGroup = (kind: string, policy: string, group: string, person?: string): Labels => ({
  "hubwright.hub": "math",
  "hubwright.kind": kind,
  "hubwright.policy": policy,
  "hubwright.group": group,
  ...(person === undefined ? {} : { "hubwright.person": person }),
});

async function engineWith(
  volumes: { readonly [name: string]: Labels },
  options: MemoryEngineOptions = {},
): Promise<MemoryEngine> {
  const engine = new MemoryEngine({ images: [IMAGE], run: looked, ...options });
  for (const [name, labels] of Object.entries(volumes)) await engine.createVolume({ name, labels });
  return engine;
}

/** Nothing changes meanwhile: each look sees the same time. */
function looked({ command, volumes }: VolumeWork): { exitCode: number; output: string } {
  const isLook = command.includes("hubwright_hub.volume_ages");
  return { exitCode: 0, output: isLook ? JSON.stringify(volumes.map(() => 1e9)) : "3 files and folders, 5 bytes" };
}

const namesIn = async (engine: MemoryEngine) => (await engine.observe([])).volumes.map(({ name }) => name).toSorted();

/** Archives volumes; returns what it prints. */
async function archive(engine: MemoryEngine, volumes: readonly string[]): Promise<readonly string[]> {
  const said: string[] = [];
  await archiveVolumes(volumes, OPTIONS, "asked for", {
    engine,
    on: (event) => {
      if (event.type === "output") said.push(event.line);
    },
  });
  return said;
}

describe("archiving volumes", () => {
  it("copies each, then removes the original, and labels the archive with its owner", async () => {
    const engine = await engineWith({ "math-user-ann": home("ann") });
    const said = await archive(engine, ["math-user-ann"]);
    expect(said).to.deep.equal([
      "math-user-ann is kept as math-user-ann..archived-2026-11-24 (3 files and folders, 5 bytes).",
    ]);
    const { volumes } = await engine.observe([]);
    expect(volumes.map(({ name, labels }) => ({ name, labels }))).to.deep.equal([
      { name: "math-user-ann..archived-2026-11-24", labels: { ...home("ann"), "hubwright.kind": "archive" } },
    ]);
  });

  it("never removes an original whose copy failed", async () => {
    const engine = await engineWith(
      { "math-user-ann": home("ann") },
      { run: () => ({ exitCode: 1, output: "No space left on device" }) },
    );
    const problem = await archive(engine, ["math-user-ann"]).catch((error: unknown) => error);
    expect(problem).to.be.an("error").with.property("message").that.includes("No space left on device");
    expect(await namesIn(engine)).to.include("math-user-ann");
    expect(engine.calls.filter((call) => call.startsWith("removeVolume"))).to.deep.equal([]);
  });

  it("takes the next number if the day's archive has other contents", async () => {
    const engine = await engineWith(
      { "math-user-ann": home("ann") },
      {
        run: ({ volumes }) => ({
          exitCode: volumes.some(({ name }) => name.endsWith("archived-2026-11-24")) ? 3 : 0,
          output: "",
        }),
      },
    );
    await archive(engine, ["math-user-ann"]);
    expect(await namesIn(engine))
      .to.include("math-user-ann..archived-2026-11-24.2")
      .and.not.include("math-user-ann");
  });

  it("refuses a volume that a server uses, before anything is copied", async () => {
    const engine = await engineWith({ "math-user-ann": home("ann"), "math-user-bob": home("bob") });
    await engine.createContainer({
      ...EMPTY,
      name: "math-user-bob",
      labels: { "hubwright.kind": "notebook" },
      mounts: [{ type: "volume", source: "math-user-bob", target: "/home/jovyan" }],
    });
    const problem = await archive(engine, ["math-user-ann", "math-user-bob"]).catch((error: unknown) => error);
    expect(problem).to.have.property("code", "in-use");
    expect(engine.calls.filter((call) => call.startsWith("run "))).to.deep.equal([]);
  });
});

describe("renaming people and groups", () => {
  const rename = { what: "person", from: "ann", to: "anna" } as const;

  it("moves a home and a box, and leaves what others may be using", async () => {
    const engine = await engineWith({
      "math-user-ann": home("ann"),
      "math-shared.work-t.ann": ofGroup("box", "work", "t", "ann"),
      "math-shared.work-t..2026": ofGroup("box-copy", "work", "t", "ann"),
      "math-user-bob": home("bob"),
    });
    let edited = 0;
    const { left } = await renameOwner(HUB, rename, {
      engine,
      isListed: false,
      editRoster: async () => void (edited += 1),
    });
    expect(edited).to.equal(1);
    expect(await namesIn(engine)).to.deep.equal([
      "math-shared.work-t..2026",
      "math-shared.work-t.anna",
      "math-user-anna",
      "math-user-bob",
    ]);
    expect(left.map(({ volume }) => volume)).to.deep.equal(["math-shared.work-t..2026"]);
    const anna = (await engine.observe([])).volumes.find(({ name }) => name === "math-user-anna");
    expect(anna?.labels).to.deep.equal({ ...home("anna"), "hubwright.from": "math-user-ann" });
  });

  it("moves a group's folder and its members' boxes, and no folder that the server's hubs share", async () => {
    const engine = await engineWith({
      "math-shared-t": ofGroup("group", "shared", "t"),
      "math-shared.work-t.ann": ofGroup("box", "work", "t", "ann"),
      "shared.all-t": ofGroup("group", "all", "t"),
      "math-shared-tt": ofGroup("group", "shared", "tt"),
    });
    const { left } = await renameOwner(
      HUB,
      { what: "group", from: "t", to: "u" },
      { engine, isListed: false, editRoster: async () => {} },
    );
    expect(await namesIn(engine)).to.deep.equal([
      "math-shared-tt",
      "math-shared-u",
      "math-shared.work-u.ann",
      "shared.all-t",
    ]);
    expect(left.map(({ volume }) => volume)).to.deep.equal(["shared.all-t"]);
  });

  it("moves the copy of a group's closed boxes too, so that staff still see it, and leaves that of an earlier closing", async () => {
    const closes = "2026-11-01T23:59";
    const at = "/home/jovyan/{group}-submit";
    const inbox = dropBox({ at, collectAt: "/home/jovyan/{group}-submitted/{person}", closes });
    const hub = defineHub({ name: "math", volumes: { ...HUB.volumes, inbox } });
    // Longer than a volume's name may be, so that it is cut and ends in a digest.
    for (const to of ["math1", "a.b".repeat(20)]) {
      const engine = await engineWith({
        "math-shared.inbox-course..2026-11-01T23_3a59": ofGroup("box-copy", "inbox", "course"),
        "math-shared.inbox-course..2026-10-01T23_3a59": ofGroup("box-copy", "inbox", "course"),
        "math-shared.inbox-other..2026-11-01T23_3a59": ofGroup("box-copy", "inbox", "other"),
      });
      const { left } = await renameOwner(
        hub,
        { what: "group", from: "course", to },
        { engine, isListed: false, editRoster: async () => {} },
      );
      const seen = mountsFor(hub, GroupMap.parse(`prof ${to}:staff\n`), "prof", { closed: ["inbox"] });
      const copy = seen.find(({ key }) => key === "inbox")?.volume ?? "";
      expect(await namesIn(engine)).to.have.members([
        copy,
        "math-shared.inbox-course..2026-10-01T23_3a59",
        "math-shared.inbox-other..2026-11-01T23_3a59",
      ]);
      const moved = (await engine.observe([])).volumes.find(({ name }) => name === copy);
      expect(moved?.labels).to.deep.equal({
        ...ofGroup("box-copy", "inbox", to),
        "hubwright.from": "math-shared.inbox-course..2026-11-01T23_3a59",
      });
      expect(left.map(({ volume }) => volume)).to.deep.equal(["math-shared.inbox-course..2026-10-01T23_3a59"]);
    }
  });

  it("is finished by the next run, wherever it was interrupted", async () => {
    for (let last = 0; ; last += 1) {
      let calls = 0;
      let isListed = false;
      let isCut = true;
      const engine = await engineWith(
        { "math-user-ann": home("ann"), "math-shared.work-t.ann": ofGroup("box", "work", "t", "ann") },
        {
          before: () => {
            calls += 1;
            if (isCut && calls > last + 2) throw new Error("cut off");
          },
        },
      );
      const run = () => renameOwner(HUB, rename, { engine, isListed, editRoster: async () => void (isListed = true) });
      const cut = await run().then(
        () => false,
        () => true,
      );
      const held = await namesIn(engine);
      for (const [from, to] of [
        ["math-user-ann", "math-user-anna"],
        ["math-shared.work-t.ann", "math-shared.work-t.anna"],
      ] as const)
        expect(held.includes(from) || held.includes(to), `${from} after ${last} calls`).to.equal(true);
      isCut = false;
      await run();
      expect(await namesIn(engine), `cut off after ${last} calls`).to.deep.equal([
        "math-shared.work-t.anna",
        "math-user-anna",
      ]);
      if (!cut) {
        expect(last).to.be.greaterThan(5);
        return;
      }
    }
  });

  it("keeps an original that was changed in the meantime", async () => {
    let looks = 0;
    const engine = await engineWith(
      { "math-user-ann": home("ann") },
      {
        run: ({ command }) => {
          if (!command.includes("hubwright_hub.volume_ages")) return { exitCode: 0, output: "" };
          looks += 1;
          return { exitCode: 0, output: `[${looks}]` };
        },
      },
    );
    const { left } = await renameOwner(HUB, rename, { engine, isListed: false, editRoster: async () => {} });
    expect(left.map(({ volume }) => volume)).to.deep.equal(["math-user-ann"]);
    expect(await namesIn(engine)).to.deep.equal(["math-user-ann", "math-user-anna"]);
  });

  it("never takes a volume that belongs to someone with the new name", async () => {
    const engine = await engineWith({ "math-user-ann": home("ann"), "math-user-anna": home("anna") });
    const problem = await renameOwner(HUB, rename, { engine, isListed: false, editRoster: async () => {} }).catch(
      (error: unknown) => error,
    );
    expect(problem).to.have.property("code", "name-taken");
    expect(await namesIn(engine)).to.deep.equal(["math-user-ann", "math-user-anna"]);
  });

  it("suggests nothing that cannot work if the new name's volume is another hub's", async () => {
    const engine = await engineWith({
      "math-user-ann": home("ann"),
      "math-user-anna": { ...home("anna"), "hubwright.hub": "geo" },
    });
    const problem = await renameOwner(HUB, rename, { engine, isListed: false, editRoster: async () => {} }).catch(
      (error: unknown) => error,
    );
    expect(problem).to.have.property("code", "name-taken");
    expect(problem).to.have.property("hint", "Choose another name.");
  });

  it("never takes what an earlier rename moved to that name, and says how to archive all of it", async () => {
    const { engine, contents, fill } = engineThatCopies([IMAGE]);
    const next = { what: "group", from: "next", to: "current" } as const;
    let edited = 0;
    const run = () => renameOwner(HUB, next, { engine, isListed: false, editRoster: async () => void (edited += 1) });
    const term = async (text: string) => {
      await fill("math-shared-next", ofGroup("group", "shared", "next"), `folder of ${text}`);
      await fill("math-shared.work-next.ann", ofGroup("box", "work", "next", "ann"), `box of ${text}`);
    };
    await term("term 1");
    await run();
    await term("term 2");
    await fill("math-shared.work-next.bob", ofGroup("box", "work", "next", "bob"), "new in term 2");
    // Recreated by someone's server: it has no label of a copy.
    await fill("math-shared.work-current.bob", ofGroup("box", "work", "current", "bob"), "another's");
    const held = [...contents];

    const problem = await run().catch((error: unknown) => error);
    expect(problem).to.have.property("code", "name-taken");
    expect([...contents]).to.deep.equal(held);
    expect(edited).to.equal(1);
    const hint = String((problem as { hint?: string }).hint);
    const named = hint.split("hubwright volumes archive ")[1]?.split(" ") ?? [];
    expect(named).to.have.members([
      "math-shared-current",
      "math-shared.work-current.ann",
      "math-shared.work-current.bob",
    ]);

    await archive(engine, named);
    await run();
    expect(Object.fromEntries(contents)).to.deep.equal({
      "math-shared-current": "folder of term 2",
      "math-shared-current..archived-2026-11-24": "folder of term 1",
      "math-shared.work-current.ann": "box of term 2",
      "math-shared.work-current.ann..archived-2026-11-24": "box of term 1",
      "math-shared.work-current.bob": "new in term 2",
      "math-shared.work-current.bob..archived-2026-11-24": "another's",
    });
  });

  it("copies nothing at all if it refuses one volume", async () => {
    const { engine, contents, fill } = engineThatCopies([IMAGE]);
    const run = () => renameOwner(HUB, rename, { engine, isListed: false, editRoster: async () => {} });
    await fill("math-user-ann", home("ann"), "earlier");
    await run();
    await fill("math-shared.work-t.ann", ofGroup("box", "work", "t", "ann"), "a box");
    await fill("math-user-ann", home("ann"), "later");
    const held = [...contents];
    const problem = await run().catch((error: unknown) => error);
    expect(problem).to.have.property("code", "name-taken");
    expect([...contents]).to.deep.equal(held);
    expect(await namesIn(engine)).to.deep.equal(["math-shared.work-t.ann", "math-user-ann", "math-user-anna"]);
  });

  it("restarts an interrupted copy, whatever has happened to its original", async () => {
    const { engine, contents, fill, cutOff } = engineThatCopies([IMAGE]);
    const run = () => renameOwner(HUB, rename, { engine, isListed: false, editRoster: async () => {} });
    await fill("math-user-ann", home("ann"), "before");
    cutOff();
    expect(await run().catch((error: unknown) => error)).to.be.an("error");
    contents.set("math-user-ann", "after");
    await run();
    expect([...contents]).to.deep.equal([["math-user-anna", "after"]]);
  });
});

const EMPTY = {
  image: IMAGE,
  environment: {},
  network: networkNamed("none"),
  aliases: [],
  ports: [],
  healthcheck: { command: ["NONE"], interval: 1, timeout: 1, startPeriod: 1, retries: 1 },
  restart: "no",
  logging: { driver: "json-file", options: {} },
} as const;
