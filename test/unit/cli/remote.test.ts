import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EngineFailure, HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { groups } from "../../../src/cli/commands/groups/groups.ts";
import { init } from "../../../src/cli/commands/init.ts";
import { ls } from "../../../src/cli/commands/ls.ts";
import { nginxInstall } from "../../../src/cli/commands/web/nginx-install.ts";
import { passwords } from "../../../src/cli/commands/passwords.ts";
import { people } from "../../../src/cli/commands/people/people.ts";
import { restart } from "../../../src/cli/commands/restart.ts";
import { status } from "../../../src/cli/commands/status.ts";
import { up } from "../../../src/cli/commands/up/up.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn } from "./fake-context.ts";

const AFAR = { address: "ssh://ada@server", local: false };
const engineOf = (facts: object = AFAR) =>
  new MemoryEngine({ images: ["debian:trixie-slim"], exec: () => ({ exitCode: 0 }), facts });

describe("commands for a hub on another machine", function () {
  this.timeout(20_000);
  const directory = temporaryDirectory();
  const here = () => readFileSync(join(directory(), "roster/userlist"), "utf8");
  const there = (engine: MemoryEngine) => engine.files.get("math-data.roster")?.get("userlist")?.toString("utf8");
  const editThere = (engine: MemoryEngine, text: string) =>
    engine.files.get("math-data.roster")?.set("userlist", Buffer.from(text));

  async function hubThatIsUp(): Promise<{ readonly engine: MemoryEngine; readonly printed: string }> {
    const engine = engineOf();
    await init(contextIn(directory(), { engine }), { name: "math", port: "18976" });
    const context = contextIn(directory(), { engine });
    expect(await up(context, {})).to.equal(0);
    return { engine, printed: context.printed.join("\n") };
  }

  it("init writes that the engine is elsewhere, and up says how to reach the hub", async () => {
    const { printed } = await hubThatIsUp();
    expect(readFileSync(join(directory(), "hub.ts"), "utf8")).to.include("engine: { remote: true },");
    expect(printed)
      .to.include("on server, which accepts no connections from other machines")
      .and.include("from here: ssh -N -L 18976:127.0.0.1:18976 ada@server");
  });

  it("init writes nothing of it for an engine of this machine", async () => {
    const engine = engineOf({});
    await init(contextIn(directory(), { engine }), { name: "math", port: "18976" });
    expect(readFileSync(join(directory(), "hub.ts"), "utf8")).not.to.include("remote");
  });

  it("people, groups and passwords --reset send the list that they edit, and restart nothing", async () => {
    const { engine } = await hubThatIsUp();
    const ids = async () => (await engine.observe()).containers.map(({ id }) => id);
    const before = await ids();
    const context = () => contextIn(directory(), { engine });
    expect(await people(context(), { action: "add", name: "zoe", words: ["team-1"] })).to.equal(0);
    expect(there(engine)).to.equal(here()).and.include("zoe team-1");
    expect(await groups(context(), { action: "add", group: "team-2", people: ["zoe"] })).to.equal(0);
    expect(there(engine)).to.equal(here()).and.include("team-2");
    expect(await passwords(context(), { people: ["zoe"], reset: true })).to.equal(0);
    expect(there(engine)).to.equal(here()).and.include("pw=2");
    expect(await ids()).to.deep.equal(before);
  });

  it("passwords --reset keeps what somebody edits in the list meanwhile", async () => {
    const { engine } = await hubThatIsUp();
    const edited = `${here()}eve\n`;
    const context = contextIn(directory(), { engine });
    const asked = async () => {
      writeFileSync(join(directory(), "roster/userlist"), edited);
      return engine;
    };
    expect(await passwords({ ...context, engine: asked }, { people: ["hub-admin"], reset: true })).to.equal(0);
    expect(here()).to.equal(edited.replace(/^hub-admin .*$/m, "$& pw=2"));
    expect(there(engine)).to.equal(here());
  });

  it("people add before the first up saves the list, and says that up sends it", async () => {
    const engine = engineOf();
    await init(contextIn(directory(), { engine }), { name: "math", port: "18976" });
    const context = contextIn(directory(), { engine });
    expect(await people(context, { action: "add", name: "zoe" })).to.equal(0);
    expect(context.printed.join("\n")).to.include("was saved here. To send it to the hub, run: hubwright up");
    expect(here()).to.include("zoe");
  });

  it("people add saves nothing where the list was edited in the hub, or the engine cannot be asked", async () => {
    const { engine } = await hubThatIsUp();
    const before = here();
    editThere(engine, `${before}eve\n`);
    const refused = await people(contextIn(directory(), { engine }), { action: "add", name: "zoe" }).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(HubwrightError).with.property("code", "list-changed");
    expect((refused as HubwrightError).hint)
      .to.include("people pull")
      .and.include("people push --overwrite");
    const gone = contextIn(directory(), { engine });
    const lost = { ...gone, engine: () => Promise.reject(EngineFailure.of("engine-unreachable", "Gone.", "Wait.")) };
    expect(await people(lost, { action: "add", name: "zoe" }).catch((error: unknown) => error)).to.be.instanceOf(
      HubwrightError,
    );
    expect([here(), there(engine)]).to.deep.equal([before, `${before}eve\n`]);
  });

  it("people pull fetches what was edited in the hub, and people add continues from there", async () => {
    const { engine } = await hubThatIsUp();
    editThere(engine, `${here()}eve team-1\n`);
    const context = contextIn(directory(), { engine });
    expect(await people(context, { action: "pull" })).to.equal(0);
    expect(context.printed.join("\n")).to.include("eve joins the hub.");
    expect(here()).to.equal(there(engine));
    expect(await people(contextIn(directory(), { engine }), { action: "add", name: "zoe" })).to.equal(0);
    expect(there(engine)).to.include("eve team-1").and.include("zoe");
  });

  it("people push and pull replace an edit only with --overwrite, and then keep a copy", async () => {
    const { engine } = await hubThatIsUp();
    const before = here();
    const [mine, theirs] = [`${before}zoe\n`, `${before}eve\n`];
    writeFileSync(join(directory(), "roster/userlist"), mine);
    editThere(engine, theirs);
    for (const action of ["push", "pull"]) {
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action }), action).to.equal(1);
      expect(context.problems.join("\n")).to.include("eve joins the hub.").and.include("zoe leaves the hub.");
    }
    expect([here(), there(engine)]).to.deep.equal([mine, theirs]);
    const pull = contextIn(directory(), { engine });
    expect(await people(pull, { action: "pull", overwrite: true })).to.equal(0);
    expect([here(), there(engine)]).to.deep.equal([theirs, theirs]);
    expect(kept()).to.deep.equal([mine]);
    writeFileSync(join(directory(), "roster/userlist"), mine);
    editThere(engine, before);
    expect(await people(contextIn(directory(), { engine }), { action: "push", overwrite: true })).to.equal(0);
    expect([here(), there(engine)]).to.deep.equal([mine, mine]);
    expect(kept()).to.have.members([mine, before]);
    expect(await people(contextIn(directory(), { engine }), { action: "push" })).to.equal(0);
  });

  it("people pull fetches no list that the hub does not use: none, a link, one without an admin, a film", async () => {
    const { engine } = await hubThatIsUp();
    const before = here();
    for (const text of ["", "zoe team-1\n", "hub-admin admin\n\u0000".repeat(100_000)]) {
      editThere(engine, text);
      const context = contextIn(directory(), { engine });
      expect(await people(context, { action: "pull", overwrite: true })).to.equal(1);
      expect(context.problems.join("\n")).to.include("so the hub does not use it either");
    }
    engine.files.get("math-data.roster")?.set("userlist", Buffer.from([0x61, 0xe9, 0x0a]));
    expect(await people(contextIn(directory(), { engine }), { action: "pull" })).to.equal(1);
    expect(here()).to.equal(before);
  });

  it("people push says so where only comments differ", async () => {
    const { engine } = await hubThatIsUp();
    editThere(engine, `# by an admin\n${here()}`);
    const context = contextIn(directory(), { engine });
    expect(await people(context, { action: "push" })).to.equal(1);
    expect(context.problems.join("\n")).to.include("the same people and groups; comments or order differ");
  });

  const kept = () => {
    const own = join(directory(), ".hubwright");
    const files = readdirSync(own).filter((file) => file.startsWith("userlist-"));
    return files.map((file) => readFileSync(join(own, file), "utf8"));
  };

  it("people push has nothing to send for a hub that reads the list where it is", async () => {
    const engine = engineOf({});
    await init(contextIn(directory(), { engine }), { name: "math", port: "18976" });
    const context = contextIn(directory(), { engine });
    expect(await people(context, { action: "push" })).to.equal(0);
    expect(context.printed.at(-1)).to.include("nothing to send");
  });

  it("status says which machine it is on, and that the list was edited in the hub", async () => {
    const { engine } = await hubThatIsUp();
    editThere(engine, `${here()}eve\n`);
    const context = contextIn(directory(), { engine });
    await status(context, {});
    const printed = context.printed.join("\n");
    expect(printed).to.include("on server, which").and.include("was edited in the hub after it was last sent");
  });

  it("ls and init ignore this machine's processes for a port of the other", async () => {
    const engine = engineOf();
    const context = contextIn(directory(), { engine });
    await ls(context, {});
    expect(context.printed.join("\n"))
      .to.include("No hub is up on the server at ssh://ada@server.")
      .and.include("free: name math, port 8000, which no container uses");
  });

  it("restart does not ask this machine's port whether the hub of another answers", async () => {
    const { engine } = await hubThatIsUp();
    const context = contextIn(directory(), { engine });
    expect(await restart(context, {})).to.equal(0);
    expect(context.printed.join("\n")).to.include("on server answers again").and.not.include("Sign-in was unavailable");
  });

  it("nginx install leaves this machine's web server alone", async () => {
    const { engine } = await hubThatIsUp();
    const refused = await nginxInstall(contextIn(directory(), { engine }), { nginxRoot: directory() }).catch(
      (error: unknown) => error,
    );
    expect(String(refused)).to.include("The hubs are on the machine of ssh://ada@server");
    expect(readdirSync(directory())).not.to.include("hubwright");
  });
});
