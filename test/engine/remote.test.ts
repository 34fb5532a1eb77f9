import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { isEngineFailure } from "../../src/model/problem/hubwright-error.ts";
import { listCopy, refuseTwoLists, sendList } from "../../src/apply/roster/list-copy.ts";
import { connectDocker } from "../../src/engine/docker/connect.ts";
import type { Engine } from "../../src/engine/port.ts";
import { untilItAnswers } from "./support/browser.ts";
import { type Ended, hubwright, runCommand } from "./support/command.ts";
import { Composes } from "./support/compose.ts";
import { EngineProxy } from "./support/engine-proxy.ts";
import { ENGINE, type RemoteEngine, secondEngineSees, startRemoteEngine } from "./support/engine-under-test.ts";
import { inSeconds, noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { Heartbeat } from "./support/heartbeat.ts";
import { placeOf } from "./support/place.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const NAME = hubName("remote");
const PORT = await freePort();
const OTHER_PORT = await freePort();
/** The promised time. In milliseconds. */
const IN_FORCE_WITHIN = 15_000;

describe("a hub on another machine", function () {
  this.timeout(1_200_000);
  let engine: RemoteEngine;
  let hub: TestHub;
  let scratch: string;
  /** A server on this machine, at the hub's port: nothing that hubwright reports about the hub may come from it. */
  let other: Server;
  let asked = 0;

  before(async () => {
    engine = startRemoteEngine();
    scratch = mkdtempSync(join(tmpdir(), "hubwright-remote-"));
    other = createServer((_, answer) => {
      asked += 1;
      answer.end();
    });
    await once(other.listen(PORT, "127.0.0.1"), "listening");
    hub = await TestHub.create({
      name: NAME,
      port: PORT,
      engine: engine.ssh,
      definition: { engine: { remote: true }, admins: { roster: "rw" } },
    });
  });

  after(async () => {
    other?.close();
    await hub?.remove();
    rmSync(scratch, { recursive: true, force: true });
  });

  const overTls = (...words: readonly string[]) =>
    hub.run(words, { env: { DOCKER_HOST: engine.tls.dockerHost, ...engine.tls.environment } });

  /** With a Docker context of that name chosen, as `docker context create` makes it. */
  function throughContext(...words: readonly string[]): Promise<Ended> {
    const config = join(scratch, "docker");
    const env = { ...process.env, DOCKER_CONFIG: config, DOCKER_HOST: undefined };
    if (!existsSync(config)) {
      mkdirSync(config);
      const files = ["ca", "cert", "key"].map((file) => `${file}=${join(engine.certificates, `${file}.pem`)}`);
      const host = [`host=${engine.tls.dockerHost ?? ""}`, ...files].join(",");
      execFileSync("docker", ["context", "create", "department", "--docker", host], { env, stdio: "ignore" });
      execFileSync("docker", ["context", "use", "department"], { env, stdio: "ignore" });
    }
    return hub.run(words, { env: { DOCKER_HOST: undefined, DOCKER_CONFIG: config } });
  }

  function expectDone({ exitCode, output }: Ended): string {
    expect(exitCode, output).to.equal(0);
    return output;
  }

  const listThere = () => hub.view.exec(NAME, ["cat", "/srv/hubwright/roster/userlist"]);

  /** Waits until a person can sign in. @returns after how many milliseconds. */
  async function untilLetIn(name: string, password: string): Promise<number> {
    const began = performance.now();
    while ((await hub.trySignIn(name, password)).person === undefined) {
      if (performance.now() - began > 60_000) throw new Error(`${name} is not let in after a minute`);
      await sleep(250);
    }
    return performance.now() - began;
  }

  it("is defined by init over ssh, and created only once hub.ts says that the engine is remote", async () => {
    const directory = join(scratch, "made");
    const env = { DOCKER_HOST: engine.ssh.dockerHost, ...engine.ssh.environment };
    expectDone(await hubwright(["init", `${NAME}-b`, "--dir", directory], { cwd: scratch, env }));
    expect(readFileSync(join(directory, "hub.ts"), "utf8")).to.include("engine: { remote: true },");
    hub.redefine({ engine: {} });
    for (const words of [["up"], ["plan"]]) {
      const { exitCode, output } = await hub.run(words);
      expect(exitCode, output).to.equal(1);
      expect(output).to.include("is on another machine").and.include("engine: { remote: true },");
    }
    hub.redefine({});
    expect([(await hub.view.containers(NAME)).size, await hub.view.volumeNames(NAME)]).to.deep.equal([0, []]);
  });

  it("has people at work in their group's folder, with its directory where the engine cannot see it", async function () {
    expect(secondEngineSees(hub.directory)).to.equal(false);
    const refused = await hub.view.docker
      .createContainer({
        Image: "debian:trixie-slim",
        HostConfig: { Mounts: [{ Type: "bind", Source: hub.directory, Target: "/mnt" }] },
      })
      .catch((error: unknown) => String(error));
    expect(refused).to.match(/bind source path does not exist|No such image/);
    const began = performance.now();
    const printed = await hub.up();
    expect(printed).to.include(`http://${engine.ssh.host}:${PORT}/${NAME}`);
    noteFigure(this, `the first up over ssh took ${inSeconds(performance.now() - began)}`);
    const notebook = await (await hub.signIn("halljord")).notebook();
    await notebook.save("team-1/ours.txt", "ours\n");
    expect(await (await (await hub.signIn("tbutler")).notebook()).read("team-1/ours.txt")).to.equal("ours\n");
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    expect(await hub.must("up")).to.match(/^Nothing to do/);
  });

  it("has keys that only root can read, the proxy only its own, and none in what docker inspect shows", async () => {
    const look = ["find", "/volumes", "-mindepth", "1", "-printf", "%P %u:%g %m\n"];
    const names = ["roster", "secrets", "proxy"].map((name) => `${NAME}-data.${name}`);
    const found = (await hub.view.lookInto(names, look)).trim().split("\n").toSorted();
    expect(found).to.deep.equal(
      [
        `${NAME}-data.proxy root:root 700`,
        `${NAME}-data.proxy/proxy.env root:root 600`,
        `${NAME}-data.roster root:users 2770`,
        `${NAME}-data.roster/userlist root:users 660`,
        `${NAME}-data.secrets root:root 700`,
        `${NAME}-data.secrets/hub.env root:root 600`,
        `${NAME}-data.secrets/oauth.env root:root 600`,
        `${NAME}-data.secrets/proxy.env root:root 600`,
      ].toSorted(),
    );
    expect([...(await hub.view.mountsOf(`${NAME}-proxy`)).values()]).to.deep.equal([`${NAME}-data.proxy`]);
    const { docker } = hub.view;
    const told = JSON.stringify(
      await Promise.all([NAME, `${NAME}-proxy`].map((name) => docker.getContainer(name).inspect())),
    );
    for (const file of ["oauth.env", "hub.env", "proxy.env"]) {
      const value = hub.read(`secrets/${file}`).trim().split("=")[1] ?? "";
      expect(value).to.have.length(64);
      expect(told).not.to.include(value);
    }
  });

  it("uses a list that people add sends within 15 seconds, and is not restarted", async function () {
    const before = await hub.view.containerIds(NAME);
    const began = performance.now();
    await hub.must("people", "add", "zoe", "team-1");
    const sent = performance.now() - began;
    const took = sent + (await untilLetIn("zoe", await hub.passwordOf("zoe")));
    expect(took).to.be.lessThan(IN_FORCE_WITHIN);
    const { docker } = hub.view;
    expect((await docker.getContainer(NAME).inspect()).RestartCount).to.equal(0);
    expect(await hub.view.containerIds(NAME)).to.equal(before);
    // Saved with an editor, it still has to be sent.
    hub.write("roster/userlist", `${hub.read("roster/userlist")}yan team-1\n`);
    const plan = await hub.run(["plan"]);
    expect([plan.exitCode, plan.stdout.split("\n")[0]]).to.deep.equal([
      2,
      `~ volume ${NAME}-data.roster gets userlist (it was changed here)`,
    ]);
    await hub.must("people", "push");
    await untilLetIn("yan", await hub.passwordOf("yan"));
    expect(await hub.view.containerIds(NAME)).to.equal(before);
    noteFigure(this, `in force after ${inSeconds(took)}, of which ${inSeconds(sent)} for people add over ssh`);
  });

  it("keeps a list that an admin edited in the hub, whatever command runs; pull and push --overwrite decide", async () => {
    const notebook = await (await hub.signIn("hub-admin")).notebook();
    await notebook.save("hub-roster/userlist", `${await notebook.read("hub-roster/userlist")}eve team-1\n`);
    const edited = await listThere();
    await untilLetIn("eve", await hub.passwordOf("eve"));
    const up = await hub.run(["up"]);
    expect(up.exitCode, up.output).to.equal(0);
    expect(up.output).to.include("was edited in the hub").and.include("people pull").and.include("push --overwrite");
    const here = hub.read("roster/userlist");
    for (const words of [
      ["people", "add", "tom"],
      ["groups", "add", "team-2", "zoe"],
      ["people", "push"],
    ]) {
      const { exitCode, output } = await hub.run(words);
      expect(exitCode, output).to.equal(1);
      expect(output).to.include("was edited in the hub").and.include("people pull");
    }
    expect([hub.read("roster/userlist"), await listThere()]).to.deep.equal([here, edited]);
    const doctor = await hub.run(["doctor", "--json"]);
    expect(doctor.stdout).to.include("roster-not-in-force");

    expect(await hub.must("people", "pull")).to.include("eve joins the hub.");
    expect(hub.read("roster/userlist")).to.equal(edited.replaceAll("\r", ""));
    await hub.must("people", "add", "tom");
    expect(await listThere())
      .to.include("eve")
      .and.include("tom");

    await notebook.save("hub-roster/userlist", `${await notebook.read("hub-roster/userlist")}mal admin\n`);
    hub.write("roster/userlist", `${hub.read("roster/userlist")}ben team-1\n`);
    const both = await hub.run(["up"]);
    expect(both.exitCode, both.output).to.equal(1);
    expect(both.output).to.include("was edited too");
    expect(await hub.must("people", "push", "--overwrite")).to.include("was kept as .hubwright/userlist-");
    expect(await listThere())
      .to.include("ben")
      .and.not.include("mal");
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
  });

  it("has a complete list after a push that was interrupted, before and after each call, and the next one converges", async function () {
    const direct = await connectDocker({ environment: { DOCKER_HOST: `unix://${engine.ssh.socket}` } });
    const proxy = await EngineProxy.start({ ...engine.ssh, dockerHost: `unix://${engine.ssh.socket}` });
    const cutOff = await connectDocker({ environment: { DOCKER_HOST: proxy.dockerHost } });
    const { hub: definition, directory } = await placeOf(hub);
    const push = async (through: Engine) => {
      const copy = await listCopy({ hub: definition, directory }, through);
      if (copy.standing !== "same") refuseTwoLists(copy, definition);
      if (copy.standing === "changed-here") await sendList({ hub: definition, directory }, through);
    };
    const first = hub.read("roster/userlist");
    let cuts = 0;
    try {
      for (const cut of ["before", "after"] as const) {
        for (let at = 1; ; at += 1) {
          const [old, text] = [hub.read("roster/userlist"), `${first}# ${cut} ${at}\n`];
          hub.write("roster/userlist", text);
          proxy.cut(at, cut);
          const failure = await push(cutOff).catch((error: unknown) => error);
          if (!proxy.wasCut) break;
          expect(failure === undefined || isEngineFailure(failure), String(failure)).to.equal(true);
          expect([old, text], `${cut} ${at}`).to.include((await listThere()).replaceAll("\r", ""));
          await push(direct);
          expect((await listThere()).replaceAll("\r", ""), `${cut} ${at}`).to.equal(text);
          cuts += 1;
        }
      }
    } finally {
      await proxy.stop();
    }
    expect(cuts).to.be.greaterThan(10);
    await hub.must("up");
    expect([...(await hub.view.containers(NAME)).keys()].filter((name) => name.endsWith(".files"))).to.deep.equal([]);
    noteFigure(this, `${cuts} cuts`);
  });

  it("uses a changed key after its container is recreated, while servers keep running", async () => {
    const heart = await Heartbeat.start(await (await hub.signIn("halljord")).notebook());
    const before = await hub.view.containers(NAME);
    rmSync(join(hub.directory, "secrets/hub.env"));
    const plan = await hub.run(["plan"]);
    expect(plan.output).to.include("its keys changed");
    await hub.must("up");
    const after = await hub.view.containers(NAME);
    expect(after.get(NAME)?.Id).not.to.equal(before.get(NAME)?.Id);
    expect(after.get(`${NAME}-proxy`)?.Id).to.equal(before.get(`${NAME}-proxy`)?.Id);
    expect(await hub.view.exec(NAME, ["cat", "/run/secrets/hub.env"])).to.equal(hub.read("secrets/hub.env"));
    expect((await heart.stop()).isWhole).to.equal(true);
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
  });

  it("is the same hub over TCP with TLS and through a Docker context", async () => {
    for (const run of [overTls, throughContext]) {
      expectDone(await run("plan"));
      expect(expectDone(await run("status"))).to.include(engine.tls.host);
    }
    expectDone(await overTls("people", "add", "ute", "team-1"));
    await untilLetIn("ute", await hub.passwordOf("ute"));
    expectDone(await throughContext("people", "add", "vic", "team-1"));
    await untilLetIn("vic", await hub.passwordOf("vic"));
    // With an authority that did not sign the engine's certificate, and with a certificate that the engine's authority did not sign.
    const [deceived, stranger] = [join(scratch, "deceived"), join(scratch, "stranger")];
    for (const copy of [deceived, stranger]) cpSync(engine.certificates, copy, { recursive: true });
    copyFileSync(join(engine.certificates, "cert.pem"), join(deceived, "ca.pem"));
    const own = ["-keyout", join(stranger, "key.pem"), "-out", join(stranger, "cert.pem"), "-subj", "/CN=stranger"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...own], { stdio: "ignore" });
    for (const certificates of [deceived, stranger]) {
      const { exitCode, output } = await hub.run(["status"], {
        env: { DOCKER_HOST: engine.tls.dockerHost, DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: certificates },
      });
      expect(exitCode).to.equal(1);
      expect(output).to.match(/cannot be trusted over TLS/);
    }
  });

  it("works with every command, and nothing on this machine is mistaken for the other's", async () => {
    for (const words of [["logs"], ["ls"], ["access"], ["volumes"], ["passwords"], ["nginx"], ["restart"]])
      expectDone(await hub.run(words));
    const { exitCode, output } = await hub.run(["doctor"]);
    expect(exitCode, output).to.equal(0);
    expect((await hub.run(["volumes", "--stale"])).output).not.to.include("-data.");
    const install = await hub.run(["nginx", "install", "--nginx-root", scratch]);
    expect(install.exitCode, install.output).to.equal(1);
    expect(install.output).to.include("the web server on this machine");
    expect(asked, "questions to this machine's port").to.equal(0);
  });

  it("is down and up again with list, keys, passwords and files unchanged", async () => {
    const password = await hub.passwordOf("tbutler");
    const volumes = await hub.view.volumeNames(NAME);
    const list = await listThere();
    expectDone(await overTls("down", "--yes"));
    expect((await hub.view.containers(NAME)).size).to.equal(0);
    // Now there is no container to look into the volumes with.
    expectDone(await throughContext("people", "add", "wim", "team-1"));
    expectDone(await throughContext("up"));
    await untilItAnswers(hub.loginPage);
    expect(await hub.passwordOf("tbutler")).to.equal(password);
    expect(await listThere()).to.equal(`${list.trimEnd()}\nwim team-1\n`);
    expect(await hub.view.volumeNames(NAME)).to.deep.equal(volumes);
    const notebook = await (await hub.signIn("tbutler")).notebook();
    expect(await notebook.read("team-1/ours.txt")).to.equal("ours\n");
    expect([...(await hub.view.containers(NAME)).keys()].filter((name) => name.includes("."))).to.deep.equal([]);
  });

  it("is not changed by docker compose on that engine, or by what make sends", async () => {
    const composes = new Composes();
    try {
      const before = await hub.view.containerIds(NAME);
      const [program, ...words] = composes.now.words;
      const { exitCode, output } = await runCommand(program, [...words, "up", "-d"], {
        cwd: join(hub.directory, "deploy"),
        env: { ...composes.now.env, DOCKER_HOST: `unix://${engine.ssh.socket ?? ""}` },
      });
      expect(exitCode, output).to.equal(0);
      expect(await hub.view.containerIds(NAME)).to.equal(before);
      // The images exist; make would build them with compose.
      hub.write("roster/userlist", `${hub.read("roster/userlist")}# by make\n`);
      const sent = await runCommand("make", ["--old-file=build", "send", "send_list"], {
        cwd: join(hub.directory, "deploy"),
        env: { DOCKER_HOST: `unix://${engine.ssh.socket ?? ""}` },
      });
      expect(sent.exitCode, sent.output).to.equal(0);
      expect((await listThere()).replaceAll("\r", "")).to.equal(hub.read("roster/userlist"));
      expect((await hub.run(["plan"])).exitCode).to.equal(0);
    } finally {
      composes.remove();
    }
  });

  it("can be opened from here with the command that up prints, if its machine accepts no other connections", async () => {
    hub.redefine({ listen: "127.0.0.1", port: OTHER_PORT });
    const printed = await hub.must("up");
    const line = /from here: (.*)/.exec(printed)?.[1] ?? "";
    expect(line).to.equal(`ssh -N -L ${OTHER_PORT}:127.0.0.1:${OTHER_PORT} root@${engine.ssh.host}`);
    const tunnel: ChildProcess = spawn("sh", ["-c", `exec ${line}`], {
      env: { ...process.env, ...engine.ssh.environment },
      stdio: "ignore",
    });
    try {
      const url = /http:\S+/.exec(printed)?.[0] ?? "";
      expect(url).to.equal(`http://localhost:${OTHER_PORT}/${NAME}`);
      await untilItAnswers(`${url}/hub/login`);
    } finally {
      tunnel.kill();
    }
    hub.redefine({});
    await hub.up();
  });
});

