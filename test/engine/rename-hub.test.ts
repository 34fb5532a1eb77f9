import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { perGroup, perHub, perPerson, dropBox } from "../../src/model/hub/volume-policy.ts";
import { Browser } from "./support/browser.ts";
import type { Ended } from "./support/command.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import type { Notebook } from "./support/notebook.ts";
import { TestHub } from "./support/test-hub.ts";

const [OLD, NEW, BESIDE] = [hubName("rename-old"), hubName("rename-new"), hubName("rename-beside")] as const;
/** The volume of a folder that all hubs share is named only after its policy. */
const FOLDER = `all${BESIDE.replaceAll("-", "")}`;
const USERLIST = "hub-admin shared admin\nmpilosov admin shared team-1\nhalljord team-1\ntbutler team-1\nzed team-1\n";
const PERSON = "halljord";
/** Size of a file in a home, large enough that its copy does not finish before it can be interrupted. In MiB. */
const LARGE = 400;

describe("a hub that gets another name while it runs", function () {
  this.timeout(900_000);
  let old: TestHub;
  let hub: TestHub;
  let beside: TestHub;
  let computing: Notebook;
  let token: string;
  let password: string;
  let held: ReadonlyMap<string, string>;

  before(async () => {
    old = await TestHub.create({
      name: OLD,
      port: await freePort(),
      userlist: USERLIST,
      definition: {
        volumes: {
          home: perPerson({ at: "/home/jovyan" }),
          shared: perGroup({ at: "/home/jovyan/{group}" }),
          [FOLDER]: perGroup({ at: "/home/jovyan/all-{group}", groups: ["team-1"], scope: "server" }),
          board: perHub({ at: "/home/jovyan/board" }),
          hw: dropBox({
            at: "/home/jovyan/{group}-hw",
            collectAt: "/home/jovyan/{group}-boxes/{person}",
            groups: ["team-1"],
            closes: "2026-01-01T00:00",
          }),
        },
      },
    });
    beside = await TestHub.create({ name: BESIDE, port: await freePort() });
    await old.up();
    await beside.up();
    hub = await old.called(NEW);
    computing = await (await beside.signIn(PERSON)).notebook();
    const zed = await old.signIn("zed");
    await (await zed.notebook()).save("old.txt", "zed's\n");
    await zed.stopServer();
    await old.must("people", "remove", "zed");
    await old.must("volumes", "archive", `${OLD}-user-zed`, `${OLD}-shared.hw-team-1.zed`);
    const person = await old.signIn(PERSON);
    const notebook = await person.notebook();
    await notebook.save("mine.txt", `of ${OLD}\n`);
    await notebook.save("team-1/ours.txt", "ours\n");
    await notebook.save("all-team-1/everybodys.txt", "of all hubs\n");
    await notebook.save("board/news.txt", "news\n");
    await notebook.save("team-1-hw/answer.txt", "42\n");
    await notebook.run(`
import os
os.mkfifo("pipe"); os.symlink("mine.txt", "link"); os.link("mine.txt", "again")
os.chmod("mine.txt", 0o640)
with open("large.bin", "wb") as file:
    for _ in range(${LARGE}): file.write(os.urandom(2**20))
`);
    token = (JSON.parse((await person.api("POST", `/users/${PERSON}/tokens`, {})).text) as { token: string }).token;
    password = await old.passwordOf(PERSON);
    await untilClosed();
    held = await contents(OLD);
  });

  after(async () => {
    await old?.view.removeHub(NEW);
    await old?.remove();
    await beside?.remove();
  });

  /** The hub copies boxes that have closed in the minute after it came up. */
  async function untilClosed(): Promise<void> {
    for (let tries = 0; tries < 240; tries += 1) {
      const named = await old.view.volumeNames(OLD);
      const isThere = named.some((name) => name.includes("..2026-"));
      if (isThere && (await old.view.exec(OLD, ["python3", "-c", COPIED])).trim() === "1") return;
      await sleep(500);
    }
    throw new Error("The closed boxes are not copied");
  }

  /**
   * What is in each volume of a hub: kind, mode, owner, links, name, time and sum of everything; by the name after the hub's.
   * Without the hub's own database, and what a server and its kernels write of themselves when they end.
   */
  async function contents(name: string): Promise<ReadonlyMap<string, string>> {
    const volumes = (await old.view.volumeNames(name)).filter(
      (volume) => volume !== `${name}-data` && volume.startsWith(name),
    );
    const script = `for volume do echo "=$volume"; cd "/volumes/$volume"
find . -path ./.ipython -prune -o -path ./.local -prune -o -printf '%y %m %U:%G %n %l %p %T@\\n' | sort
find . -path ./.ipython -prune -o -path ./.local -prune -o -type f -print | sort | xargs -r -d '\\n' sha256sum
done`;
    const looked = await old.view.lookInto(volumes, ["sh", "-ec", script, "sh", ...volumes]);
    const found = new Map<string, string>();
    for (const part of `\n${looked}`.split("\n=").slice(1)) {
      const [volume = "", ...lines] = part.split("\n");
      found.set(volume.slice(name.length), lines.join("\n").trimEnd());
    }
    expect([...found.keys()]).to.deep.equal(volumes.map((volume) => volume.slice(name.length)));
    return found;
  }

  /** Everything on the engine labeled as a hub's, by kind and name. */
  async function objectsOf(name: string): Promise<readonly string[]> {
    const { docker } = old.view;
    const filters = { label: [`hubwright.hub=${name}`] };
    return [
      ...[...(await old.view.containers(name)).keys()].map((each) => `container ${each}`),
      ...(await docker.listNetworks({ filters })).map(({ Name }) => `network ${Name}`),
      ...(await old.view.volumeNames(name)).map((each) => `volume ${each}`),
      ...(await docker.listImages({ filters })).flatMap(({ RepoTags }) =>
        (RepoTags ?? []).filter((tag) => tag !== "<none>:<none>"),
      ),
    ].toSorted();
  }

  /** Kills the command while it copies the large home. */
  async function killedWhileCopying(): Promise<Ended> {
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const run = { isOver: false };
    const running = old.run(["up", "--rename"], { onStart: (killer) => (kill = killer) });
    const watching = (async () => {
      while (!run.isOver) {
        const copy = (await old.view.containers(NEW)).get(`${NEW}.copy`);
        if (copy?.State === "running" && copy.Mounts.some(({ Name }) => Name === `${OLD}-user-${PERSON}`)) {
          kill("SIGKILL");
          return;
        }
        await sleep(20);
      }
    })();
    const ended = await running;
    run.isOver = true;
    await watching;
    return ended;
  }

  it("stops if only hub.ts has the new name: plan and up say what its name was, and change nothing", async () => {
    const objects = [await objectsOf(OLD), await old.view.containerIds(OLD)];
    old.redefine({ name: NEW });
    for (const [words, code] of [
      [["up"], 1],
      [["down", "--yes"], 1],
      [["plan"], 2],
    ] as const) {
      const { exitCode, output } = await old.run(words);
      expect(exitCode, output).to.equal(code);
      expect(output)
        .to.include(`This directory's hub was called ${OLD} until now, and has`)
        .and.include("1 person is working")
        .and.include("up --rename");
    }
    expect([await objectsOf(OLD), await old.view.containerIds(OLD)]).to.deep.equal(objects);
    expect(await objectsOf(NEW)).to.deep.equal([]);
  });

  it("loses nothing when it is killed in the middle of a copy, and the same command finishes it, while a kernel of another hub computes", async function () {
    const id = old.read(".hubwright/id");
    const heartbeat = await Heartbeat.start(computing);
    const killed = await killedWhileCopying();
    expect(killed.signal, killed.output).to.equal("SIGKILL");
    const halfway = await old.view.volumeNames(OLD);
    expect(halfway).to.include.members([`${OLD}-user-${PERSON}`, `${OLD}-data`]);
    expect(await old.view.volumeNames(NEW)).to.include(`${NEW}-user-${PERSON}`);
    const stopped = await old.run(["up"]);
    expect(stopped.exitCode, stopped.output).to.equal(1);
    expect(stopped.output).to.include(`was called ${OLD} until now`);
    const started = performance.now();
    const printed = await hub.must("up", "--rename");
    const took = performance.now() - started;
    expect(printed).to.include(`Renamed ${OLD} to ${NEW}, with `).and.include(`location /${NEW}/`);
    const { numbers, isWhole, longestGap } = await heartbeat.stop();
    expect(isWhole, "every checksum").to.equal(true);
    expect(old.read(".hubwright/id")).to.equal(id);
    noteFigure(
      this,
      `${held.size + 1} volumes, ${halfway.length} of them not moved when it was killed; the rest in ${inSeconds(took)}; ${numbers} checksums meanwhile, the longest pause ${inSeconds(longestGap)}`,
    );
  });

  it("has every volume under its new name, to the byte, owner, mode and time, and nothing is left of the old one", async () => {
    const after = await contents(NEW);
    for (const [name, text] of held) expect(after.get(name), name).to.equal(text.replaceAll(OLD, NEW));
    expect([...after.keys()].filter((name) => !held.has(name))).to.deep.equal([]);
    expect((await objectsOf(OLD)).filter((object) => object !== `volume shared.${FOLDER}-team-1`)).to.deep.equal([]);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    expect(await hub.must("volumes", "--stale")).to.include("Every volume belongs to someone");
    const listed = JSON.parse(await hub.must("ls", "--json")) as { readonly hubs: readonly { name: string }[] };
    expect(listed.hubs.map(({ name }) => name))
      .to.include(NEW)
      .and.not.include(OLD);
  });

  it("lets people in with their password and their token, to their files and to those that all hubs share", async () => {
    expect(await hub.passwordOf(PERSON)).to.equal(password);
    const asked = await fetch(`${hub.origin}${hub.place}/hub/api/user`, {
      headers: { Authorization: `token ${token}` },
    });
    expect(asked.status).to.equal(200);
    const notebook = await (await hub.signIn(PERSON)).notebook();
    expect([...(await old.view.containers(NEW)).keys()].toSorted()).to.deep.equal([
      NEW,
      `${NEW}-proxy`,
      `${NEW}-user-${PERSON}`,
    ]);
    for (const [path, text] of [
      ["mine.txt", `of ${OLD}\n`],
      ["team-1/ours.txt", "ours\n"],
      ["all-team-1/everybodys.txt", "of all hubs\n"],
      ["board/news.txt", "news\n"],
      ["team-1-hw/answer.txt", "42\n"],
    ] as const)
      expect(await notebook.read(path), path).to.equal(text);
    await notebook.save("team-1/more.txt", "writable\n");
    const gone = await new Browser(hub.origin).open(`/${OLD}/hub/login`);
    expect(gone.status).to.equal(404);
  });
});

/** The number of boxes that the hub has recorded as copied. */
const COPIED = `
import sqlite3
print(sqlite3.connect("/srv/jupyterhub/roster-memory.sqlite").execute("SELECT count(*) FROM copies").fetchone()[0])
`;
import { hubName } from "./support/test-run.ts";
