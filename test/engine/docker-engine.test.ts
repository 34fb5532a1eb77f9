import { expect } from "chai";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { NetworkSpec } from "../../src/deployment/deployment.ts";
import { connectDocker } from "../../src/engine/docker/connect.ts";
import { contextFromFiles } from "../../src/engine/context.ts";
import type { Engine } from "../../src/engine/port.ts";
import { portOwner } from "../../src/machine/port-owner.ts";
import { allOf, BASE, build, container, describeEngine, failure, LABELS, name, removeAll } from "./engine-contract.ts";
import { createNetworkUnchecked } from "./support/create-network-unchecked.ts";
import { ENGINE } from "./support/engine-under-test.ts";
import { EngineView } from "./support/engine-view.ts";
import { freePort } from "./support/free-port.ts";

const connect = () => connectDocker({ environment: process.env });

const unchecked = (_: Engine, network: NetworkSpec) => createNetworkUnchecked(new EngineView(ENGINE), network);

/** Up to this many lines, or fewer if the output ends. */
async function take(count: number, lines: AsyncIterator<string>): Promise<readonly string[]> {
  const taken: string[] = [];
  while (taken.length < count) {
    const { done, value } = await lines.next();
    if (done === true) break;
    taken.push(value);
  }
  return taken;
}

/** An archive that fails after its first bytes. */
function breaksOff(message: string): Readable {
  function* bytes(): Generator<Buffer> {
    yield Buffer.alloc(512);
    throw new Error(message);
  }
  return Readable.from(bytes(), { objectMode: false });
}

describe("a real engine", function () {
  this.timeout(120_000);

  describe("as every engine", () => describeEngine(connect, unchecked));
});

