import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { up as applyUp } from "../../../src/apply/up/up.ts";
import { plan } from "../../../src/cli/commands/plan.ts";
import { tokens } from "../../../src/cli/commands/tokens.ts";
import type { Executed } from "../../../src/engine/port.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import * as hubwright from "../../../src/index.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn } from "./fake-context.ts";

const ROSTER = "boss admin\nann math\n";
const MOMENT = "2026-11-29 12:00:00";
const TOKEN = { isService: false, note: "", madeBy: null, created: MOMENT, used: null, expires: null };
const TOKENS = [
  { ...TOKEN, id: 3, owner: "ann", note: "Requested via api by user boss", madeBy: "boss" },
  { ...TOKEN, id: 4, owner: "ann", note: "\u001b[2Jmine", used: MOMENT, expires: MOMENT },
  { ...TOKEN, id: 9, owner: "back-door", isService: true },
];
const SHARE = { person: "ann", group: null, owner: "bob", server: "", created: MOMENT, expires: null };
const SHARES = [
  { ...SHARE, id: "share:1" },
  { ...SHARE, id: "share:2", person: null, group: "math", server: "gpu" },
  { ...SHARE, id: "share-code:1", person: null, owner: "zed", expires: MOMENT },
];
const NONE_SHARED = { admins: ["zed"], adminsMakeTokens: true, adminsShare: true, tokens: TOKENS, shares: [] };
const BESIDE = { ...NONE_SHARED, shares: SHARES };

