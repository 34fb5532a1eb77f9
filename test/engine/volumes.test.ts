import { expect } from "chai";
import { dropBox, perGroup, perPerson } from "../../src/model/hub/volume-policy.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const NAME = hubName("volumes");
const USERLIST = "hub-admin admin\nprof work:staff\nann work\nbob work # second row\n";

interface Listed {
  readonly name: string;
  readonly size: number;
  readonly changed: string | null;
  readonly isStale: boolean;
  readonly usedBy: readonly string[];
}

describe("the volumes of a running hub", function () {
  this.timeout(900_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({
      name: NAME,
      port: await freePort(),
      userlist: USERLIST,
      definition: {
        volumes: {
          home: perPerson({ at: "/home/jovyan" }),
          shared: perGroup({ at: "/home/jovyan/{group}" }),
          hw: dropBox({ at: "/home/jovyan/{group}-hw", collectAt: "/home/jovyan/{group}-boxes/{person}" }),
        },
      },
    });
    await hub.up();
  });

  after(() => hub?.remove());

  async function listed(...words: readonly string[]): Promise<readonly Listed[]> {
    return JSON.parse(await hub.must("volumes", "list", ...words, "--json")) as readonly Listed[];
  }

  /** What is in a volume: kind, mode, owner, size and name of everything, the mode of the root too. */
  async function contentOf(volume: string): Promise<string> {
    const tree = await hub.view.lookInto(
      [volume],
      [
        "sh",
        "-c",
        `cd /volumes/${volume} && find . -printf '%y %m %U:%G %s %l %p\\n' | sort && find . -type f | sort | xargs -r -d '\\n' sha256sum`,
      ],
    );
    return tree.replace(/^d (\S+) (\S+) \d+/gm, "d $1 $2");
  }

  it("are listed with their owner, size and last change", async function () {
    const ann = await hub.signIn("ann");
    const notebook = await ann.notebook();
    const before = Date.now();
    await notebook.save("essay.txt", "x".repeat(5000));
    await notebook.save("work-hw/answer.txt", "42\n");
    const rows = await listed();
    const home = rows.find(({ name }) => name === `${NAME}-user-ann`);
    expect(home?.size).to.be.greaterThan(5000);
    // File systems count in some milliseconds.
    expect(Date.parse(home?.changed ?? "")).to.be.within(before - 1000, Date.now());
    expect(home?.usedBy).to.deep.equal([`${NAME}-user-ann`]);
    expect(rows.filter(({ isStale }) => isStale)).to.deep.equal([]);
    const table = await hub.must("volumes");
    expect(table).to.include("home of ann").and.include("box of ann in work (hw)").and.include("the hub's own data");
    noteFigure(this, `${rows.length} volumes`);
  });

  it("are kept while a server uses them: none is renamed, archived or removed", async () => {
    for (const words of [
      ["archive", `${NAME}-user-ann`],
      ["rename", "person", "ann", "anna"],
      ["rename", "group", "work", "lab"],
      ["remove", `${NAME}-user-ann`, "--confirm", `${NAME}-user-ann`],
    ]) {
      const { exitCode, output } = await hub.run(["volumes", ...words]);
      expect([exitCode, words.join(" ")]).to.deep.equal([1, words.join(" ")]);
      expect(output).to.match(new RegExp(`is used by the container ${NAME}-user-ann`));
    }
    expect(hub.read("roster/userlist")).to.equal(USERLIST);
  });

  it("move along when a person is renamed, who finds every file", async () => {
    const ann = await hub.signIn("ann");
    await ann.stopServer();
    const before = await contentOf(`${NAME}-user-ann`);
    const box = await contentOf(`${NAME}-shared.hw-work.ann`);
    const printed = await hub.must("volumes", "rename", "person", "ann", "anna");
    expect(printed).to.include("with 2 volumes");
    expect(await contentOf(`${NAME}-user-anna`)).to.equal(before.replaceAll("user-ann", "user-anna"));
    expect(await contentOf(`${NAME}-shared.hw-work.anna`)).to.equal(box);
    expect(hub.read("roster/userlist")).to.equal(USERLIST.replace("ann work", "anna work"));
    const anna = await (await hub.signIn("anna")).notebook();
    expect(await anna.read("essay.txt")).to.equal("x".repeat(5000));
    expect(await anna.read("work-hw/answer.txt")).to.equal("42\n");
    await anna.save("work/shared.txt", "ours\n");
    expect((await hub.trySignIn("ann", await hub.passwordOf("ann"))).person).to.equal(undefined);
  });

  it("move along when a group is renamed, folder and boxes", async () => {
    await (await hub.signIn("anna")).stopServer();
    await hub.must("volumes", "rename", "group", "work", "lab");
    expect(hub.read("roster/userlist")).to.equal("hub-admin admin\nprof lab:staff\nanna lab\nbob lab # second row\n");
    const anna = await (await hub.signIn("anna")).notebook();
    expect(await anna.read("lab/shared.txt")).to.equal("ours\n");
    expect(await anna.read("lab-hw/answer.txt")).to.equal("42\n");
    await anna.save("lab/more.txt", "writable\n");
    await (await hub.signIn("anna")).stopServer();
  });

  it("lose nothing when a rename is killed, and the next one finishes it", async () => {
    const before = await contentOf(`${NAME}-user-anna`);
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const { signal } = await hub.run(["volumes", "rename", "person", "anna", "annb"], {
      onStart: (killer) => (kill = killer),
      onOutput: (text) => {
        if (text.includes("→")) kill("SIGKILL");
      },
    });
    expect(signal).to.equal("SIGKILL");
    expect(await hub.view.volumeNames(NAME)).to.include(`${NAME}-user-anna`);
    await hub.must("volumes", "rename", "person", "anna", "annb");
    expect(await contentOf(`${NAME}-user-annb`)).to.equal(before);
    const names = await hub.view.volumeNames(NAME);
    expect(names).to.include(`${NAME}-user-annb`).and.not.include(`${NAME}-user-anna`);
  });

  it("are stale once their owner has left, and can be archived with every byte and owner unchanged", async () => {
    hub.write("roster/userlist", "hub-admin admin\nprof lab:staff\nbob lab\n");
    const stale = await listed("--stale");
    expect(stale.map(({ name }) => name)).to.deep.equal([`${NAME}-shared.hw-lab.annb`, `${NAME}-user-annb`]);
    const before = await contentOf(`${NAME}-user-annb`);
    const printed = await hub.must("volumes", "archive", ...stale.map(({ name }) => name));
    const archive = new RegExp(`${NAME}-user-annb is kept as (\\S+) `).exec(printed)?.[1] ?? "";
    expect(await contentOf(archive)).to.equal(before);
    expect(await hub.view.volumeNames(NAME))
      .to.include(archive)
      .and.not.include(`${NAME}-user-annb`);
    expect(await listed("--stale")).to.deep.equal([]);
  });

  it("are not moved while a returned name waits for a decision, whether the hub is up or down", async () => {
    // The hub had about a second to see her name, between the rename and the list without her.
    const left = 'INSERT OR REPLACE INTO people VALUES ("annb", "2026-01-02", NULL)';
    const script = `import sqlite3\nwith sqlite3.connect("/srv/jupyterhub/roster-memory.sqlite") as memory: memory.execute('${left}')`;
    await hub.view.exec(NAME, ["python3", "-c", script]);
    hub.write("roster/userlist", "hub-admin admin\nprof lab:staff\nannb lab\nbob lab\n");
    const refused = async () => {
      const { exitCode, output } = await hub.run(["volumes", "rename", "person", "annb", "anne"]);
      expect(exitCode, output).to.equal(1);
      expect(output).to.include('"annb" was used here until 2026-01-02').and.include("people return annb --same");
    };
    await refused();
    await hub.must("down", "--yes");
    await refused();
    expect(hub.read("roster/userlist")).to.include("annb lab");
    hub.write("roster/userlist", "hub-admin admin\nprof lab:staff\nbob lab\n");
    await hub.up();
  });

  it("are removed only by name, also if a container of a killed hub still has one mounted", async () => {
    const archive = (await hub.view.volumeNames(NAME)).find((name) => name.includes("..archived-")) ?? "";
    // As the hub's own Python creates it when it archives; it was killed before it could remove it.
    const left = await hub.view.docker.createContainer({
      name: `${NAME}.left`,
      Image: `${NAME}-jupyterhub:latest`,
      Cmd: ["true"],
      Labels: { "hubwright.hub": NAME, "hubwright.kind": "archive" },
      HostConfig: { Binds: [`${archive}:/from:ro`], NetworkMode: "none" },
    });
    await left.start();
    await left.wait();
    for (const words of [[], ["--confirm", NAME]]) {
      const { exitCode, output } = await hub.run(["volumes", "remove", archive, ...words]);
      expect([exitCode, output]).to.satisfy(([code, text]: [number, string]) => code === 1 && /hint: /.test(text));
      expect(await hub.view.volumeNames(NAME)).to.include(archive);
    }
    await hub.must("volumes", "remove", archive, "--confirm", archive);
    expect(await hub.view.volumeNames(NAME)).to.not.include(archive);
    expect(await left.inspect().catch((error: { statusCode?: number }) => error.statusCode)).to.equal(404);
    const others = await hub.run(["volumes", "remove", "--of-hub", NAME, "--confirm", NAME]);
    expect(others.exitCode).to.equal(1);
    expect(others.output).to.include("still has containers");
  });
});
