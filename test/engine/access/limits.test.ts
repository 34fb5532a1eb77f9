import { expect } from "chai";
import { noteFigure } from "../support/figure.ts";
import { freePort } from "../support/free-port.ts";
import { TestHub } from "../support/test-hub.ts";
import { hubName } from "../support/test-run.ts";

const MEMORY = 512 * 1024 ** 2;
const PEOPLE = "hub-admin admin\nann team-1\nbob team-1\n";

/** What the Linux kernel reports about a program's privileges. */
const PRIVILEGES = `
wanted = ("CapEff", "CapBnd", "NoNewPrivs")
lines = dict(line.split(":\\t") for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
print(*(lines[name] for name in wanted))
`;

/** Starts threads until there can be no more, and lets all of them go. */
const THREADS = `
import threading
threading.stack_size(65536)
over, count = threading.Event(), 0
try:
    while count < 20000:
        threading.Thread(target=over.wait).start()
        count += 1
except RuntimeError:
    pass
over.set()
print(count)
`;

/** Uses memory in a separate program, so that the kernel survives and can report how that program ended. */
const HOG = `
import subprocess, sys
print(subprocess.run([sys.executable, "-c", "x = bytearray(2 * ${MEMORY}); print(len(x))"]).returncode)
`;

describe("limits of a server", function () {
  this.timeout(300_000);
  let hub: TestHub;

  before(async () => {
    const notebook = { privileges: "none", limits: { memory: "512MiB" } } as const;
    const [name, port] = [hubName("limits"), await freePort()];
    hub = await TestHub.create({ name, port, userlist: PEOPLE, definition: { notebook } });
    await hub.up();
  });

  after(() => hub?.remove());

  const server = async (name: string) => (await hub.signIn(name)).notebook();

  it("hold a server to its share of memory, processes and log, and others keep running", async function () {
    const [ann, bob] = [await server("ann"), await server("bob")];
    const { HostConfig: host } = await hub.view.docker.getContainer(`${hub.name}-user-ann`).inspect();
    expect([host.Memory, host.MemorySwap, host.PidsLimit]).to.deep.equal([MEMORY, MEMORY, 4096]);
    expect(host.LogConfig).to.deep.equal({ Type: "json-file", Config: { "max-size": "10m", "max-file": "3" } });

    const threads = Number(await ann.run(THREADS));
    expect(threads).to.be.within(100, 4096);
    expect((await ann.run(HOG)).trim()).to.equal("-9");
    expect((await bob.run("print(6 * 7)")).trim()).to.equal("42");
    expect((await ann.run("print(6 * 7)")).trim()).to.equal("42");
    noteFigure(this, `${threads} threads, and no more than 512 MiB`);
  });

  it("has no privileges, and no way to get any, unless the definition says so", async () => {
    const [none, docker] = ["0000000000000000", /^[0-9a-f]{16} (?!0{16})[0-9a-f]{16} 0$/];
    expect((await (await server("ann")).run(PRIVILEGES)).trim()).to.equal(`${none} ${none} 1`);
    hub.redefine({ notebook: { privileges: "docker" } });
    await hub.up();
    const admin = await hub.signIn("hub-admin");
    await admin.stopServer("ann");
    expect((await (await server("ann")).run(PRIVILEGES)).trim()).to.match(docker);
  });

  it("make up warn of an image that starts as root without privileges", async () => {
    hub.write("own/Dockerfile", `FROM ${hub.name}-notebook:latest\nUSER root\n`);
    hub.redefine({ notebook: { dockerfile: "own/", privileges: "none" } });
    expect((await hub.run(["up"])).output).to.include(`The image ${hub.name}-notebook:latest starts as root`);
    hub.redefine({ notebook: { dockerfile: "own/", privileges: "docker" } });
    expect((await hub.run(["up"])).output).not.to.include("starts as root");
  });

  it("let the hub read its user list, but not write it", async () => {
    const tried = await hub.view.exec(hub.name, [
      "sh",
      "-c",
      "echo x >> /srv/hubwright/roster/userlist; touch /srv/hubwright/roster/new; true",
    ]);
    expect(tried.match(/Read-only file system/g)).to.have.length(2);
    expect(hub.read("roster/userlist")).to.equal(PEOPLE);
  });
});
