import { expect } from "chai";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Browser, untilItAnswers } from "./support/browser.ts";
import { mustRun } from "./support/command.ts";
import { Composes } from "./support/compose.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import type { Notebook } from "./support/notebook.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";

const NAME = hubName("pgsql");
const [DB, NETWORK, OUTSIDE] = [`${NAME}-db`, `${NAME}-db-network`, `${NAME}-outside`];
const PASSWORD = "p@ss:word/of its'own";
/**
 * Checks whether PostgreSQL answers from an address. A connection alone does not count, and the question comes a second after
 * it: each time that an engine makes a network, Docker 20.10 takes its rules between networks away and puts them back, and
 * within that millisecond a connection comes about that no later byte gets through.
 */
const REACH = (host: string) => `
import socket, struct, time
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
try:
    with socket.create_connection(("${host}", 5432), timeout=3) as connection:
        time.sleep(1)
        connection.sendall(SSL_REQUEST)
        answer = connection.recv(1)
    print("reached" if answer in (b"S", b"N") else f"not reached: {answer}")
except OSError as error:
    print("not reached:", type(error).__name__)
`;
import { hubName } from "./support/test-run.ts";

describe("a hub on PostgreSQL", function () {
  this.timeout(900_000);
  let hub: TestHub;
  let admin: SignedIn;
  let person: SignedIn;
  let notebook: Notebook;
  let token: string;
  let dump: string;
  let composes: Composes;

  before(async () => {
    composes = new Composes();
    hub = await TestHub.create({
      name: NAME,
      port: await freePort(),
      definition: { jupyterhub: "5.5", database: "postgres" },
    });
    await hub.up();
    admin = await hub.signIn("hub-admin");
    person = await hub.signIn("halljord");
    notebook = await person.notebook();
  });

  after(async () => {
    composes?.remove();
    await hub?.remove();
  });

  /** Runs compose 2.40 in deploy/. */
  function compose(...words: readonly string[]): Promise<string> {
    const [program, ...first] = composes.now.words;
    const { dockerHost } = hub.engine;
    const env = { ...composes.now.env, ...(dockerHost === undefined ? {} : { DOCKER_HOST: dockerHost }) };
    return mustRun(program, [...first, ...words], { cwd: join(hub.directory, "deploy"), env });
  }

  async function statusWithToken(): Promise<number> {
    const headers = { Authorization: `token ${token}` };
    return (await fetch(`${hub.origin}${hub.place}/hub/api/user`, { headers })).status;
  }

  /** What JupyterHub knows, as its admin sees it: people, whether they are admins, their groups, whose server runs. */
  async function known(): Promise<unknown> {
    const users = JSON.parse((await admin.api("GET", "/users")).text) as readonly {
      name: string;
      admin: boolean;
      groups: string[];
      servers: object;
    }[];
    return users
      .map((user) => [user.name, user.admin, user.groups.toSorted(), Object.keys(user.servers)])
      .toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  }

  async function containers(): Promise<readonly string[]> {
    return [...(await hub.view.containers(NAME)).keys()].toSorted();
  }

  async function startedAt(container: string): Promise<string> {
    return (await hub.view.docker.getContainer(container).inspect()).State.StartedAt;
  }

  /** Does something, and checks that a kernel keeps computing over its open connection. */
  async function whileComputing(act: () => Promise<unknown>): Promise<string> {
    const heartbeat = await Heartbeat.start(notebook);
    await act();
    const { isWhole, longestGap, numbers } = await heartbeat.stop();
    expect(isWhole).to.equal(true);
    return `a kernel printed ${numbers} numbers, longest pause ${inSeconds(longestGap)}`;
  }

  it("lets people in, who find their folders; an admin's stranger and a token are in the database", async () => {
    await notebook.save("team-1/ours.txt", "ours\n");
    expect(await notebook.read("team-1/ours.txt")).to.equal("ours\n");
    expect((await admin.api("POST", "/users/zed")).status).to.equal(201);
    ({ token } = JSON.parse((await person.api("POST", "/users/halljord/tokens", { note: "kept" })).text) as {
      token: string;
    });
    expect(await statusWithToken()).to.equal(200);
    expect(await hub.must("passwords")).to.match(/^zed\b/m);
    expect(JSON.parse(await hub.must("status", "--json"))).to.deep.include({ up: true, pending: 0 });
    expect(await hub.must("logs", "--db")).to.include("ready to accept connections");
    expect(await hub.must("doctor")).to.include("no problems found");
  });

  it("keeps the database to the hub alone: no notebook and no proxy reaches it, and its password is not visible anywhere", async () => {
    const inspected = await Promise.all(
      (await containers()).map((name) => hub.view.docker.getContainer(name).inspect()),
    );
    const secret = /POSTGRES_PASSWORD=(\S+)/.exec(hub.read("secrets/postgres.env"))?.[1] ?? "";
    expect(secret).to.match(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(inspected)).not.to.include(secret);
    for (const [container, program] of [
      [NAME, "hubwright_hub.application"],
      [DB, "postgres"],
    ] as const)
      expect(await hub.view.processes(container))
        .to.include(program)
        .and.not.include(secret);
    const networks = new Map(
      inspected.map(({ Name, NetworkSettings }) => [Name, Object.keys(NetworkSettings.Networks)]),
    );
    expect([...networks].filter(([, names]) => names.includes(NETWORK)).map(([name]) => name)).to.have.members([
      `/${NAME}`,
      `/${DB}`,
    ]);
    const db = inspected.find(({ Name }) => Name === `/${DB}`);
    expect(Object.values(db?.HostConfig.PortBindings ?? {})).to.deep.equal([]);
    const address = db?.NetworkSettings.Networks[NETWORK]?.IPAddress ?? "";
    expect(address).to.match(/^\d+(\.\d+){3}$/);
    for (const host of [DB, "db", address]) expect(await notebook.run(REACH(host)), host).to.match(/^not reached/);
    // So that the check can also fail.
    expect(await hub.view.exec(NAME, ["python3", "-c", REACH(DB)]))
      .to.include("reached")
      .and.not.include("not reached");
    expect(await hub.view.exec(DB, ["sh", "-c", "ps -o user= -C postgres 2>/dev/null || stat -c %U /proc/1"])).to.match(
      /^(postgres\s*)+$/,
    );
  });

  it("is what compose would create, down to the hash, and compose leaves it running", async () => {
    const printed = (await compose("config", "--hash", "*")).trim().split("\n");
    const hashes = new Map(printed.map((line) => line.split(" ") as [string, string]));
    const held = await hub.view.containers(NAME);
    for (const [key, name] of Object.entries({ hub: NAME, proxy: `${NAME}-proxy`, db: DB }))
      expect(held.get(name)?.Labels["com.docker.compose.config-hash"], key).to.equal(hashes.get(key));
    const before = await hub.view.containerIds(NAME);
    await compose("up", "-d");
    expect(await hub.view.containerIds(NAME)).to.equal(before);
  });

  for (const [what, end] of [
    ["is killed", async () => process.kill((await hub.view.docker.getContainer(DB).inspect()).State.Pid, "SIGKILL")],
    ["is restarted", async () => hub.view.docker.getContainer(DB).restart()],
  ] as const) {
    it(`keeps working when its database ${what}: the same hub, and nobody has to sign in again`, async function () {
      const [since, dbSince] = [await startedAt(NAME), await startedAt(DB)];
      let away = 0;
      const pulse = await whileComputing(async () => {
        const ended = performance.now();
        await end();
        for (let tries = 0; (await startedAt(DB)) === dbSince; tries += 1) {
          if (tries > 200) throw new Error("The database does not come back.");
          await sleep(100);
        }
        for (let tries = 0; (await person.api("GET", "/user")).status !== 200; tries += 1) {
          if (tries > 200) throw new Error("The hub does not go on.");
          await sleep(100);
        }
        away = performance.now() - ended;
      });
      for (let asked = 0; asked < 20; asked += 1) expect((await person.api("GET", "/user")).status).to.equal(200);
      expect(await statusWithToken()).to.equal(200);
      expect((await hub.trySignIn("tbutler", await hub.passwordOf("tbutler"))).status).to.equal(200);
      expect(await startedAt(NAME)).to.equal(since);
      noteFigure(this, `the hub answered again after ${inSeconds(away)}; ${pulse}`);
    });
  }

  it("upgrades 5.5 to 6.1 after a dump, while a kernel keeps computing", async function () {
    const before = await known();
    hub.redefine({ jupyterhub: "6.1" });
    let printed = "";
    const pulse = await whileComputing(async () => (printed = await hub.up()));
    noteFigure(this, `${/Sign-in was unavailable for [^;]*/.exec(printed)?.[0]}; ${pulse}`);
    expect(await hub.view.exec(NAME, ["jupyterhub", "--version"])).to.match(/^6\.1/);
    expect(await known()).to.deep.equal(before);
    expect(await statusWithToken()).to.equal(200);
    const paths = JSON.parse(await hub.view.exec(NAME, ["python3", "-m", "hubwright_hub.backup"])) as readonly string[];
    dump = paths[0] ?? "";
    expect(paths.map((path) => path.replace(/\d{4}.*Z/, ""))).to.deep.equal([
      "/srv/jupyterhub/backups/jupyterhub-.dump",
    ]);
    expect(await hub.view.exec(NAME, ["pg_restore", "--list", dump])).to.include("TABLE DATA public users");
    hub.redefine({ jupyterhub: "5.5" });
    const refused = await hub.run(["up"]);
    expect(refused.exitCode).to.equal(1);
    expect(refused.output).to.include(dump);
    hub.redefine({ jupyterhub: "6.1" });
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
  });

  it("goes back to 5.5 with the dump, as docs/database.md describes", async () => {
    const [before, files] = [await known(), await notebook.read("team-1/ours.txt")];
    expect((await admin.api("POST", "/users/late")).status).to.equal(201);
    hub.redefine({ jupyterhub: "5.5" });
    await hub.must("down", "--yes");
    await hub.must("generate");
    await compose("up", "-d", "db");
    await compose("run", "--rm", "hub", "python3", "-m", "hubwright_hub.restore", dump);
    await hub.up();
    expect(await hub.view.exec(NAME, ["jupyterhub", "--version"])).to.match(/^5\.5/);
    expect(await statusWithToken()).to.equal(200);
    notebook = await person.notebook();
    expect(await notebook.read("team-1/ours.txt")).to.equal(files);
    expect(await known()).to.deep.equal(before);
  });

  /** Moves to another database with `up`, and checks that JupyterHub loses nothing, and that a second `up` does nothing. */
  async function goesTo(database: TestHubDatabase, says: RegExp): Promise<string> {
    const before = await known();
    hub.redefine({ jupyterhub: "6.1", database });
    const plan = await hub.run(["plan"]);
    expect(plan.exitCode, plan.output).to.equal(2);
    expect(plan.stdout).to.match(says);
    const proxy = (await hub.view.containers(NAME)).get(`${NAME}-proxy`)?.Id;
    let printed = "";
    const pulse = await whileComputing(async () => (printed = await hub.up()));
    expect((await hub.view.containers(NAME)).get(`${NAME}-proxy`)?.Id).to.equal(proxy);
    // With the cookies from before: nobody has to sign in again.
    expect(await known()).to.deep.equal(before);
    expect(await statusWithToken()).to.equal(200);
    expect(await notebook.read("team-1/ours.txt")).to.equal("ours\n");
    await person.stopServer();
    notebook = await person.notebook();
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    expect(await hub.must("up")).to.match(/^Nothing to do/);
    return `${/Sign-in was unavailable for [^;]*/.exec(printed)?.[0]}; ${pulse}`;
  }

  it("moves to SQLite and to 6.1 at once, with everyone and everything, and the database's container is removed", async function () {
    const figure = await goesTo(
      "sqlite",
      /data moves from PostgreSQL to SQLite, with people, tokens and running servers/,
    );
    expect(await containers()).to.not.include(DB);
    const { docker } = hub.view;
    expect((await docker.listNetworks({ filters: { name: [NETWORK] } })).length).to.equal(0);
    expect(await hub.view.volumeNames(NAME)).to.include(`${NAME}-db-data`);
    expect(await hub.must("volumes")).to.include("the hub's database");
    noteFigure(this, figure);
  });

  it("comes back from SQLite with everyone and everything, and keeps what was there before", async function () {
    expect((await admin.api("POST", "/users/yve")).status).to.equal(201);
    const figure = await goesTo(
      "postgres",
      /data moves from SQLite to PostgreSQL, with people, tokens and running servers/,
    );
    expect(await hub.must("passwords")).to.match(/^yve\b/m);
    const databases = await hub.view.exec(DB, ["setpriv", "--reuid=postgres", "psql", "-AtlU", "postgres"]);
    expect(databases)
      .to.match(/^jupyterhub\|/m)
      .and.match(/^jupyterhub-before-\d/m);
    noteFigure(this, figure);
  });

  it("continues a move that was interrupted after the hub was removed", async () => {
    const before = await known();
    hub.redefine({ jupyterhub: "6.1", database: "sqlite" });
    await hub.must("build");
    await hub.view.docker.getContainer(NAME).remove({ force: true });
    await hub.view.docker.getContainer(DB).remove({ force: true });
    await hub.up();
    expect(await known()).to.deep.equal(before);
    expect(await containers()).to.not.include(DB);
  });

  describe("finds in its volume", () => {
    const volume = `${NAME}-odd`;

    /** Runs the database's image on a volume until it ends, or until it says something. */
    async function run(options: object, until?: string): Promise<{ readonly code: number; readonly said: string }> {
      const secret = `${join(hub.directory, "secrets/postgres.env")}:/run/secrets/postgres.env:ro`;
      const container = await hub.view.docker.createContainer({
        Image: `${NAME}-db:latest`,
        Labels: { "hubwright.hub": NAME, "hubwright.kind": "odd" },
        HostConfig: { NetworkMode: "none", Binds: [`${volume}:/srv/postgres`, secret] },
        ...options,
      });
      const log = async () => (await container.logs({ stdout: true, stderr: true })).toString("utf8");
      try {
        await container.start();
        if (until !== undefined) {
          for (let tries = 0; !(await log()).includes(until); tries += 1) {
            if (tries > 600) throw new Error(await log());
            await sleep(100);
          }
          await container.stop();
        }
        const { StatusCode } = (await container.wait()) as { StatusCode: number };
        return { code: StatusCode, said: await log() };
      } finally {
        await container.remove({ force: true });
      }
    }

    const inVolume = (script: string) => run({ Entrypoint: ["sh", "-ec", `cd /srv/postgres; ${script}`] });
    const content = async () => (await inVolume("find . -type f -exec sha256sum {} + | sort")).said;

    beforeEach(async () => {
      await hub.view.docker.createVolume({ Name: volume, Labels: { "hubwright.hub": NAME } });
    });
    afterEach(async () => {
      await hub.view.docker.getVolume(volume).remove();
    });

    for (const [what, script, says] of [
      [
        "a database of another generation",
        "mkdir data; echo 16 > data/PG_VERSION; echo precious > data/base",
        "made by PostgreSQL 16. This is PostgreSQL 17, which cannot read it. Nothing was changed.",
      ],
      [
        "something that is no database",
        "mkdir data; echo precious > data/base",
        "PG_VERSION is missing. Nothing was changed.",
      ],
    ] as const) {
      it(`${what}: it says so, and changes nothing`, async () => {
        expect((await inVolume(script)).code).to.equal(0);
        const before = await content();
        expect(before).to.include("data/base");
        const { code, said } = await run({});
        expect(code).to.equal(78);
        expect(said).to.include(says);
        expect(await content()).to.equal(before);
      });
    }

    it("half of a database that a crash left: it starts over, and keeps what it creates from then on", async () => {
      await inVolume("mkdir data.new; echo 17 > data.new/PG_VERSION; echo half > data.new/half");
      const ready = "ready to accept connections";
      const first = await run({}, ready);
      expect(first.said).to.include("was interrupted last time");
      expect((await inVolume("ls; ls data")).said)
        .to.include("pg_hba.conf")
        .and.not.include("data.new")
        .and.not.include("half");
      // Fast, and in order: nothing has to be recovered the next time.
      expect(first.said).to.include("database system is shut down");
      const second = await run({}, ready);
      expect(second.said).not.to.include("cut off").and.not.include("not properly shut down");
    });
  });

  describe("of a person's own", () => {
    const url = (password: string) =>
      `DATABASE_URL=postgresql://jupyterhub:${encodeURIComponent(password)}@${OUTSIDE}:5432/jupyterhub\n`;

    before(async () => {
      hub.write("outside.env", `POSTGRES_PASSWORD=${PASSWORD}\n`);
      await hub.view.docker.createVolume({ Name: `${OUTSIDE}-data`, Labels: { "hubwright.hub": NAME } });
      const server = await hub.view.docker.createContainer({
        name: OUTSIDE,
        Image: `${NAME}-db:latest`,
        Labels: { "hubwright.hub": NAME, "hubwright.kind": "outside" },
        HostConfig: {
          NetworkMode: `${NAME}-network`,
          Binds: [
            `${OUTSIDE}-data:/srv/postgres`,
            `${join(hub.directory, "outside.env")}:/run/secrets/postgres.env:ro`,
          ],
        },
      });
      await server.start();
    });

    it("is not used without an address, or with a wrong one: the hub keeps running as before", async () => {
      const before = await hub.view.containerIds(NAME);
      hub.redefine({ jupyterhub: "6.1", database: { kind: "external" } });
      const without = await hub.run(["up"]);
      expect(without.exitCode).to.equal(1);
      expect(without.output).to.match(/secrets\/database\.env does not exist/);
      hub.write("secrets/database.env", url("wrong"));
      const wrong = await hub.run(["up"]);
      expect(wrong.exitCode).to.equal(1);
      expect(wrong.output).to.include("password authentication failed").and.include("The hub is unchanged.");
      expect(await hub.view.containerIds(NAME)).to.equal(before);
      await untilItAnswers(hub.loginPage);
    });

    it("takes in everyone and everything", async function () {
      hub.write("secrets/database.env", url(PASSWORD));
      noteFigure(this, await goesTo({ kind: "external" }, /data moves from SQLite to your own PostgreSQL server/));
      const inspected = await hub.view.docker.getContainer(NAME).inspect();
      expect(JSON.stringify(inspected)).not.to.include(encodeURIComponent(PASSWORD)).and.not.include(PASSWORD);
      expect(await hub.must("logs", "--tail", "100000"))
        .not.to.include("ss:word")
        .and.not.include("ss%3Aword");
    });

    it("gives them back, and takes nobody in a second time, because it is not empty", async () => {
      await goesTo("sqlite", /data moves from your own PostgreSQL server to SQLite/);
      const before = await hub.view.containerIds(NAME);
      hub.redefine({ jupyterhub: "6.1", database: { kind: "external" } });
      const again = await hub.run(["up"]);
      expect(again.exitCode).to.equal(1);
      expect(again.output).to.include("is not empty");
      expect(await hub.view.containerIds(NAME)).to.equal(before);
      expect((await new Browser(hub.origin).open(`${hub.place}/hub/login`)).status).to.equal(200);
    });
  });
});

type TestHubDatabase = NonNullable<Parameters<TestHub["redefine"]>[0]["database"]>;
