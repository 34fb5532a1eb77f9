import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { up as applyUp } from "../../../src/apply/up/up.ts";
import { access } from "../../../src/cli/commands/access.ts";
import { check } from "../../../src/cli/commands/check.ts";
import { down } from "../../../src/cli/commands/down.ts";
import { generate } from "../../../src/cli/commands/generate.ts";
import { groups } from "../../../src/cli/commands/groups/groups.ts";
import { init } from "../../../src/cli/commands/init.ts";
import { ls } from "../../../src/cli/commands/ls.ts";
import { passwords } from "../../../src/cli/commands/passwords.ts";
import { people } from "../../../src/cli/commands/people/people.ts";
import { plan } from "../../../src/cli/commands/plan.ts";
import { up } from "../../../src/cli/commands/up/up.ts";
import { status } from "../../../src/cli/commands/status.ts";
import { volumes } from "../../../src/cli/commands/volumes/volumes.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { GroupMap } from "../../../src/model/roster/group-map.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { derivePassword } from "../../../src/model/hub/password.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";
import * as hubwright from "../../../src/index.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn } from "./fake-context.ts";
import { networkNamed } from "../../engine/engine-contract.ts";

const ROSTER =
  "# the class of autumn\nhub-admin admin shared\nmpilosov admin shared team-1 # maths\n\nhalljord team-1\n";
const KEY = "0123456789abcdef0123456789abcdef";

