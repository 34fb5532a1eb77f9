import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { up as applyUp } from "../../../src/apply/up/up.ts";
import { people } from "../../../src/cli/commands/people/people.ts";
import { status } from "../../../src/cli/commands/status.ts";
import type { Executed } from "../../../src/engine/port.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import * as hubwright from "../../../src/index.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { container, networkNamed } from "../../engine/engine-contract.ts";
import { contextIn } from "./fake-context.ts";

const ROSTER = "boss admin\nann math\n";
const QUIET = { people: 2, diagnostics: [], loss: [], digest: "abc", held: [], isRead: true };
const LOSS = { ...QUIET, people: 14, loss: Array.from({ length: 12 }, (_, number) => `p${number}`) };
const HELD = { ...QUIET, held: [{ name: "zed", leftOn: "2026-09-01" }] };
/** A name that would write on the screen by itself, reverse the direction of text and end a line. */
const HOSTILE = "\u001b[2J\u202ex\ny";

describe("what waits in a running hub", () => {
  const directory = temporaryDirectory();

  beforeEach(() => {
    writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18973 };\n`);
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster", "userlist"), ROSTER);
  });

  /** A hub that is up, what was run in it, and what it answers to anything but a report. */
  async function hubThat(reports: unknown, answer: Partial<Executed> = { output: "{}" }) {
    const ran: (readonly string[])[] = [];
    const engine = new MemoryEngine({
      images: ["debian:trixie-slim"],
      exec: (_, command) => {
        const [, , module = "", ...words] = command;
        // What asks whether it is healthy.
        if (!module.startsWith("hubwright_hub.")) return { exitCode: 0, output: "" };
        if (module === "hubwright_hub.report")
          return { output: JSON.stringify(reports), errors: "userlist 1:1 has faults\n" };
        ran.push([module, ...words]);
        return answer;
      },
    });
    const { hub } = await loadProject(directory(), { cache: join(directory(), ".cache"), hubwright });
    await applyUp({ hub, people: GroupMap.parse(ROSTER), directory: directory() }, { engine });
    return { engine, ran };
  }

  describe("people accept", () => {
    it("shows how many people leave and who, asks, and accepts the file that it showed", async () => {
      const { engine, ran } = await hubThat(LOSS);
      const context = contextIn(directory(), { engine, answer: true });
      expect(await people(context, { action: "accept" })).to.equal(0);
      expect(context.printed[0]).to.equal(
        `roster/userlist removes access for 12 people: "p0", "p1", "p2", "p3", "p4" and 7 more.`,
      );
      expect(context.questions).to.deep.equal(["Remove access for 12 people?"]);
      expect(ran).to.deep.equal([["hubwright_hub.accept", "abc"]]);
    });

    it("removes nobody's access if the answer is no, or if there is nobody to ask", async () => {
      const { engine, ran } = await hubThat(LOSS);
      for (const answer of [{ answer: false }, {}]) {
        const context = contextIn(directory(), { engine, ...answer });
        expect(await people(context, { action: "accept" })).to.equal(1);
        expect(context.problems.at(-1)).to.include("hubwright people accept --yes");
      }
      expect(ran).to.deep.equal([]);
    });

    it("asks nothing with --yes", async () => {
      const { engine, ran } = await hubThat(LOSS);
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "accept", yes: true })).to.equal(0);
      expect(context.questions).to.deep.equal([]);
      expect(ran).to.have.length(1);
    });

    it("says that nothing is waiting, with a next step", async () => {
      const { engine, ran } = await hubThat(QUIET);
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "accept", yes: true })).to.equal(1);
      expect(context.problems.join("\n")).to.include("No change is waiting").and.to.include("hubwright status");
      expect(ran).to.deep.equal([]);
    });

    it("passes on why a file that was edited in the meantime is not accepted", async () => {
      const errors = "userlist 4:1: no name\nThe userlist has changed since you saw it. Check it again.\n";
      const { engine } = await hubThat(LOSS, { exitCode: 1, errors });
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "accept", yes: true })).to.equal(1);
      expect(context.problems[0]).to.equal(
        "Nobody lost access: The userlist has changed since you saw it. Check it again.",
      );
    });

    it("says that the hub is not up, with a next step", async () => {
      const context = contextIn(directory(), { engine: new MemoryEngine({}) });
      expect(await people(context, { action: "accept", yes: true })).to.equal(1);
      expect(context.problems.at(-1)).to.include("hubwright up");
    });

    it("says that the hub runs another version if it answers in another way, before or after it has accepted", async () => {
      for (const [reports, answer] of [
        ["another form", {}],
        [LOSS, { output: "accepted\n" }],
      ] as const) {
        const { engine } = await hubThat(reports, answer);
        const context = contextIn(directory(), { engine });
        expect(await people(context, { action: "accept", yes: true })).to.equal(1);
        expect(context.problems).to.deep.equal([
          "math runs another version of hubwright, whose answer about what is waiting cannot be read.",
          "  hint: Update it; notebooks keep running: hubwright up [hub-outdated]",
        ]);
      }
    });

    it("rejects a name as a mistake", async () => {
      expect(await people(contextIn(directory()), { action: "accept", name: "p0" })).to.equal(64);
    });
  });

  describe("people return", () => {
    it("says what happens to the folder, and lets the name in", async () => {
      const output = JSON.stringify({ name: "zed", choice: "new", archived: ["math-user-zed..2026-11-23"] });
      const { engine, ran } = await hubThat(HELD, { exitCode: 0, output });
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "return", name: "Zed", new: true })).to.equal(0);
      expect(context.printed.join("\n"))
        .to.include("not the one who used this hub until 2026-09-01. The old folder will be archived")
        .and.to.include(`Archived: "math-user-zed..2026-11-23"`);
      expect(ran).to.deep.equal([["hubwright_hub.returns", "zed", "new"]]);
    });

    it("changes nothing when the answer is no", async () => {
      const { engine, ran } = await hubThat(HELD);
      const context = contextIn(directory(), { engine, answer: false });
      expect(await people(context, { action: "return", name: "zed", same: true })).to.equal(1);
      expect(context.printed[0]).to.include("gets the old folder back");
      expect(ran).to.deep.equal([]);
    });

    it("names who is waiting if the given name is not", async () => {
      const { engine, ran } = await hubThat(HELD);
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "return", name: "ann", same: true })).to.equal(1);
      expect(context.problems).to.deep.equal([
        `"ann" is not waiting for a decision.`,
        `  hint: These names are: "zed". [nothing-waiting]`,
      ]);
      expect(ran).to.deep.equal([]);
    });

    it("passes on why an archive failed, without its trace", async () => {
      const errors = "Traceback (most recent call last):\n  File x\nmath-user-zed is used by math-user-ann. Stop it.\n";
      const { engine } = await hubThat(HELD, { exitCode: 1, errors });
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "return", name: "zed", new: true })).to.equal(1);
      expect(context.problems[0]).to.equal("Nothing was changed: math-user-zed is used by math-user-ann. Stop it.");
    });

    for (const wrong of [{}, { same: true, new: true }, { same: true, words: ["yes"] }])
      it(`asks for exactly one choice: ${JSON.stringify(wrong)}`, async () => {
        expect(await people(contextIn(directory()), { action: "return", name: "zed", ...wrong })).to.equal(64);
      });
  });

  describe("people reset-passwords", () => {
    const LIST = "boss admin\nann math # of the class\nbob pw=2\ncid\n";
    const formerAdmins = [
      { name: "dan", until: "2026-11-29", people: ["ann", "bob"] },
      { name: "eve", until: "2026-11-30", people: ["bob", "gone"] },
    ];
    const rosterText = () => readFileSync(join(directory(), "roster", "userlist"), "utf8");

    beforeEach(() => writeFileSync(join(directory(), "roster", "userlist"), LIST));

    async function hubWith(reports: unknown) {
      const { engine } = await hubThat(reports);
      for (const [person, hub] of [
        ["ann", "math"],
        ["cid", "math"],
        ["bob", "physics"],
      ] as const) {
        const name = `${hub}-user-${person}`;
        const labels = { "hubwright.hub": hub, "hubwright.kind": "notebook", "hubwright.person": person };
        const network = networkNamed("math-network");
        await engine.createContainer(container("left", { name, image: "math-notebook:latest", labels, network }));
        await engine.startContainer(name);
      }
      return engine;
    }

    it("says who was an admin, how many servers stop, asks, and raises the numbers of those people alone", async () => {
      const context = contextIn(directory(), { engine: await hubWith({ ...QUIET, formerAdmins }), answer: true });
      expect(await people(context, { action: "reset-passwords" })).to.equal(0);
      expect(context.printed).to.deep.equal([
        '"dan" was an admin until 2026-11-29 and could have seen the passwords of 2 people.',
        '"eve" was an admin until 2026-11-30 and could have seen the passwords of 2 people.',
        '2 people would get new passwords: "ann", "bob". Their sessions and tokens end, and 1 of their servers stops, as do servers of others that they have open.',
        "2 people got new passwords; hubwright passwords prints them.",
      ]);
      expect(context.questions).to.deep.equal(["Give 2 people new passwords?"]);
      expect(rosterText()).to.equal("boss admin\nann math pw=2 # of the class\nbob pw=3\ncid\n");
    });

    it("changes nothing when the answer is no, or when nobody is there to be asked, and asks nothing with --yes", async () => {
      const engine = await hubWith({ ...QUIET, formerAdmins });
      for (const answer of [{ answer: false }, {}]) {
        const context = contextIn(directory(), { engine, ...answer });
        expect(await people(context, { action: "reset-passwords" })).to.equal(1);
        expect(context.problems.at(-1)).to.include("hubwright people reset-passwords --yes");
      }
      expect(rosterText()).to.equal(LIST);
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "reset-passwords", yes: true })).to.equal(0);
      expect(context.questions).to.deep.equal([]);
      expect(rosterText()).to.include("bob pw=3");
    });

    it("has nothing to do where nobody was an admin, and says where the hub cannot tell or has no passwords", async () => {
      const calm = contextIn(directory(), { engine: await hubWith({ ...QUIET, formerAdmins: [] }) });
      expect(await people(calm, { action: "reset-passwords" })).to.equal(0);
      const older = contextIn(directory(), { engine: (await hubThat(QUIET)).engine });
      expect(await people(older, { action: "reset-passwords" })).to.equal(1);
      expect(older.problems.at(-1)).to.include("hubwright up");
      const signIn = `{ kind: "custom", authenticator: "x.Y" }`;
      writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18973, signIn: ${signIn} };\n`);
      const custom = contextIn(directory());
      expect(await people(custom, { action: "reset-passwords" })).to.equal(1);
      expect(custom.problems[0]).to.equal("math has no passwords: people sign in with x.Y.");
      expect(rosterText()).to.equal(LIST);
    });

    it("is what status says to run", async () => {
      const context = contextIn(directory(), { engine: await hubWith({ ...QUIET, formerAdmins }) });
      await status(context, {});
      expect(context.printed.join("\n")).to.include(
        '"dan" was an admin until 2026-11-29 and could have seen the passwords of 2 people. hubwright people reset-passwords gives them new ones.',
      );
      const one = [{ name: "dan", until: "2026-11-29", people: ["ann"] }];
      const again = contextIn(directory(), { engine: await hubWith({ ...QUIET, formerAdmins: one }) });
      await status(again, {});
      expect(again.printed.join("\n")).to.include(
        "of 1 person. hubwright people reset-passwords gives them a new one.",
      );
    });
  });

  describe("status", () => {
    it("shows the hub's view beside the file's", async () => {
      const { engine } = await hubThat(LOSS);
      const context = contextIn(directory(), { engine });
      expect(await status(context, {})).to.equal(0);
      const shown = context.printed.join("\n");
      expect(shown).to.match(/^people +2 in roster\/userlist$/m);
      expect(shown).to.match(/^roster +in force: 14 people$/m);
      expect(shown).to.match(/waiting: 12 people would lose access: "p0".* hubwright people accept$/m);
    });

    it("shows lines at fault, ten at most, and who is held", async () => {
      const diagnostics = Array.from({ length: 14 }, (_, index) => ({
        code: "roster-group-invalid",
        severity: index === 0 ? "warning" : "error",
        message: `"m!th" is not a group name.`,
        hint: "Use letters.",
        line: index + 1,
      }));
      const { engine } = await hubThat({ ...HELD, diagnostics });
      const context = contextIn(directory(), { engine });
      await status(context, {});
      const shown = context.printed.join("\n");
      expect(shown).to.not.match(/line 1:/);
      expect(shown).to.include(`line 2: "m!th" is not a group name.`);
      expect(shown).to.include("and 3 more: hubwright check");
      expect(shown).to.include(`held: "zed": hubwright people return NAME --same|--new`);
    });

    it("gives the hub's view to tools", async () => {
      const { engine } = await hubThat(LOSS);
      const context = contextIn(directory(), { engine });
      await status(context, { json: true });
      expect(JSON.parse(context.printed.join("\n"))).to.have.nested.property("roster.people", 14);
    });

    it("shows no view of the hub if it is not up, and why if it runs another version", async () => {
      const down = contextIn(directory(), { engine: new MemoryEngine({ images: ["debian:trixie-slim"] }) });
      expect(await status(down, { json: true })).to.equal(1);
      expect(JSON.parse(down.printed.join("\n"))).to.have.property("roster", null);
      const { engine } = await hubThat("No module named hubwright_hub.report");
      const older = contextIn(directory(), { engine });
      expect(await status(older, {})).to.equal(0);
      expect(older.printed.join("\n"))
        .to.match(/^roster +unknown: the hub runs another version; hubwright up updates it$/m)
        .and.not.include("in force");
    });
  });

  it("never lets a name from the hub write on the terminal by itself", async () => {
    const problem = { code: "x", severity: "error", message: `${HOSTILE} is not.`, hint: "", line: 1 };
    const reports = { ...LOSS, loss: [HOSTILE], held: [{ name: HOSTILE, leftOn: HOSTILE }], diagnostics: [problem] };
    Object.assign(reports, { formerAdmins: [{ name: HOSTILE, until: HOSTILE, people: ["ann"] }] });
    const { engine } = await hubThat(reports, { exitCode: 1, errors: `first\n${HOSTILE}` });
    const context = contextIn(directory(), { engine });
    await status(context, {});
    await people(context, { action: "accept", yes: true });
    await people(context, { action: "return", name: HOSTILE, new: true });
    await people(context, { action: "return", name: "ann", new: true });
    const shown = [...context.printed, ...context.problems];
    // oxlint-disable-next-line no-control-regex
    for (const line of shown) expect(line).to.not.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(shown.filter((line) => line.startsWith("y"))).to.deep.equal([]);
  });
});
