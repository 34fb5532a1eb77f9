import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { volumes } from "../../../src/cli/commands/volumes/volumes.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import type { VolumeWork } from "../../../src/engine/port.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { withLock } from "../../../src/workspace/lock.ts";
import { newRun } from "../../../src/workspace/run.ts";
import { engineThatCopies } from "../apply/engine-that-copies.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn, type FakeContext } from "./fake-context.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

const IMAGE = "math-jupyterhub:latest";
const USERLIST = "hub-admin admin\nann team # the first\nbob team\n";
const HOME = { "hubwright.hub": "math", "hubwright.kind": "home", "hubwright.policy": "home" };

describe("hubwright volumes", () => {
  const directory = temporaryDirectory();
  let engine: MemoryEngine;

  beforeEach(async () => {
    engine = new MemoryEngine({ images: [IMAGE], run: worked, sizes: { "math-user-ann": 2048 } });
    writeFileSync(join(directory(), "hub.yaml"), "name: math\n");
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster/userlist"), USERLIST);
    await engine.createVolume({ name: "math-user-ann", labels: { ...HOME, "hubwright.person": "ann" } });
    await engine.createVolume({ name: "math-user-cy", labels: { ...HOME, "hubwright.person": "cy" } });
    await engine.createVolume({ name: "wiki", labels: {} });
    await engine.createVolume({ name: "geo-user-ann", labels: { ...HOME, "hubwright.hub": "geo" } });
  });

  const worked = ({ command, volumes: mounted }: VolumeWork) => ({
    exitCode: 0,
    output: command.includes("hubwright_hub.volume_ages")
      ? JSON.stringify(mounted.map(() => 1e9))
      : "2 files and folders",
  });
  const names = async () => (await engine.observe([])).volumes.map(({ name }) => name).toSorted();
  const asked = (options: { readonly answer?: boolean; readonly typed?: string } = {}): FakeContext =>
    contextIn(directory(), { engine, ...options });

  it("lists each with its owner, its size and its last change", async () => {
    const context = asked();
    expect(await volumes(context, {})).to.equal(0);
    expect(context.printed.join("\n"))
      .to.match(/^math-user-ann {2}home of ann {2}2\.0 KiB {2}2001-09-09$/m)
      .and.match(/^math-user-cy .* stale$/m)
      .and.not.include("wiki")
      .and.not.include("geo-user-ann");
  });

  it("lists only those that nobody has any more", async () => {
    const context = asked();
    await volumes(context, { stale: true, json: true });
    const rows = JSON.parse(context.printed.join("\n")) as { name: string; size: number }[];
    expect(rows.map(({ name }) => name)).to.deep.equal(["math-user-cy"]);
  });

  it("removes one whose name was typed, and none for another name, an answer without a name, or nobody", async () => {
    for (const options of [{ answer: true, typed: "math-user" }, { answer: true, typed: "y" }, {}]) {
      expect(await volumes(asked(options), { action: "remove", words: ["math-user-cy"] })).to.equal(1);
      expect(await names()).to.include("math-user-cy");
    }
    const context = asked({ answer: true, typed: "math-user-cy" });
    expect(await volumes(context, { action: "remove", words: ["math-user-cy"] })).to.equal(0);
    expect(await names()).to.not.include("math-user-cy");
  });

  it("does not remove one while another command is working on the hub", async () => {
    await withLock({ directory: directory(), run: newRun("up") }, async () => {
      const context = asked({ answer: true, typed: "math-user-cy" });
      const failure = await volumes(context, { action: "remove", words: ["math-user-cy"] }).catch(
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "hub-locked");
      expect(await names()).to.include("math-user-cy");
    });
    expect(await volumes(asked(), { action: "remove", words: ["math-user-cy"], confirm: "math-user-cy" })).to.equal(0);
    expect(await names()).to.not.include("math-user-cy");
  });

  it("does not remove one that a container started to use after its name was asked for", async () => {
    const context = asked({ answer: true });
    const terminal = {
      ...context.terminal,
      ask: async () => {
        await engine.createNetwork({ name: "none", labels: {} });
        const mounts = [{ type: "volume", source: "math-user-cy", target: "/home" }] as const;
        await engine.createContainer({ ...EMPTY, name: "math-user-cy", labels: {}, mounts });
        return "math-user-cy";
      },
    };
    const failure = await volumes({ ...context, terminal }, { action: "remove", words: ["math-user-cy"] }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "in-use");
    expect(await names()).to.include("math-user-cy");
  });

  it("removes volumes that only a container of a killed run or hub still has mounted", async () => {
    await engine.createNetwork({ name: "none", labels: {} });
    for (const [hub, kind, source] of [
      ["math", "look", "math-user-cy"],
      ["geo", "box-copy", "geo-user-ann"],
    ] as const) {
      const labels = { "hubwright.hub": hub, "hubwright.kind": kind };
      const mounts = [{ type: "volume", source, target: "/volumes/0" }] as const;
      await engine.createContainer({ ...EMPTY, name: `${hub}.${kind}`, labels, mounts });
    }
    expect(await volumes(asked(), { action: "remove", words: ["math-user-cy"], confirm: "math-user-cy" })).to.equal(0);
    expect(await volumes(asked(), { action: "remove", ofHub: "geo", confirm: "geo" })).to.equal(0);
    expect(await names()).to.deep.equal(["math-user-ann", "wiki"]);
    expect(await engine.containers()).to.deep.equal([]);
  });

  it("never removes or archives what is another's, whatever is typed", async () => {
    for (const name of ["wiki", "geo-user-ann", "not-there"]) {
      for (const action of ["remove", "archive"]) {
        const context = asked({ answer: true, typed: name });
        expect(await volumes(context, { action, words: [name], confirm: name })).to.equal(1);
        expect(context.problems.join("\n")).to.match(/is not this hub's|does not exist/);
      }
    }
    expect(await names()).to.deep.equal(["geo-user-ann", "math-user-ann", "math-user-cy", "wiki"]);
  });

  it("removes everything that a former hub left, and nothing of one that exists", async () => {
    await engine.createNetwork({ name: "geo-network", labels: { "hubwright.hub": "geo" } });
    const refused = asked({ answer: true, typed: "math" });
    expect(await volumes(refused, { action: "remove", ofHub: "geo" })).to.equal(1);
    expect(await names()).to.include("geo-user-ann");
    const gone = asked({ answer: true, typed: "geo" });
    expect(await volumes(gone, { action: "remove", ofHub: "geo" })).to.equal(0);
    expect(await names()).to.deep.equal(["math-user-ann", "math-user-cy", "wiki"]);
    expect((await engine.observe([])).networks).to.deep.equal([]);
    expect(await volumes(asked(), { action: "remove", ofHub: "geo" })).to.equal(1);
    await engine.createContainer({ ...EMPTY, name: "math", labels: { "hubwright.hub": "math" } });
    const there = asked({ answer: true, typed: "math" });
    expect(await volumes(there, { action: "remove", ofHub: "math" })).to.equal(1);
    expect(there.problems.join("\n")).to.include("still has containers");
    expect(await names()).to.deep.equal(["math-user-ann", "math-user-cy", "wiki"]);
  });

  it("removes only what was listed, and nothing once the hub is there again", async () => {
    const during = (work: () => Promise<unknown>) => {
      const context = asked({ answer: true });
      const ask = async () => work().then(() => "geo");
      return { ...context, terminal: { ...context.terminal, ask } };
    };
    const starts = during(() => engine.createContainer({ ...EMPTY, name: "geo", labels: { "hubwright.hub": "geo" } }));
    const failure = await volumes(starts, { action: "remove", ofHub: "geo" }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "in-use");
    expect(await names()).to.include("geo-user-ann");
    await engine.removeContainer("geo");
    const creates = during(() => engine.createVolume({ name: "geo-user-new", labels: { "hubwright.hub": "geo" } }));
    expect(await volumes(creates, { action: "remove", ofHub: "geo" })).to.equal(0);
    expect(await names())
      .to.include("geo-user-new")
      .and.not.include("geo-user-ann");
  });

  it("logs what was removed and archived, and when", async () => {
    const log = () => readFileSync(join(directory(), ".hubwright/volumes.log"), "utf8");
    await volumes(asked(), { action: "remove", words: ["math-user-cy"], confirm: "math-user-cy" });
    expect(log())
      .to.match(/^# volumes \w+, since /m)
      .and.match(/^# done: - volume math-user-cy/m);
    await volumes(asked(), { action: "archive", words: ["math-user-ann"] });
    expect(log()).to.match(/^math-user-ann is kept as math-user-ann\.\.archived-/m);
  });

  it("never removes with a hub the folder that all hubs of the server share, though it says that hub made it", async () => {
    await engine.createVolume({ name: "shared.admins-admin", labels: { "hubwright.hub": "geo" } });
    const context = asked({ answer: true, typed: "geo" });
    expect(await volumes(context, { action: "remove", ofHub: "geo" })).to.equal(0);
    expect(await names()).to.deep.equal(["math-user-ann", "math-user-cy", "shared.admins-admin", "wiki"]);
    expect(context.printed.join("\n")).to.include("shared.admins-admin is kept");
  });

  it("renames a person with the home, in the list too, with the comment kept", async () => {
    const context = asked();
    expect(await volumes(context, { action: "rename", words: ["person", "ann", "Anna"] })).to.equal(0);
    expect(await names())
      .to.include("math-user-anna")
      .and.not.include("math-user-ann");
    expect(readRoster()).to.equal("hub-admin admin\nanna team # the first\nbob team\n");
    expect(context.printed.join("\n")).to.include("hubwright passwords anna");
  });

  it("does not remove a volume that was replaced while its name was typed, even by one with the same labels", async () => {
    const labels = { ...HOME, "hubwright.person": "cy" };
    for (const others of [labels, { ...labels, "hubwright.policy": "scratch" }]) {
      const context = asked({ answer: true });
      const ask = async () => {
        await engine.removeVolume("math-user-cy");
        await engine.createVolume({ name: "math-user-cy", labels: others });
        return "math-user-cy";
      };
      const replacing = { ...context, terminal: { ...context.terminal, ask } };
      const failure = await volumes(replacing, { action: "remove", words: ["math-user-cy"] }).catch(
        (error: unknown) => error,
      );
      expect(failure).to.have.property("message").that.includes("was replaced or changed while its name was typed");
      expect(await names()).to.include("math-user-cy");
    }
  });

  it("quotes a new name in the command that prints its password", async () => {
    const context = asked();
    expect(await volumes(context, { action: "rename", words: ["person", "ann", "o'neill"] })).to.equal(0);
    expect(context.printed.join("\n")).to.include(`hubwright passwords 'o'\\''neill'`);
  });

  it("keeps both homes if a rename was undone by hand and is repeated, and suggests a way that works", async () => {
    const held = engineThatCopies([IMAGE]);
    engine = held.engine;
    const ann = { ...HOME, "hubwright.person": "ann" };
    const words = ["person", "ann", "anna"];
    await held.fill("math-user-ann", ann, "first");
    expect(await volumes(asked(), { action: "rename", words })).to.equal(0);
    writeFileSync(join(directory(), "roster/userlist"), USERLIST);
    await held.fill("math-user-ann", ann, "second");
    const problem = await volumes(asked(), { action: "rename", words }).catch((error: unknown) => error);
    expect(readRoster()).to.equal(USERLIST);
    const [, action, ...named] =
      / (volumes) (archive) (.*)$/.exec(String((problem as { hint?: string }).hint))?.slice(1) ?? [];
    expect(await volumes(asked(), { action: action ?? "", words: named })).to.equal(0);
    expect(await volumes(asked(), { action: "rename", words })).to.equal(0);
    expect(held.contents.get("math-user-anna")).to.equal("second");
    expect([...held.contents.values()].toSorted()).to.deep.equal(["first", "second"]);
  });

  it("warns if the definition names a renamed group, but not for a volume of that name", async () => {
    writeFileSync(join(directory(), "roster/userlist"), "hub-admin admin\nann shared\nbob team\n");
    const plain = asked();
    expect(await volumes(plain, { action: "rename", words: ["group", "shared", "course"] })).to.equal(0);
    expect(plain.problems).to.deep.equal([]);
    writeFileSync(
      join(directory(), "hub.yaml"),
      'name: math\nvolumes: { lab: { per: group, at: "/lab/{group}", groups: [team] } }\n',
    );
    const naming = asked();
    expect(await volumes(naming, { action: "rename", words: ["group", "team", "optics"] })).to.equal(0);
    expect(naming.problems[0]).to.equal("warning: The definition names team too.");
  });

  it("renames no one to a name that is taken or not valid, and copies nothing", async () => {
    for (const words of [
      ["person", "ann", "bob"],
      ["person", "nobody", "anna"],
      ["person", "ann", "../anna"],
      ["person", "ann", "ann"],
      ["person", "nobody", "ann"],
      ["group", "team", "te#am"],
      ["group", "team", "admin"],
      ["group", "nothing", "team"],
    ]) {
      const ended = await volumes(asked(), { action: "rename", words }).catch(() => 1);
      expect(ended, words.join(" ")).to.equal(1);
    }
    expect(
      engine.calls.filter((call) => call.includes("volume_copy") || call.startsWith("removeVolume")),
    ).to.deep.equal([]);
    expect(readRoster()).to.equal(USERLIST);
  });

  it("renames nobody from or to a name that may be another person's, whether the hub is up or not", async () => {
    const answers = new Map([
      ["ann", '{"ann": "2026-01-02"}'],
      ["bob", '{"anna": null}'],
    ]);
    const said = (command: readonly string[]) =>
      command.includes("hubwright_hub.long_away") ? (answers.get(command[3] ?? "") ?? "{}") : undefined;
    for (const isUp of [true, false]) {
      engine = new MemoryEngine({
        images: [IMAGE],
        exec: (_, command) => ({ exitCode: 0, output: said(command) ?? "" }),
        run: (work) => ({ ...worked(work), output: said(work.command) ?? worked(work).output }),
      });
      await engine.createVolume({ name: "math-data", labels: { "hubwright.hub": "math" } });
      await engine.createVolume({ name: "math-user-ann", labels: { ...HOME, "hubwright.person": "ann" } });
      await engine.createNetwork({ name: "none", labels: {} });
      await engine.createContainer({ ...EMPTY, name: "math", labels: { "hubwright.hub": "math" } });
      if (isUp) await engine.startContainer("math");
      for (const [words, problem] of [
        [
          ["person", "ann", "cy"],
          /"ann" was used here until 2026-01-02.*\n.*hubwright people return ann --same, or --new/,
        ],
        [["person", "bob", "anna"], /"anna" belonged to someone else before.*\n.*another name/],
      ] as const) {
        const context = asked();
        expect(await volumes(context, { action: "rename", words })).to.equal(1);
        expect(context.problems.join("\n")).to.match(problem);
      }
      expect(engine.calls.filter((call) => call.includes(".copy"))).to.deep.equal([]);
      expect(readRoster()).to.equal(USERLIST);
    }
  });

  it("renames nobody if the hub's data cannot tell whose name it is", async () => {
    await engine.createVolume({ name: "math-data", labels: { "hubwright.hub": "math" } });
    const failure = await volumes(asked(), { action: "rename", words: ["person", "ann", "anna"] }).catch(
      (error: unknown) => error,
    );
    expect(failure)
      .to.have.property("message")
      .that.matches(/cannot tell whether "ann" or "anna"/);
    expect(readRoster()).to.equal(USERLIST);
  });

  it("prints its usage", async () => {
    for (const [action, words] of [
      ["archive", []],
      ["remove", []],
      ["rename", ["person", "ann"]],
      ["rename", ["hub", "a", "b"]],
      ["prune", []],
    ] as const)
      expect(await volumes(asked(), { action, words })).to.equal(64);
  });

  const readRoster = () => readFileSync(join(directory(), "roster/userlist"), "utf8");
});

const EMPTY = {
  image: IMAGE,
  environment: {},
  network: networkNamed("none"),
  aliases: [],
  mounts: [],
  ports: [],
  healthcheck: { command: ["NONE"], interval: 1, timeout: 1, startPeriod: 1, retries: 1 },
  restart: "no",
  logging: { driver: "json-file", options: {} },
} as const;
