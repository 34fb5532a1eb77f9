import { createServer, request, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { type CommandOptions, mustRun } from "./support/command.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";
import { Nginx } from "./support/web-server.ts";

const PORT = {
  hub: await freePort(),
  silent: await freePort(),
  ready: await freePort(),
  whole: await freePort(),
  broken: await freePort(),
  tls: await freePort(),
};
const NAME = hubName("doc-ill");

/** A real hub, broken in one way after another. */
describe("hubwright doctor on an engine", function () {
  this.timeout(240_000);
  let hub: TestHub;
  /** A hub that runs but does not answer: Docker takes more than a minute to notice, and the other tests run in that time. */
  let silent: TestHub;

  before(async function () {
    this.timeout(900_000);
    silent = await TestHub.create({ name: hubName("doc-mute"), port: PORT.silent });
    await silent.up();
    hub = await TestHub.create({ name: NAME, port: PORT.hub });
    await hub.up();
    // One that never answered would have a minute more to do so.
    await untilStatus(silent, /\(healthy\)/);
    await silent.view.exec(silent.name, ["sh", "-c", "kill -STOP $(cat /proc/1/task/1/children)"]);
  });
  after(async () => {
    await hub?.remove();
    await silent?.remove();
  });

  async function codes(words: readonly string[] = [], options: CommandOptions = {}): Promise<readonly string[]> {
    return (await findings(words, options)).map(({ code }) => code);
  }

  async function findings(words: readonly string[] = [], options: CommandOptions = {}, of = hub) {
    const { stdout, stderr, exitCode } = await of.run(["doctor", "--json", ...words], options);
    expect(stderr).to.equal("");
    const told = JSON.parse(stdout) as { findings: readonly { readonly code: string; readonly message: string }[] };
    expect(exitCode).to.equal(told.findings.length === 0 ? 0 : 1);
    return told.findings;
  }

  const docker = (...words: string[]) =>
    mustRun("docker", words, { env: { DOCKER_HOST: hub.engine.dockerHost ?? undefined } });

  /** Breaks a file of the hub's directory, and always restores it. */
  async function withFile<T>(path: string, text: string, work: () => Promise<T>): Promise<T> {
    const before = hub.read(path);
    hub.write(path, text);
    try {
      return await work();
    } finally {
      hub.write(path, before);
    }
  }

  it("finds no problems in a healthy one", async () => {
    expect(await codes(["--url", `${hub.origin}${hub.place}`])).to.deep.equal([]);
  });

  it("names a proxy that was stopped, and finds no problems once it is up", async () => {
    await docker("stop", `${hub.name}-proxy`);
    expect(await codes()).to.deep.equal(["proxy-stopped"]);
    const { stdout } = await hub.run(["status"]);
    expect(stdout).to.match(new RegExp(`^found +Container ${NAME}-proxy is not responding`, "m"));
    await hub.up();
    expect(await codes()).to.deep.equal([]);
  });

  it("names a hub that was stopped by hand, with its last log lines", async () => {
    await docker("stop", hub.name);
    const [finding] = await findings();
    expect(finding?.code).to.equal("hub-stopped");
    expect(finding?.message).to.match(/is not running: Exited \(\d+\).*\. Last log lines:\n {4}/);
    const { output } = await hub.run(["doctor", "--spawn", "halljord"]);
    expect(output).to.include("No server was started: the hub is not running.");
    await hub.up();
    expect(await codes()).to.deep.equal([]);
  });

  it("names a hub that keeps exiting, and why: a key too short to be safe", async () => {
    await withFile("secrets/oauth.env", "HASH_SECRET_KEY=short\n", async () => {
      await docker("restart", hub.name);
      for (let tries = 0; (await hub.view.docker.getContainer(hub.name).inspect()).RestartCount < 3; tries += 1) {
        if (tries > 600) throw new Error("The hub does not end.");
        await sleep(200);
      }
      const found = await findings();
      expect(found.map(({ code }) => code)).to.deep.equal(["hub-restarting", "secret-unusable"]);
      expect(found[0]?.message).to.include("HASH_SECRET_KEY in /run/secrets/oauth.env has 5 characters");
    });
    await docker("restart", hub.name);
    await hub.up();
    expect(await codes()).to.deep.equal([]);
  });

  it("names a network that was removed", async () => {
    const network = `${hub.name}-network`;
    for (const name of [hub.name, `${hub.name}-proxy`]) await docker("network", "disconnect", "--force", network, name);
    await docker("network", "rm", network);
    expect(await codes()).to.include("network-missing");
    await mustDown();
    await hub.up();
    expect(await codes()).to.deep.equal([]);
  });

  it("names a user list that cannot be read, and one with an error", async () => {
    await withFile("roster/userlist", "hub-admin admin\nhalljord until=tomorrow\n", async () =>
      expect(await codes()).to.deep.equal(["roster-faulty"]),
    );
    const list = join(hub.directory, "roster", "userlist");
    const before = hub.read("roster/userlist");
    writeFileSync(list, Buffer.from([0x68, 0xff, 0xfe, 0x0a]));
    expect(await codes()).to.deep.equal(["roster-faulty"]);
    // A hub that starts with it has never read any list, but remembers the last one.
    hub.write("roster/userlist", before);
    expect(await codes()).to.deep.equal([]);
  });

  it("names a port that another program has, and a container that has the name", async () => {
    await mustDown();
    const server = createTcpServer();
    server.listen(PORT.hub, "127.0.0.1");
    await once(server, "listening");
    try {
      const found = await findings();
      expect(found.map(({ code }) => code)).to.deep.equal(["port-taken", "hub-not-up"]);
      expect(found[0]?.message).to.include(`Port ${PORT.hub} is taken by `);
      expect(found[0]?.message).to.include(`(process ${process.pid})`);
    } finally {
      server.close();
    }
    await docker("create", "--name", hub.name, "debian:trixie-slim");
    expect(await codes()).to.deep.equal(["name-taken"]);
    await docker("rm", hub.name);
    expect(await codes()).to.deep.equal(["hub-not-up"]);
    await hub.up();
  });

  it("names a CA certificate file that contains none, and one that has expired", async () => {
    hub.write("ca.pem", "not a certificate\n");
    const trusting = (path: string) => ({ env: { NODE_EXTRA_CA_CERTS: join(hub.directory, path) } });
    expect(await codes([], trusting("ca.pem"))).to.deep.equal(["certificate-unreadable"]);
    for (const [path, days] of [
      ["ended.pem", -1],
      ["good.pem", 9],
    ] as const)
      hub.write(path, await hub.view.exec(hub.name, ["python3", "-c", AUTHORITY, String(days)]));
    expect(await codes([], trusting("ended.pem"))).to.deep.equal(["certificate-expired"]);
    expect(await codes([], trusting("good.pem"))).to.deep.equal([]);
  });

  it("names a generated file that was edited", async () => {
    await withFile("deploy/compose.yaml", `${hub.read("deploy/compose.yaml")}# mine\n`, async () =>
      expect(await codes()).to.deep.equal(["files-edited"]),
    );
  });

  it("names an nginx without the headers for websockets, by checking and by opening a kernel", async () => {
    const nginx = new Nginx();
    const block = await hub.must("nginx");
    const dropped = block.replace(/^ *proxy_set_header (?:Upgrade|Connection) .*\n/gm, "");
    expect(dropped).not.to.equal(block);
    const servers = [
      [PORT.ready, "return 204;"],
      [PORT.whole, block],
      [PORT.broken, dropped],
    ] as const;
    writeFileSync(
      join(nginx.directory, "conf.d", `${NAME}.conf`),
      servers.map(([port, text]) => `server { listen 127.0.0.1:${port}; ${text} }\n`).join(""),
    );
    await nginx.start(PORT.ready);
    try {
      const at = (port: number) => ["--url", `http://127.0.0.1:${port}${hub.place}`, "--spawn", "halljord"];
      expect(await codes(at(PORT.whole))).to.deep.equal([]);
      expect(await codes(at(PORT.broken))).to.deep.equal(["web-no-websockets"]);
    } finally {
      await nginx.stop();
    }
  });

  it("names a certificate that nobody trusts, but not one that your own authority has signed", async () => {
    await hub.must("self-signed", "localhost");
    const [crt, key] = ["crt", "key"].map((end) => join(hub.directory, `secrets/localhost.${end}`));
    const nginx = new Nginx();
    writeFileSync(
      join(nginx.directory, "conf.d", `${NAME}.conf`),
      `server { listen 127.0.0.1:${PORT.ready}; return 204; }
server { listen 127.0.0.1:${PORT.tls} ssl; ssl_certificate ${crt}; ssl_certificate_key ${key};
${await hub.must("nginx")} }
`,
    );
    await nginx.start(PORT.ready);
    try {
      const words = ["--url", `https://localhost:${PORT.tls}${hub.place}`];
      const found = await findings(words);
      expect(found.map(({ code }) => code)).to.deep.equal(["web-untrusted"]);
      expect(found[0]?.message).to.include("self-signed certificate");
      const trusting = { env: { NODE_EXTRA_CA_CERTS: crt } };
      expect(await codes([...words, "--spawn", "halljord"], trusting)).to.deep.equal([]);
    } finally {
      await nginx.stop();
    }
  });

  it("names a web server in front that points elsewhere, a missing one, and one whose clock is off", async () => {
    const late = new Date(Date.now() - 600_000).toUTCString();
    const front = await frontOf(hub.origin, { date: late });
    const { port } = front.address() as AddressInfo;
    try {
      expect(await codes(["--url", `http://127.0.0.1:${port}${hub.place}`])).to.deep.equal(["clock-off"]);
      expect(await codes(["--url", `http://127.0.0.1:${port}/elsewhere`])).to.include("web-not-this-hub");
    } finally {
      front.close();
    }
    expect(await codes(["--url", `http://127.0.0.1:${port}${hub.place}`])).to.deep.equal(["web-unreachable"]);
  });

  it("names cookies that are lost on the way, so that nobody can sign in", async () => {
    const front = await frontOf(hub.origin, {}, ["set-cookie"]);
    const { port } = front.address() as AddressInfo;
    try {
      const [finding, ...rest] = await findings([
        "--url",
        `http://127.0.0.1:${port}${hub.place}`,
        "--spawn",
        "halljord",
      ]);
      expect(finding?.code).to.equal("web-no-sign-in");
      expect(finding?.message).to.include(`halljord cannot sign in at http://127.0.0.1:${port}${hub.place}: `);
      expect(rest).to.deep.equal([]);
    } finally {
      front.close();
    }
  });

  it("names a hub that runs and does not answer", async function () {
    this.timeout(480_000);
    const codesOfIt = async () => (await findings([], {}, silent)).map(({ code }) => code);
    await untilStatus(silent, /unhealthy/);
    expect(await codesOfIt()).to.deep.equal(["hub-unhealthy"]);
    await silent.view.exec(silent.name, ["sh", "-c", "kill -CONT $(cat /proc/1/task/1/children)"]);
    await untilStatus(silent, /\(healthy\)/);
    expect(await codesOfIt()).to.deep.equal([]);
  });

  /** Waits until Docker reports something about a hub's container. */
  async function untilStatus({ name, view }: TestHub, words: RegExp): Promise<void> {
    let said = "";
    for (let tries = 0; tries < 1500; tries += 1) {
      said = (await view.containers(name)).get(name)?.Status ?? "";
      if (words.test(said)) return;
      await sleep(200);
    }
    throw new Error(`The container is ${said}`);
  }

  async function mustDown(): Promise<void> {
    await hub.must("down", "--yes");
  }
});

/** A web server that passes everything on, but adds some headers to the answers or removes some of the hub's. */
async function frontOf(
  origin: string,
  own: { readonly [header: string]: string },
  without: readonly string[] = [],
): Promise<Server> {
  const server = createServer((asked, answer) => {
    const onward = request(`${origin}${asked.url ?? "/"}`, { method: asked.method, headers: asked.headers });
    onward.on("response", (given) => {
      const kept = Object.entries(given.headers).filter(([name]) => !without.includes(name));
      answer.writeHead(given.statusCode ?? 502, { ...Object.fromEntries(kept), ...own });
      given.pipe(answer);
    });
    asked.pipe(onward);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

/** Prints a CA certificate that expires in this many days. */
const AUTHORITY = `
import sys
from datetime import UTC, datetime, timedelta
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "campus")])
key, ends = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC) + timedelta(days=int(sys.argv[1]))
made = x509.CertificateBuilder(name, name, key.public_key(), 1, ends - timedelta(days=30), ends).sign(key, hashes.SHA256())
print(made.public_bytes(serialization.Encoding.PEM).decode())
`;