describe("tokens", () => {
  const directory = temporaryDirectory();

  beforeEach(() => {
    writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18973 };\n`);
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster", "userlist"), ROSTER);
  });

  /** A hub that is up, and what was run in it besides asking. */
  async function hubWith(beside: unknown, answer: Partial<Executed> = { output: '{"revoked": 3}' }) {
    const ran: (readonly string[])[] = [];
    const engine = new MemoryEngine({
      images: ["debian:trixie-slim"],
      exec: (_, command) => {
        const [, how = "", what = "", ...words] = command;
        if (how === "-c" && what.includes("beside_list")) return { output: JSON.stringify(beside) };
        if (what === "hubwright_hub.access_now") return { output: '{"people": {}, "closed": []}' };
        if (what !== "hubwright_hub.revoke_tokens") return {};
        ran.push(words);
        return answer;
      },
    });
    const { hub } = await loadProject(directory(), { cache: join(directory(), ".cache"), hubwright });
    await applyUp({ hub, people: GroupMap.parse(ROSTER), directory: directory() }, { engine });
    return { engine, ran };
  }

  it("are listed with owner, note and moments, and nothing in a note reaches the terminal", async () => {
    const context = contextIn(directory(), { engine: (await hubWith(BESIDE)).engine });
    expect(await tokens(context, {})).to.equal(0);
    expect(context.printed.slice(0, 9)).to.deep.equal([
      "owner                created by  created (UTC)        last used            expires              note",
      "ann                  boss        2026-11-29 12:00:00  never                never                Requested via api by user boss",
      "ann                              2026-11-29 12:00:00  2026-11-29 12:00:00  2026-11-29 12:00:00  \\u001b[2Jmine",
      "back-door (service)              2026-11-29 12:00:00  never                never",
      "",
      "may open              the server of  shared (UTC)         expires",
      "ann                   bob            2026-11-29 12:00:00  never",
      "the group math        bob/gpu        2026-11-29 12:00:00  never",
      "anyone with its code  zed            2026-11-29 12:00:00  2026-11-29 12:00:00",
    ]);
    expect(context.printed.join("\n")).to.include("hubwright tokens revoke NAME");
  });

  it("are listed as data with --json", async () => {
    const context = contextIn(directory(), { engine: (await hubWith(BESIDE)).engine });
    expect(await tokens(context, { action: "list", json: true })).to.equal(0);
    expect(JSON.parse(context.printed.join("\n"))).to.deep.equal({ tokens: TOKENS, shares: SHARES });
  });

  it("of the people who are named are revoked after a question, and no others", async () => {
    const { engine, ran } = await hubWith(BESIDE);
    const context = contextIn(directory(), { engine, answer: true });
    expect(await tokens(context, { action: "revoke", names: ["Ann"] })).to.equal(0);
    expect(context.questions).to.deep.equal(["Revoke 2 tokens and 1 share?"]);
    expect(ran).to.deep.equal([["3", "4", "share:1"]]);
    expect(context.printed.at(-1)).to.equal("Revoked 2 tokens and 1 share.");
  });

  it("are listed if nothing is shared, and so are shares of someone without a token", async () => {
    const none = contextIn(directory(), { engine: (await hubWith(NONE_SHARED)).engine });
    expect(await tokens(none, {})).to.equal(0);
    expect(none.printed.join("\n")).not.to.include("may open");
    const { engine, ran } = await hubWith({ ...BESIDE, tokens: [] }, { output: '{"revoked": 2}' });
    const context = contextIn(directory(), { engine, answer: true });
    expect(await tokens(context, {})).to.equal(0);
    expect(await tokens(context, { action: "revoke", names: ["zed", "Bob"] })).to.equal(0);
    expect(context.questions).to.deep.equal(["Revoke 3 shares?"]);
    expect(ran).to.deep.equal([["share:1", "share:2", "share-code:1"]]);
    expect(context.printed.at(-1)).to.equal("Revoked 2 of 3 shares; the others no longer existed.");
  });

  it("of everybody are revoked with --all, and without a question with --yes", async () => {
    const { engine, ran } = await hubWith(BESIDE, { output: '{"revoked": 6}' });
    const context = contextIn(directory(), { engine });
    expect(await tokens(context, { action: "revoke", all: true, yes: true })).to.equal(0);
    expect([context.questions, ran]).to.deep.equal([[], [["3", "4", "9", "share:1", "share:2", "share-code:1"]]]);
  });

  it("are kept if the answer is no, if there is nobody to ask, and if one of the names has none", async () => {
    const { engine, ran } = await hubWith(BESIDE);
    for (const answer of [{ answer: false }, {}]) {
      const context = contextIn(directory(), { engine, ...answer });
      expect(await tokens(context, { action: "revoke", names: ["ann"] })).to.equal(1);
      expect(context.problems.at(-1)).to.include("hubwright tokens revoke ann --yes");
    }
    const context = contextIn(directory(), { engine, answer: true });
    expect(await tokens(context, { action: "revoke", names: ["ann", "boss"] })).to.equal(1);
    expect(context.problems[0]).to.equal('"boss" has no API token or share, so nothing was revoked.');
    expect(ran).to.deep.equal([]);
  });

  it("cannot be named together with --all, and an unknown action is refused", async () => {
    for (const options of [{ action: "revoke" }, { action: "revoke", names: ["ann"], all: true }, { action: "x" }]) {
      expect(await tokens(contextIn(directory()), options)).to.equal(64);
    }
  });

  it("are not reported as revoked if the hub failed", async () => {
    const { engine } = await hubWith(BESIDE, { exitCode: 1, errors: "The database is locked.\n" });
    const context = contextIn(directory(), { engine, answer: true });
    expect(await tokens(context, { action: "revoke", all: true })).to.equal(1);
    expect(context.problems.join("\n"))
      .to.include("Not everything was revoked: The database is locked.")
      .and.include("Update math with hubwright up");
  });

  it("of a hub that runs another version are not said to be unknown because it is down", async () => {
    const other = { exitCode: 1, errors: "/usr/bin/python3: No module named hubwright_hub.revoke_tokens\n" };
    for (const [beside, answer] of [
      ["another form", {}],
      [BESIDE, other],
      [BESIDE, { output: '{"revoked": "all of them"}' }],
    ] as const) {
      const context = contextIn(directory(), { engine: (await hubWith(beside, answer)).engine, answer: true });
      expect(await tokens(context, { action: "revoke", all: true })).to.equal(1);
      expect(context.problems).to.deep.equal([
        "math runs another version of hubwright, whose answer about its tokens cannot be read.",
        "  hint: Update it; notebooks keep running: hubwright up [hub-outdated]",
      ]);
    }
    const silent = contextIn(directory(), { engine: new MemoryEngine() });
    expect(await tokens(silent, {})).to.equal(1);
    expect(silent.problems[0]).to.equal("math is not responding, and only the running hub knows its tokens.");
  });

  it("and admins who are on no list are named by plan, which asks the hub by a text that older versions can run", async () => {
    const { engine } = await hubWith(BESIDE);
    writeFileSync(
      join(directory(), "hub.ts"),
      `export default { name: "math", port: 18973, timezone: "America/Denver" };\n`,
    );
    const context = contextIn(directory(), { engine });
    expect(await plan(context, {})).to.equal(2);
    expect(context.printed.join("\n"))
      .to.include("zed is no longer an admin")
      .and.include("there are 3 API tokens and 3 shares of servers");
  });
});
