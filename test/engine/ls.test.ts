import { expect } from "chai";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { mustRun } from "./support/command.ts";
import { freePort } from "./support/free-port.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

interface Listed {
  readonly hubs: readonly {
    readonly name: string;
    readonly isOurs: boolean;
    readonly port: number | null;
    readonly online: number | null;
    readonly notebooks: number;
  }[];
  readonly free: { readonly name: string; readonly port: number };
}

/** A hub as in the walkthrough: only its mounts say whose it is. */
const [PORT, PORT_BY_HAND] = [await freePort(), await freePort()] as const;
const NEW = hubName("ls-new");
const BY_HAND = hubName("ls-hand");

describe("hubwright ls on a server with several hubs", function () {
  this.timeout(240_000);
  let hub: TestHub;
  const docker = (...words: string[]) => mustRun("docker", words, { env: { DOCKER_HOST: hub.engine.dockerHost } });

  before(async function () {
    this.timeout(900_000);
    hub = await TestHub.create({ name: hubName("ls-ours"), port: PORT });
    await hub.up();
    await docker("rm", "--force", BY_HAND);
    const mounts = ["/var/run/docker.sock:/var/run/docker.sock", `${BY_HAND}-data:/data`];
    await docker(
      ...["run", "--detach", "--name", BY_HAND, "--publish", `127.0.0.1:${PORT_BY_HAND}:8000`],
      ...mounts.flatMap((mount) => ["--volume", mount]),
      ...["debian:trixie-slim", "sleep", "infinity"],
    );
  });
  after(async () => {
    await docker("rm", "--force", BY_HAND);
    await docker("volume", "rm", `${BY_HAND}-data`);
    await hub?.remove();
  });

  async function listed(): Promise<Listed> {
    return JSON.parse(await hub.must("ls", "--json")) as Listed;
  }

  async function ours() {
    const found = (await listed()).hubs.find(({ name }) => name === hub.name);
    if (found === undefined) throw new Error("It is not listed.");
    return found;
  }

  it("says how many people are online according to the hub, and how many notebooks are running", async () => {
    expect(await ours()).to.include({ isOurs: true, port: PORT, notebooks: 0 });
    const ada = await hub.signIn("halljord");
    await ada.startServer();
    await hub.signIn("mpilosov");
    let online: number | null = null;
    for (let tries = 0; online !== 2; tries += 1) {
      ({ online } = await ours());
      if (tries > 100) throw new Error(`2 people are at work, and ${online} are online.`);
      await sleep(300);
    }
    expect((await ours()).notebooks).to.equal(1);
    expect(await hub.must("ls")).to.match(new RegExp(`^${hub.name} +${PORT} +Up .* 2, 1 notebook +/`, "m"));
    await ada.stopServer();
  });

  it("recognizes a hub that was set up by hand, and shows less about it", async () => {
    const found = (await listed()).hubs.find(({ name }) => name === BY_HAND);
    expect(found).to.include({ isOurs: false, port: PORT_BY_HAND, online: null, notebooks: 0 });
    expect(await hub.must("ls")).to.match(
      new RegExp(`^${BY_HAND} +${PORT_BY_HAND} +Up .* 0 notebooks +not created by hubwright$`, "m"),
    );
  });

  it("suggests a free name and port, and init refuses those that are in use", async () => {
    const { free } = await listed();
    const refused = async (...words: string[]) => {
      const { exitCode, stderr } = await hub.run(["init", ...words, "--dir", `${hub.directory}/another`]);
      expect(exitCode).to.equal(1);
      return stderr.split("\n")[0];
    };
    expect(await refused(hub.name)).to.equal(`This server already has a hub named ${hub.name}, from ${hub.directory}.`);
    expect(await refused(BY_HAND)).to.equal(
      `This server already has a hub named ${BY_HAND}, created without hubwright.`,
    );
    expect(await refused(NEW, "--port", String(PORT))).to.equal(
      `Port ${PORT} is taken by the hub ${hub.name} (container ${hub.name}-proxy).`,
    );
    expect(await refused(NEW, "--port", String(PORT_BY_HAND))).to.equal(
      `Port ${PORT_BY_HAND} is taken by the container ${BY_HAND}.`,
    );
    const program = createServer();
    program.listen(0, "127.0.0.1");
    await once(program, "listening");
    const { port } = program.address() as AddressInfo;
    expect(await refused(NEW, "--port", String(port))).to.match(
      new RegExp(`^Port ${port} is taken by \\S+ \\(process ${process.pid}\\)\\.$`),
    );
    program.close();
    const made = await hub.must("init", free.name, "--port", String(free.port), "--dir", `${hub.directory}/another`);
    expect(made).to.include(`Created the hub ${free.name}, port ${free.port},`);
  });
});