describe("a hub that moves to an engine which sees none of its files, and back", function () {
  this.timeout(1_200_000);
  let hub: TestHub;

  before(async () => {
    hub = await TestHub.create({ name: hubName("moves"), port: await freePort(), engine: ENGINE });
  });

  after(() => hub?.remove());

  it("keeps people, passwords, files, tokens, its list and the servers that run", async () => {
    await hub.up();
    const password = await hub.passwordOf("halljord");
    const person = await hub.signIn("halljord");
    await (await person.notebook()).save("mine.txt", "mine\n");
    const token = JSON.parse((await person.api("POST", "/users/halljord/tokens", {})).text) as { token: string };
    const server = async () => {
      const { Id, State } = await hub.view.docker.getContainer(`${hub.name}-user-halljord`).inspect();
      return `${Id} ${State.StartedAt}`;
    };
    const [begun, volumes] = [await server(), await hub.view.volumeNames(hub.name)];
    for (const remote of [true, false, true]) {
      hub.redefine({ engine: { remote } });
      await hub.up();
      expect((await hub.run(["plan"])).exitCode).to.equal(0);
      const mounts = [...(await hub.view.mountsOf(hub.name)).values()];
      expect(mounts.includes(`${hub.name}-data.roster`)).to.equal(remote);
      expect(mounts.includes(join(hub.directory, "roster"))).to.equal(!remote);
      expect((await hub.trySignIn("halljord", password)).person).not.to.equal(undefined);
      const answer = await fetch(`${hub.origin}${hub.place}/hub/api/user`, {
        headers: { authorization: `token ${token.token}` },
      });
      expect(answer.status).to.equal(200);
      await hub.must("people", "add", remote ? "zoe" : "yan", "team-1");
    }
    expect(await hub.view.exec(hub.name, ["cat", "/srv/hubwright/roster/userlist"])).to.equal(
      hub.read("roster/userlist"),
    );
    expect(await server()).to.equal(begun);
    expect(await (await person.notebook()).read("mine.txt")).to.equal("mine\n");
    expect(await hub.view.volumeNames(hub.name)).to.include.members([...volumes]);
  });
});