describe("a real engine, beyond what one in memory does", function () {
  this.timeout(120_000);

  let engine: Engine;
  let directory: string;

  before(async () => {
    engine = await connect();
    directory = mkdtempSync(join(process.env["ENGINE_SHARED"] ?? tmpdir(), "etest-"));
    await removeAll(engine);
    await engine.createNetwork({ name: name("net"), labels: {} });
    await engine.buildImage(
      build(
        "sleeper",
        `FROM ${BASE}\nRUN mkdir -p /srv/folder && ln -s . /srv/again && chown 1000:100 /srv/folder && chmod 2775 /srv/folder\nCMD ["sh", "-c", "echo to out; echo to err >&2; printf 'ü no end'; exec sleep infinity"]\n`,
      ),
    );
  });
  afterEach(async () => {
    for (const what of ["a", "b"]) await engine.removeContainer(name(what)).catch(() => {});
  });
  after(async () => {
    rmSync(directory, { recursive: true, force: true });
    await removeAll(engine);
  });

  const started = async (what: string, change = {}) => {
    await engine.createContainer(container(what, change));
    await engine.startContainer(name(what));
  };
  const inside = async (...command: string[]) => (await engine.exec(name("a"), command)).output.trim();
  /** A program in the network of the engine, which need not be ours: see setup/second-engine.sh. */
  const beside = (script: string) => {
    const namespace = process.env["ENGINE_NETNS"];
    const into = namespace ? ["netns", "exec", namespace, process.execPath] : [];
    return spawn(namespace ? "ip" : process.execPath, [...into, "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  };
  const inspect = (what: string) =>
    JSON.parse(execFileSync("docker", ["inspect", name(what)], { encoding: "utf8" }))[0];

  describe("files of volumes", () => {
    const look = (file: string | null) => ({
      name: name("look"),
      image: name("sleeper"),
      labels: LABELS,
      volumes: [{ name: name("files"), file }],
    });

    before(async () => {
      await engine.createVolume({ name: name("files"), labels: LABELS });
      await started("a", { mounts: [{ type: "volume", source: name("files"), target: "/srv/kept" }] });
      const make =
        "cd /srv/kept && printf 'ü\\n' >list && ln -s /etc/passwd link && mkdir -p deep && echo x >deep/list";
      await inside("sh", "-c", `${make} && head -c 3000000 /dev/zero >z-large`);
      await engine.removeContainer(name("a"));
    });
    after(() => engine.removeVolume(name("files")));

    const shown = (files: ReadonlyMap<string, Buffer> | undefined) =>
      [...(files ?? [])].map(([file, content]) => `${file} ${content.length}`).toSorted();

    it("are read out of a container that runs, and of one that never did", async () => {
      const mounts = [{ type: "volume", source: name("files"), target: "/srv/kept" }] as const;
      await engine.createContainer(container("a", { mounts }));
      expect((await engine.readFiles(name("a"), "/srv/kept/list")).get("list")?.toString("utf8")).to.equal("ü\n");
      await engine.startContainer(name("a"));
      expect((await engine.readFiles(name("a"), "/srv/kept/list")).get("list")?.toString("utf8")).to.equal("ü\n");
    });

    it("are read without a container of their own, which leaves nothing", async () => {
      const files = (await engine.readVolumes(look("list"))).get(name("files"));
      expect(files?.get("list")?.toString("utf8")).to.equal("ü\n");
      expect((await engine.observe([])).containers.filter((each) => each.name === name("look"))).to.deep.equal([]);
    });

    it("are truncated if they are larger than any that is sent; a link is not followed, and a folder is not entered", async () => {
      const found = async (file: string) => shown((await engine.readVolumes(look(file))).get(name("files")));
      expect(await found("z-large")).to.deep.equal([`z-large ${2 * 2 ** 20}`]);
      expect(await found("link")).to.deep.equal(["link 0"]);
      const all = shown((await engine.readVolumes(look(null))).get(name("files")));
      expect(all).not.to.include("deep/list 2");
      expect(all.filter((line) => line.startsWith("list"))).to.deep.equal(["list 3"]);
    });

    it("are empty if there is nothing; a missing container is an error", async () => {
      expect(shown((await engine.readVolumes(look("missing"))).get(name("files")))).to.deep.equal([]);
      expect((await failure(engine.readFiles(name("gone"), "/srv/kept"))).code).to.equal("not-found");
    });
  });

  describe("containers", () => {
    it("created by a network's name cannot start while two have it, and the message says what to do", async () => {
      await engine.createContainer(container("a"));
      const other = await unchecked(engine, { name: name("net"), labels: {} });
      if (other === undefined) return engine.startContainer(name("a"));
      const error = await failure(engine.startContainer(name("a")));
      expect(error.message).to.include("is ambiguous");
      expect(error.hint).to.include("hubwright up");
      await engine.removeNetwork({ id: other, name: name("net") });
      return engine.startContainer(name("a"));
    });

    it("get the policy, logging, health check and aliases that were asked for", async () => {
      await engine.createContainer(container("a", { aliases: ["hub"], environment: { TEXT: "a=b $HOME\nü" } }));
      const { Config, HostConfig, NetworkSettings } = inspect("a");
      expect(HostConfig.RestartPolicy.Name).to.equal("unless-stopped");
      expect(HostConfig.LogConfig).to.deep.equal({ Type: "json-file", Config: { "max-file": "3", "max-size": "10m" } });
      expect(Config.Healthcheck).to.deep.equal({
        Test: ["CMD", "true"],
        Interval: 30e9,
        Timeout: 5e9,
        StartPeriod: 10e9,
        Retries: 3,
      });
      expect(NetworkSettings.Networks[name("net")].Aliases).to.include("hub");
      expect(Config.Env).to.include("TEXT=a=b $HOME\nü");
    });

    it("see a directory read-only if requested", async () => {
      await started("a", { mounts: [{ type: "bind", source: directory, target: "/mnt", readOnly: true }] });
      expect(await inside("sh", "-c", "touch /mnt/x 2>/dev/null || echo refused")).to.equal("refused");
    });

    it("are refused if a directory is missing, and root does not create one in its place", async () => {
      const missing = join(directory, "missing");
      const error = await failure(
        engine.createContainer(
          container("a", { mounts: [{ type: "bind", source: missing, target: "/mnt", readOnly: false }] }),
        ),
      );
      expect(error.code).to.equal("not-found");
      expect(error.message).to.contain(missing);
      expect(() => execFileSync("test", ["-e", missing])).to.throw();
    });

    it("are refused a port that another program on the machine uses", async () => {
      const published = await freePort();
      const listener = beside(
        `require("net").createServer().listen(${published}, "127.0.0.1", () => console.log("listening"))`,
      );
      try {
        await once(listener.stdout, "data");
        await engine.createContainer(container("a", { ports: [{ address: "127.0.0.1", published, target: 8000 }] }));
        const error = await failure(engine.startContainer(name("a")));
        expect(error.code).to.equal("port-taken");
        expect(error.message).to.contain(`127.0.0.1:${published}`);
      } finally {
        listener.kill();
      }
    });

    it("have a port whose owner can be identified", async () => {
      const published = await freePort();
      await started("a", {
        ports: [{ address: "127.0.0.1", published, target: 8000 }],
        labels: { "hubwright.hub": "physics" },
      });
      expect(await portOwner(await engine.observe(), "0.0.0.0", published)).to.equal(
        `the hub physics (container ${name("a")})`,
      );
      expect(await portOwner(await engine.observe(), "127.0.0.1", await freePort())).to.equal(undefined);
    });

    it("that Docker removes by itself may be removed by us at the same time", async () => {
      execFileSync("docker", ["run", "-d", "--rm", "--name", name("a"), BASE, "sleep", "infinity"]);
      await engine.stopContainer(name("a"), 0);
      await engine
        .removeContainer(name("a"))
        .catch((error: { code: string }) => expect(error.code).to.equal("not-found"));
      expect((await engine.observe()).containers.map((each) => each.name)).to.not.include(name("a"));
    });

    it("run commands: each of the two outputs separately, and the exit code", async () => {
      await started("a");
      const command = ["sh", "-c", "echo one; echo err >&2; echo two; exit 7"];
      for (let time = 0; time < 20; time++)
        expect(await engine.exec(name("a"), command)).to.deep.equal({
          exitCode: 7,
          output: "one\ntwo\n",
          errors: "err\n",
        });
      expect(
        (await engine.exec(name("a"), ["sh", "-c", "head -c 300000 /dev/zero | tr '\\0' x"])).output,
      ).to.have.length(300_000);
    });

    it("say that a missing command did not run", async () => {
      await started("a");
      const { exitCode, output } = await engine.exec(name("a"), ["no-such-program"]);
      // Docker 20.10 says 126 where a shell says 127.
      expect(exitCode).to.be.oneOf([126, 127]);
      expect(output).to.include('exec: "no-such-program": executable file not found');
    });
  });

  describe("logs", () => {
    it("come line by line, of both outputs, the last one without its end", async () => {
      await started("a");
      // The shell has said everything once it has become the program that waits.
      await inside("sh", "-c", "until grep -q sleep /proc/1/comm; do sleep 0.05; done");
      await engine.stopContainer(name("a"), 0);
      const lines = await allOf(engine.logs(name("a"), { follow: false, tail: 10 }));
      expect(lines.toSorted()).to.deep.equal(["to err", "to out", "ü no end"]);
    });

    it("are followed until the signal says stop", async () => {
      await started("a");
      const stop = new AbortController();
      const lines: string[] = [];
      for await (const line of engine.logs(name("a"), { follow: true, tail: 10, signal: stop.signal })) {
        lines.push(line);
        if (lines.length === 2) stop.abort();
      }
      expect(lines).to.have.length(2);
    });

    it("end without an error if a stop comes while nothing is printed", async () => {
      await started("a");
      const stop = new AbortController();
      const lines = engine.logs(name("a"), { follow: true, tail: 10, signal: stop.signal })[Symbol.asyncIterator]();
      expect(await take(2, lines)).to.have.members(["to out", "to err"]);
      const next = lines.next();
      stop.abort();
      expect((await next).done).to.equal(true);
    });

    it("end when the container does", async () => {
      await started("a");
      const lines = engine.logs(name("a"), { follow: true, tail: 10 })[Symbol.asyncIterator]();
      expect(await take(2, lines)).to.have.members(["to out", "to err"]);
      const last = take(2, lines);
      await engine.stopContainer(name("a"), 0);
      // Whether an engine sends on a line without its end depends on what ends first, the container or the follower.
      expect(["ü no end"]).to.include.members([...(await last)]);
    });
  });

  describe("builds", () => {
    const labelsOf = async (what: string) => {
      const { images } = await engine.observe([name(what)]);
      return images.find(({ tags }) => tags.includes(`${name(what)}:latest`))?.labels;
    };

    it("say at which step they failed, with what it printed", async () => {
      const lines: string[] = [];
      const error = await failure(
        engine.buildImage(
          build("b", `FROM ${BASE}\nRUN echo before\nRUN seq 100 | sed 's/^/line /'; echo broken >&2; exit 3\n`),
          (line) => lines.push(line),
        ),
      );
      expect(error.code).to.equal("build-failed");
      expect(error.message).to.contain("exit 3").and.contain("line 100").and.contain("broken");
      expect(error.message).to.not.contain("line 50");
      expect(lines).to.include("line 1");
    });

    it("accept a target, another name for the Dockerfile, and executable files", async () => {
      const lines: string[] = [];
      const files = {
        "Dockerfile.jupyterhub": `FROM ${BASE} AS proxy\nCOPY run.sh /\nRUN /run.sh\nFROM proxy AS hub\nRUN false\n`,
        "run.sh": `#!/bin/sh\necho ran # not found in the cache: ${Math.random()}\n`,
      };
      await engine.buildImage(
        {
          tag: name("b"),
          dockerfile: "Dockerfile.jupyterhub",
          target: "proxy",
          labels: LABELS,
          context: files,
        },
        (line) => lines.push(line),
      );
      expect(lines).to.include("ran");
      // BuildKit needs no step for labels.
      expect(lines.filter((line) => line.includes(": LABEL ")).length).to.be.at.most(1);
      expect(await labelsOf("b")).to.deep.equal(LABELS);
    });

    it("give an image its labels when the context is an archive, too", async () => {
      await engine.buildImage({
        ...build("b", ""),
        context: contextFromFiles({ Dockerfile: `FROM ${BASE}\nENV FROM=archive\n` }),
      });
      expect(await labelsOf("b")).to.deep.equal(LABELS);
    });

    it("may use BuildKit features if the engine has them, and get a message if it does not", async () => {
      const major = Number.parseInt((await engine.facts()).version, 10);
      const work = engine.buildImage(build("b", `FROM ${BASE}\nRUN --mount=type=cache,target=/cache touch /cache/x\n`));
      if (major >= 23) await work;
      else expect((await failure(work)).hint).to.contain("BuildKit");
    });

    it("say that a Dockerfile cannot be read", async () => {
      expect((await failure(engine.buildImage(build("b", "FORM debian\n")))).code).to.equal("build-failed");
    });

    it("fail if the context breaks off, instead of waiting for the rest", async () => {
      const context = breaksOff("the disk was pulled out");
      const error = await failure(engine.buildImage({ ...build("b", ""), context }));
      expect(error.message).to.contain("the disk was pulled out");
    });

    it("import a file system as an image that can run", async () => {
      await engine.importImage(contextFromFiles({ "etc/hello": "hello" }), name("imported"));
      const image = (await engine.observe()).images.find(({ tags }) => tags.includes(`${name("imported")}:latest`));
      expect(image?.id).to.match(/^sha256:/);
    });

    it("do not import half of an archive", async () => {
      expect((await failure(engine.importImage(breaksOff("tar failed"), name("half")))).message).to.contain(
        "tar failed",
      );
      expect((await engine.observe()).images.flatMap(({ tags }) => tags)).to.not.include(`${name("half")}:latest`);
    });
  });

  describe("volumes", () => {
    it("have their sizes reported to three callers at once", async () => {
      await engine.createVolume({ name: name("sized"), labels: LABELS });
      const sizes = await Promise.all(Array.from({ length: 3 }, () => engine.volumeSizes()));
      expect(sizes.map((one) => one.get(name("sized")))).to.deep.equal([0, 0, 0]);
    });

    const many = Array.from({ length: 120 }, (_, index) => name(`many-${index}`));
    const withLabels = (volume: string) => ({ name: volume, labels: LABELS });
    const owners = (command: string) => inside("sh", "-c", command);

    it("are prepared by the hundred: owner and mode of the image's directory, data left alone", async () => {
      // One already exists, with something in it.
      await engine.createVolume({ name: name("many-7"), labels: LABELS });
      await started("a", { mounts: [{ type: "volume", source: name("many-7"), target: "/full" }] });
      await inside("sh", "-c", "echo mine > /full/file && chown 0:0 /full && chmod 755 /full");
      await engine.removeContainer(name("a"));
      await engine.prepareVolumes({ image: name("sleeper"), directory: "/srv/folder", volumes: many.map(withLabels) });
      await started("a", {
        mounts: many.map((volume, index) => ({ type: "volume", source: volume, target: `/v/${index}` })),
      });
      const stats = (await owners("cd /v; stat -c '%n %u:%g %a' $(seq 0 119)")).split("\n");
      expect(stats.filter((line) => !line.endsWith(" 1000:100 2775"))).to.deep.equal(["7 0:0 755"]);
      expect(await owners("cat /v/7/file")).to.equal("mine");
    });

    it("are prepared even if a container for the same job was left behind, or is being created", async () => {
      const volumes = many.slice(0, 2).map(withLabels);
      await Promise.all(
        [1, 2, 3].map(() => engine.prepareVolumes({ image: name("sleeper"), directory: "/srv/folder", volumes })),
      );
      const { containers } = await engine.observe();
      expect(containers.filter((each) => each.name.startsWith("hubwright.preparation"))).to.deep.equal([]);
    });
  });

  it("is observed in four calls, however many objects it has", async () => {
    const { default: Docker } = await import("dockerode");
    const docker = new Docker();
    let calls = 0;
    const { modem } = docker;
    const dial = modem.dial.bind(modem);
    modem.dial = (...args) => {
      calls += 1;
      dial(...args);
    };
    const own = await connectDocker({ environment: {}, docker });
    calls = 0;
    await own.observe();
    expect(calls).to.equal(4);
  });
});