describe("the commands", () => {
  const directory = temporaryDirectory();
  const engineOf = (exec = () => ({ exitCode: 0, output: "[]" })) =>
    new MemoryEngine({ images: ["debian:trixie-slim"], exec });
  const rosterText = () => readFileSync(join(directory(), "roster", "userlist"), "utf8");

  beforeEach(() => {
    writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18973 };\n`);
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster", "userlist"), ROSTER);
    mkdirSync(join(directory(), "secrets"));
    writeFileSync(join(directory(), "secrets", "oauth.env"), `HASH_SECRET_KEY=${KEY}\n`);
  });

  async function started(engine: MemoryEngine): Promise<MemoryEngine> {
    const { hub } = await loadProject(directory(), { cache: join(directory(), ".cache"), hubwright });
    await applyUp({ hub, people: GroupMap.parse(rosterText()), directory: directory() }, { engine });
    return engine;
  }

  describe("check", () => {
    it("accepts a valid hub", async () => {
      const context = contextIn(directory());
      expect(await check(context, {})).to.equal(0);
      const [summary, ...rest] = context.printed.filter((line) => line !== "");
      expect(summary).to.equal("hub.ts and roster/userlist are valid: 3 people.");
      expect(
        rest.filter((line) => !/^Suggestions for|^- Servers have no memory limit|^- Servers have the priv/.test(line)),
      ).to.eql([]);
    });

    it("names what a new hub's definition says and this one does not", async () => {
      const open = contextIn(directory());
      await check(open, {});
      expect(open.printed.filter((line) => line.includes("- ")).join("\n")).to.match(/memory[\s\S]*privileges: "none"/);
      const machine = contextIn(directory());
      await check(machine, { json: true });
      expect(machine.printed).to.deep.equal(["[]"]);
      const notebook = `{ limits: { memory: "2GiB" }, privileges: "docker" }`;
      writeFileSync(
        join(directory(), "hub.ts"),
        `export default { name: "math", port: 18973, notebook: ${notebook} };\n`,
      );
      const closed = contextIn(directory());
      expect(await check(closed, {})).to.equal(0);
      expect(closed.printed).to.deep.equal(["hub.ts and roster/userlist are valid: 3 people."]);
    });

    it("names line, word, next step and code", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}eve until=tomorrow\n`);
      const context = contextIn(directory());
      expect(await check(context, {})).to.equal(1);
      expect(context.printed.slice(0, 2)).to.deep.equal([
        `roster/userlist:6: "tomorrow" is not a valid date.`,
        "  hint: Write the last day as until=2027-01-31. [roster-until-invalid]",
      ]);
    });

    it("prints data for tools", async () => {
      writeFileSync(join(directory(), "hub.ts"), `export default { name: "Math" };\n`);
      const context = contextIn(directory());
      expect(await check(context, { json: true })).to.equal(1);
      const data: unknown = JSON.parse(context.printed.join("\n"));
      expect(data).to.have.nested.property("[0].code", "hub-name-invalid");
      expect(data).to.have.nested.property("[0].hint").that.is.a("string");
    });

    it("lists every error in a definition, even one about the path of the roster, but stops if there is no definition", async () => {
      writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", roster: "secrets/userlist" };\n`);
      const context = contextIn(directory());
      expect(await check(context, {})).to.equal(1);
      expect(context.printed.join("\n")).to.include("[roster-directory-shared]").and.include("1 error, 0 warnings.");
      rmSync(join(directory(), "hub.ts"));
      const failure = await check(contextIn(directory()), {}).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(HubwrightError);
      expect((failure as HubwrightError).message).to.match(/^There is no hub\.ts/);
    });

    it("annotates for GitHub, on one line whatever the word", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}eve x%0A::error::y\n`);
      const context = contextIn(directory());
      await check(context, { github: true });
      expect(context.printed.filter((line) => line.startsWith("::"))).to.have.length(1);
      expect(context.printed[0]).to.match(/^::error file=roster\/userlist,line=6,title=[a-z-]+::.*\. [A-Z].*\.$/);
    });

    it("says that a list with errors takes nothing, and warns of a group that no volume is for", async () => {
      writeFileSync(
        join(directory(), "hub.yaml"),
        'name: math\nvolumes: { course: { per: group, at: "/home/jovyan/{group}", groups: [math8660] } }\n',
      );
      rmSync(join(directory(), "hub.ts"));
      writeFileSync(join(directory(), "roster", "userlist"), "hub-admin admin\nann,math8660\nbo math8600\n");
      const context = contextIn(directory());
      expect(await check(context, {})).to.equal(1);
      const said = context.printed.join("\n");
      expect(said).to.include(
        "roster/userlist:2: There is a comma where a space should be.\n  hint: Write: ann math8660",
      );
      expect(said).to.include('None of the volumes is for the group "math8600".\n  hint: Did you mean math8660?');
      expect(said).to.include("a running hub removes nobody's access");
      const planned = contextIn(directory(), { engine: engineOf() });
      expect(await plan(planned, {})).to.equal(2);
      const told = planned.problems.join("\n");
      for (const part of ["There is a comma", "Did you mean math8660?", "removes nobody's access"])
        expect(told).to.include(part);
      expect(told).to.match(/^ {2}hint: .*hubwright check.* \[list-takes-nothing\]$/m);
    });

    it("says that there is no list", async () => {
      writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", roster: "people/userlist" };\n`);
      const context = contextIn(directory());
      expect(await check(context, {})).to.equal(1);
      expect(context.printed.join("\n")).to.include("[roster-missing]");
    });
  });

  describe("init, where an earlier hub of that name has left volumes", () => {
    const labels = { "hubwright.hub": "math", "hubwright.kind": "home", "hubwright.id": "id-of-the-earlier" };
    const idIn = (place: string) => readFileSync(join(directory(), place, ".hubwright/id"), "utf8").trim();
    let engine: MemoryEngine;
    beforeEach(async () => {
      engine = engineOf();
      await engine.createVolume({ name: "math-user-ann", labels });
      // Left by down; the next hub of the name uses it.
      await engine.createNetwork({ name: "math-network", labels: { "hubwright.hub": "math" } });
    });

    it("uses them, archives them, or creates nothing, as the person decides", async () => {
      const adopting = contextIn(directory(), { engine, answer: true, typed: "adopt" });
      expect(await init(adopting, { name: "math", dir: "adopting", port: "8123" })).to.equal(0);
      expect(idIn("adopting")).to.equal("id-of-the-earlier");
      const archiving = contextIn(directory(), { engine, answer: true, typed: "archive" });
      expect(await init(archiving, { name: "math", dir: "archiving", port: "8123" })).to.equal(0);
      expect(idIn("archiving")).to.not.equal("id-of-the-earlier");
      expect(archiving.printed.join("\n")).to.include("up --dir archiving --archive-old");
      const neither = contextIn(directory(), { engine, answer: true, typed: "" });
      const failure = await init(neither, { name: "math", dir: "neither", port: "8123" }).catch(
        (error: unknown) => error,
      );
      expect(failure).to.have.property("message", "Nothing was created.");
      expect(existsSync(join(directory(), "neither"))).to.equal(false);
    });

    it("says so if nobody can be asked, and up stops there", async () => {
      const context = contextIn(directory(), { engine });
      expect(await init(context, { name: "math", dir: "alone", port: "8123" })).to.equal(0);
      expect(context.printed.join("\n")).to.include("left a volume: math-user-ann");
      const failure = await up(contextIn(join(directory(), "alone"), { engine }), {}).catch((error: unknown) => error);
      expect(failure).to.have.property("code", "earlier-volumes");
      const typing = contextIn(join(directory(), "alone"), { engine, answer: true, typed: "adopt" });
      expect(await up(typing, {})).to.equal(0);
      expect(idIn("alone")).to.equal("id-of-the-earlier");
    });
  });

  describe("init", () => {
    it("touches nothing if there is a hub", async () => {
      const failure = await init(contextIn(directory(), { engine: engineOf() }), {}).catch(
        (error: Error) => error.message,
      );
      expect(failure).to.include("hub.ts already exists");
      expect(rosterText()).to.equal(ROSTER);
    });

    it("creates a hub that is valid at once, in its own directory", async () => {
      const context = contextIn(directory(), { engine: engineOf() });
      expect(await init(context, { name: "physics", dir: "hubs/physics", port: "8123" })).to.equal(0);
      expect(context.printed.at(-1)).to.equal("Next: hubwright up --dir hubs/physics");
      const made = contextIn(join(directory(), "hubs", "physics"));
      expect(await check(made, {})).to.equal(0);
    });

    it("refuses a name that this server has, and names its owner", async () => {
      const engine = await started(engineOf());
      const failure = await init(contextIn(directory(), { engine }), { name: "math", dir: "other" }).catch(
        (error: Error) => error.message,
      );
      expect(failure).to.equal(`This server already has a hub named math, from ${directory()}.`);
    });

    it("chooses a name and a port that nothing uses", async () => {
      const engine = await started(engineOf());
      const context = contextIn(directory(), { engine });
      await init(context, { dir: "other" });
      expect(context.printed[0]).to.match(/^Created the hub math2, port \d+, in /);
    });

    it("writes where a rootless engine listens", async () => {
      const facts = { rootless: true, address: "unix:///run/user/1000/docker.sock" };
      const engine = new MemoryEngine({ facts });
      await init(contextIn(directory(), { engine }), { name: "physics", dir: "physics", port: "8123" });
      const { hub } = await contextIn(join(directory(), "physics")).project({});
      expect(hub.engine.socket).to.equal("/run/user/1000/docker.sock");
    });

    it("copies another hub, its comments and its key", async () => {
      writeFileSync(
        join(directory(), "hub.ts"),
        `// ours since 2019\nexport default { name: "math", port: 18973, notebook: { pip: ["numpy"] } };\n`,
      );
      await init(contextIn(directory(), { engine: engineOf() }), {
        name: "algebra",
        port: "8124",
        dir: "algebra",
        like: ".",
        samePasswords: true,
      });
      expect(readFileSync(join(directory(), "algebra", "hub.ts"), "utf8")).to.equal(
        `// ours since 2019\nexport default { name: "algebra", port: 8124, notebook: { pip: ["numpy"] } };\n`,
      );
      expect(readFileSync(join(directory(), "algebra", "secrets", "oauth.env"), "utf8")).to.equal(
        `HASH_SECRET_KEY=${KEY}\n`,
      );
    });

    it("leaves nothing behind if the other hub cannot be read", async () => {
      writeFileSync(join(directory(), "hub.ts"), "export default { name: , port: 18973 };\n");
      const options = { name: "algebra", port: "8124", dir: "algebra", like: "." };
      const failure = await init(contextIn(directory(), { engine: engineOf() }), options).catch(
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "hub-unreadable");
      expect(existsSync(join(directory(), "algebra"))).to.equal(false);
    });

    it("copies no generated files, and says where the definition is", async () => {
      await generate(contextIn(directory()), {});
      const options = { name: "algebra", port: "8124", dir: "algebra", like: "deploy" };
      const failure = await init(contextIn(directory(), { engine: engineOf() }), options).catch(
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "hub-missing");
      expect(failure).to.have.property("hint").that.includes(`hubwright init --like ${directory()}`);
      expect(existsSync(join(directory(), "algebra"))).to.equal(false);
    });

    it("leaves nothing behind for a name that is not valid", async () => {
      const failure = await init(contextIn(directory(), { engine: engineOf() }), {
        name: "math-user",
        dir: "other",
      }).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "hub-name-reserved");
      expect(() => readFileSync(join(directory(), "other", "hub.ts"))).to.throw(/ENOENT/);
    });
  });

  describe("generate", () => {
    it("writes, and --check agrees", async () => {
      const context = contextIn(directory());
      expect(await generate(context, { check: true })).to.equal(1);
      expect(await generate(context, {})).to.equal(0);
      expect(await generate(context, { check: true })).to.equal(0);
    });
  });

  describe("plan", () => {
    it("exits with 2 if there are changes and 0 if not, and changes nothing", async () => {
      const engine = engineOf();
      expect(await plan(contextIn(directory(), { engine }), {})).to.equal(2);
      expect(engine.calls).to.deep.equal([]);
      await started(engine);
      const context = contextIn(directory(), { engine });
      expect(await plan(context, {})).to.equal(0);
      expect(context.printed).to.deep.equal(["math is up to date."]);
    });

    it("says why generated files change", async () => {
      const engine = await started(engineOf());
      const filesOf = async () => {
        const context = contextIn(directory(), { engine });
        await plan(context, {});
        return context.printed.filter((line) => line.includes("deploy/"));
      };
      writeFileSync(join(directory(), "hub.ts"), `export default { name: "math", port: 18974 };\n`);
      for (const line of await filesOf()) expect(line).to.match(/^~ .*\(the definition changed\)$/);
      // As the last version of hubwright would have left it.
      const record = join(directory(), "deploy/.generated.json");
      const written = JSON.parse(readFileSync(record, "utf8")) as { readonly [path: string]: object };
      const origin = { ...written[".generated.json"], hubwright: "digest of the last version" };
      writeFileSync(record, JSON.stringify({ ...written, ".generated.json": origin }));
      const lines = await filesOf();
      expect(lines).to.not.deep.equal([]);
      for (const line of lines) expect(line).to.match(/\(the definition changed and hubwright was updated\)$/);
    });
  });

  describe("passwords", () => {
    it("prints what signs in", async () => {
      const context = contextIn(directory());
      expect(await passwords(context, { people: ["halljord"] })).to.equal(0);
      expect(context.printed[1]).to.equal(`halljord  team-1  ${derivePassword("halljord", KEY)}`);
    });

    it("lists people of the admin page too", async () => {
      const engine = await started(engineOf(() => ({ exitCode: 0, output: '["halljord", "zed"]' })));
      const context = contextIn(directory(), { engine });
      await passwords(context, { people: [], json: true });
      expect((JSON.parse(context.printed.join("\n")) as { name: string }[]).map(({ name }) => name)).to.deep.equal([
        "hub-admin",
        "mpilosov",
        "halljord",
        "zed",
      ]);
    });

    it("gives a person a new password, and leaves the rest of the list unchanged", async () => {
      const context = contextIn(directory());
      await passwords(context, { people: ["halljord"], reset: true, json: true });
      expect(rosterText()).to.equal(ROSTER.replace("halljord team-1", "halljord team-1 pw=2"));
      expect(JSON.parse(context.printed.join("\n"))).to.have.nested.property(
        "[0].password",
        derivePassword("halljord", KEY, { pw: 2 }),
      );
    });

    it("says that a new password signs people out", async () => {
      const context = contextIn(directory());
      await passwords(context, { people: ["halljord"], reset: true });
      expect(context.printed[0]).to.match(/is signed out, and their server stops within 15 seconds\.$/);
    });

    it("keeps passwords that look like numbers, as 1.7% do, as text in a spreadsheet", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}0042\n`);
      const context = contextIn(directory());
      await passwords(context, { people: ["0042"], csv: true });
      expect(context.printed[1]).to.match(/^"=""0042""",,,/);
    });

    it("never lets a name become a formula in a spreadsheet", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}=cmd()\n`);
      const context = contextIn(directory());
      await passwords(context, { people: ["=cmd()"], csv: true });
      expect(context.printed[1]).to.match(/^'=cmd\(\),,,/);
    });
  });

  describe("people and groups", () => {
    it("name the variable that selects another editor, which is VISUAL if that is set", async () => {
      for (const [environment, variable] of [
        [{ EDITOR: "false" }, "EDITOR"],
        [{ EDITOR: "true", VISUAL: "false" }, "VISUAL"],
      ] as const) {
        const context = { ...contextIn(directory()), environment };
        expect(await people(context, { action: "edit" })).to.equal(1);
        expect(context.problems.join("\n")).to.include(`Use another editor: ${variable}=nano hubwright people edit`);
      }
    });

    it("edit the list and print what changed", async () => {
      const context = contextIn(directory());
      expect(await people(context, { action: "add", name: "tbutler", words: ["team-1", "admin"] })).to.equal(0);
      expect(await groups(context, { action: "add", group: "team-2", people: ["halljord"], staff: true })).to.equal(0);
      expect(await groups(context, { action: "remove", group: "shared", people: ["mpilosov"] })).to.equal(0);
      expect(rosterText()).to.equal(
        "# the class of autumn\nhub-admin admin shared\nmpilosov admin team-1 # maths\n\nhalljord team-1 team-2:staff\ntbutler team-1 admin\n",
      );
      expect(context.printed).to.include.members([
        "tbutler joins the hub.",
        "halljord joins team-2:staff.",
        "mpilosov leaves shared.",
      ]);
    });

    it("put a prefix before every group, once, and before none whose folder would be left behind", async () => {
      const engine = engineOf();
      for (let times = 0; times < 2; times += 1) {
        const context = contextIn(directory(), { engine });
        expect(await groups(context, { action: "prefix", group: "math8660-" })).to.equal(0);
        expect(rosterText()).to.equal(
          ROSTER.replaceAll("shared", "math8660-shared").replaceAll("team-1", "math8660-team-1"),
        );
      }
      const labels = { "hubwright.hub": "math", "hubwright.kind": "group", "hubwright.group": "math8660-team-1" };
      await engine.createVolume({ name: "math-shared-math8660-team-1", labels });
      const late = contextIn(directory(), { engine });
      expect(await groups(late, { action: "prefix", group: "x-" })).to.equal(1);
      expect(late.problems.join("\n")).to.include("hubwright volumes rename group math8660-team-1 x-math8660-team-1");
      expect(rosterText()).to.include("halljord math8660-team-1");
    });

    it("warn if the definition names a prefixed group, but not for a volume or hub of that name", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), "hub-admin admin shared\nhalljord math team-1 home\n");
      const plain = contextIn(directory(), { engine: engineOf() });
      expect(await groups(plain, { action: "prefix", group: "a-" })).to.equal(0);
      expect(plain.problems).to.deep.equal([]);
      writeFileSync(
        join(directory(), "hub.ts"),
        `export default { name: "math", notebook: { groups: { "a-team-1": { limits: { cpus: 2 } } } } };\n`,
      );
      const naming = contextIn(directory(), { engine: engineOf() });
      expect(await groups(naming, { action: "prefix", group: "b-" })).to.equal(0);
      expect(naming.problems[0]).to.equal('warning: The definition names "a-team-1" too.');
    });

    it("never merge two groups by a prefix", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}tbutler x-team-1\n`);
      const context = contextIn(directory(), { engine: engineOf() });
      expect(await groups(context, { action: "prefix", group: "x-" })).to.equal(1);
      expect(rosterText()).to.equal(`${ROSTER}tbutler x-team-1\n`);
    });

    it("never leave a hub without an admin", async () => {
      const context = contextIn(directory());
      await people(context, { action: "remove", name: "mpilosov" });
      const failure = await people(context, { action: "remove", name: "hub-admin" }).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "admins-leave");
      expect(rosterText()).to.include("hub-admin admin");
    });

    it("never end the access of the last admin who can sign in, and refuse nothing if only time has passed", async () => {
      const add = (words: readonly string[]) =>
        people(contextIn(directory()), { action: "add", name: "hub-admin", words });
      await people(contextIn(directory()), { action: "remove", name: "mpilosov" });
      const before = rosterText();
      const failure = await add(["until=2020-01-31"]).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "admins-leave");
      expect(rosterText()).to.equal(before);
      writeFileSync(join(directory(), "roster", "userlist"), "hub-admin admin until=2020-01-31\nann\n");
      expect(await people(contextIn(directory()), { action: "remove", name: "ann" })).to.equal(0);
      expect(rosterText()).to.equal("hub-admin admin until=2020-01-31\n");
    });

    it("refuse an invalid word, and save nothing", async () => {
      const failure = await people(contextIn(directory()), { action: "add", name: "eve", words: ["team 1"] }).catch(
        (error: unknown) => error,
      );
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "roster-group-invalid");
      expect(rosterText()).to.equal(ROSTER);
    });

    it("print their usage, with exit code 64", async () => {
      const context = contextIn(directory());
      expect(await people(context, { action: "ad" })).to.equal(64);
      expect(await people(context, { action: "add" })).to.equal(64);
      expect(await groups(context, { action: "add", group: "team-1" })).to.equal(64);
      expect(await volumes(context, { action: "remove" })).to.equal(64);
      expect(context.problems.filter((line) => line !== "Wrong arguments.")).to.deep.equal([
        "  hint: Usage: hubwright people [list|add|remove|edit|import|accept|return|reset-passwords|push|pull] … [bad-usage]",
        "  hint: Usage: hubwright people add NAME [GROUP…] [admin] [bad-usage]",
        "  hint: Usage: hubwright groups [list|add GROUP PERSON…|remove GROUP PERSON…|prefix PREFIX] [bad-usage]",
        "  hint: Usage: hubwright volumes remove VOLUME, or: hubwright volumes remove --of-hub HUB [bad-usage]",
      ]);
    });
  });

  describe("access", () => {
    it("prints each mount with its reason", async () => {
      const context = contextIn(directory());
      await access(context, { person: "mpilosov" });
      expect(context.printed).to.deep.equal([
        "mpilosov (admin)",
        "at                   access  because           volume",
        "/home/jovyan         rw      their own         math-user-mpilosov",
        "/home/jovyan/shared  rw      member of shared  math-shared-shared",
        "/home/jovyan/team-1  rw      member of team-1  math-shared-team-1",
      ]);
    });

    it("writes a page in which a name stays text", async () => {
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}<script>alert(1)<\\script>\n`);
      const context = contextIn(directory());
      await access(context, { html: true });
      expect(context.printed.join("\n")).to.not.include("<script>");
    });

    it("prints what people can really use, in effect, and nothing for those whose access has ended", async () => {
      const list = "boss admin\ntom math:staff\nann math\neve math until=2020-01-31\n";
      writeFileSync(join(directory(), "roster", "userlist"), list);
      const context = contextIn(directory());
      expect(await access(context, { person: "tom", inEffect: true })).to.equal(0);
      expect(context.printed).to.deep.equal([
        "tom",
        "volume            access  because",
        "math-shared-math  rw      staff of math",
        "math-user-ann     rw      staff of math, in the server of ann (their own)",
        "math-user-tom     rw      their own",
      ]);
      const everyone = contextIn(directory());
      await access(everyone, { inEffect: true });
      expect(everyone.printed.join("\n")).to.match(/eve: access has ended$/);
      const mounts = contextIn(directory());
      await access(mounts, { person: "eve" });
      expect(mounts.printed).to.deep.equal(["eve: access has ended"]);
      const stranger = contextIn(directory());
      await access(stranger, { person: "Zoe", inEffect: true, json: true });
      expect(JSON.parse(stranger.printed.join("\n"))).to.have.nested.property("[0].volumes[0].volume", "math-user-zoe");
      const page = contextIn(directory());
      await access(page, { html: true });
      expect(page.printed.join("\n"))
        .to.include("in the server of ann")
        .and.match(/eve <small>access has ended<\/small><\/th><td colspan="4"><\/td><\/tr>/);
    });

    it("compares with an earlier list, for people and for a pull request, with exit code 2 if somebody gains access", async () => {
      writeFileSync(join(directory(), "old"), "boss admin\nann math\nzed math\n");
      writeFileSync(join(directory(), "roster", "userlist"), "boss admin\n\nann math web%\nann web\n");
      const context = contextIn(directory());
      expect(await access(context, { against: "old", person: "ann" })).to.equal(2);
      expect(context.printed).to.deep.equal(['"ann" can now read and write math-shared-web (member of web).']);
      const github = contextIn(directory());
      expect(await access(github, { against: "old", github: true })).to.equal(2);
      expect(github.printed.join("\n"))
        .to.include('::warning file=roster/userlist,line=3,title=access-gained::"ann" can now read and write')
        .and.include('::notice file=roster/userlist,title=access-lost::"zed" can no longer');
      const less = contextIn(directory());
      expect(await access(less, { against: "old", person: "zed", json: true })).to.equal(0);
      expect(JSON.parse(less.printed.join("\n"))).to.have.nested.property("[0].to", null);
      const same = contextIn(directory());
      expect(await access(same, { against: "roster/userlist" })).to.equal(0);
      expect(same.printed).to.deep.equal(["Nobody gains or loses access."]);
    });

    it("refuses an earlier list that is not there or is not text", async () => {
      writeFileSync(join(directory(), "old"), Buffer.from([0x61, 0xff]));
      for (const [against, code] of [
        ["gone", "workspace"],
        ["old", "roster-not-utf8"],
      ] as const) {
        const failure = await access(contextIn(directory()), { against }).catch((error: unknown) => error);
        expect(failure).to.be.instanceOf(HubwrightError).with.property("code", code);
      }
    });
  });

  describe("status, ls and down", () => {
    it("list what is there", async () => {
      const engine = await started(engineOf());
      const context = contextIn(directory(), { engine });
      expect(await status(context, { json: true })).to.equal(0);
      expect(JSON.parse(context.printed.join("\n"))).to.include({ hub: "math", up: true, people: 3, pending: 0 });
      const listing = contextIn(directory(), { engine });
      await ls(listing, { json: true });
      expect(JSON.parse(listing.printed.join("\n"))).to.have.nested.property("hubs[0].directory", directory());
    });

    it("show what doctor would find quickly", async () => {
      const engine = await started(engineOf());
      const codes = async () => {
        const context = contextIn(directory(), { engine });
        await status(context, { json: true });
        const { findings } = JSON.parse(context.printed.join("\n")) as { findings: readonly { code: string }[] };
        return findings.map(({ code }) => code);
      };
      expect(await codes()).to.deep.equal([]);
      await engine.stopContainer("math-proxy", 1);
      writeFileSync(join(directory(), "roster", "userlist"), `${ROSTER}eve until=tomorrow\n`);
      expect(await codes()).to.deep.equal(["proxy-stopped", "roster-faulty"]);
      await engine.removeImage("math-notebook:latest");
      expect(await codes()).to.deep.equal(["proxy-stopped", "roster-faulty", "image-missing"]);
      const context = contextIn(directory(), { engine });
      expect(await status(context, {})).to.equal(1);
      expect(context.printed.join("\n")).to.match(/^found +Container math-proxy is not responding \(Exited/m);
      expect(context.printed.at(-1)).to.match(/for fixes and a full check: hubwright doctor$/);
    });

    it("continue if a key cannot be used, and say so", async () => {
      const engine = await started(engineOf());
      writeFileSync(join(directory(), "secrets", "oauth.env"), "HASH_SECRET_KEY=short\n");
      const context = contextIn(directory(), { engine });
      await status(context, { json: true });
      const told = JSON.parse(context.printed.join("\n")) as { findings: { code: string }[] };
      expect(told.findings.map(({ code }) => code)).to.deep.equal(["secret-unusable"]);
    });

    it("ask the engine as often for thirty notebooks as for none", async () => {
      const memory = await started(engineOf());
      const asked: string[] = [];
      const engine = new Proxy(memory, {
        get: (target, key) => {
          const value: unknown = Reflect.get(target, key);
          if (typeof value !== "function") return value;
          return (...given: readonly unknown[]) => {
            asked.push(String(key));
            return Reflect.apply(value, target, given) as unknown;
          };
        },
      });
      await status(contextIn(directory(), { engine }), { json: true });
      const before = asked.splice(0);
      for (let number = 0; number < 30; number += 1) await startNotebook(memory, `math-user-p${number}`);
      await status(contextIn(directory(), { engine }), { json: true });
      expect(asked).to.deep.equal(before);
    });

    it("exit with 1 if the hub is not up", async () => {
      expect(await status(contextIn(directory(), { engine: engineOf() }), {})).to.equal(1);
    });

    it("ask before someone's work is stopped", async () => {
      const engine = await started(engineOf());
      await startNotebook(engine, "math-user-halljord");
      const refusing = contextIn(directory(), { engine, answer: false });
      expect(await down(refusing, {})).to.equal(1);
      expect(refusing.questions).to.deep.equal(["Stop them?"]);
      expect((await engine.observe()).containers).to.have.length(3);
      expect(await down(contextIn(directory(), { engine, answer: true }), {})).to.equal(0);
      expect((await engine.observe()).containers).to.deep.equal([]);
    });
  });
});

/** Starts a notebook of the hub, as the hub would. */
async function startNotebook(engine: MemoryEngine, name: string): Promise<void> {
  await engine.createContainer({
    name,
    image: "math-notebook:latest",
    environment: {},
    labels: { "hubwright.hub": "math", "hubwright.kind": "notebook" },
    network: networkNamed("math-network"),
    aliases: [],
    mounts: [],
    ports: [],
    restart: "no",
    healthcheck: { command: ["NONE"], interval: 1, timeout: 1, startPeriod: 1, retries: 1 },
    logging: { driver: "json-file", options: {} },
  });
  await engine.startContainer(name);
}
