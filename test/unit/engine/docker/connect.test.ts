import { expect } from "chai";
import { execFile } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { HubwrightError } from "../../../../src/model/problem/hubwright-error.ts";
import { connectDocker, connectToFirst } from "../../../../src/engine/docker/connect.ts";
import { fileIn } from "../../../../src/engine/memory/dockerfile-bases.ts";
import type { Endpoint } from "../../../../src/engine/docker/endpoint.ts";
import type { Engine } from "../../../../src/engine/port.ts";

const VERSION = { Version: "20.10.24", ApiVersion: "1.41", MinAPIVersion: "1.12" };

describe("connecting to a Docker engine", () => {
  let directory: string;
  let servers: (Server | net.Server)[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "connect-"));
    servers = [];
  });
  afterEach(() => {
    for (const server of servers) server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function listen<S extends Server | net.Server>(server: S, name = "docker.sock"): Promise<string> {
    servers.push(server);
    const path = join(directory, name);
    await new Promise<void>((resolve) => server.listen(path, resolve));
    return path;
  }
  const engineThat = (answer: RequestListener, name?: string) => listen(createServer(answer), name);
  const answering =
    (body: unknown, seen: string[] = []): RequestListener =>
    (request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response
        .setHeader("content-type", "application/json")
        .end(typeof body === "string" ? body : JSON.stringify(body));
    };
  const connect = (dockerHost: string) => connectDocker({ environment: {}, dockerHost });
  const failure = async (work: Promise<unknown>): Promise<HubwrightError> => {
    const error: unknown = await work.then(
      () => new Error("Nothing failed."),
      (thrown: unknown) => thrown,
    );
    if (error instanceof HubwrightError) return error;
    throw error;
  };

  it("asks the version, then speaks the oldest API that it knows", async () => {
    const seen: string[] = [];
    const path = await engineThat(answering({ ...VERSION, ApiVersion: "1.52" }, seen));
    const engine = await connect(`unix://${path}`);
    await engine.facts();
    expect(seen).to.deep.equal(["GET /version", "GET /v1.41/info"]);
  });

  it("speaks a newer API where the engine has given up the old one", async () => {
    const seen: string[] = [];
    const path = await engineThat(answering({ ...VERSION, ApiVersion: "1.52", MinAPIVersion: "1.44" }, seen));
    await (await connect(`unix://${path}`)).facts();
    expect(seen[1]).to.equal("GET /v1.44/info");
  });

  it("knows whether what is sent can be read on the way: TCP without TLS, unless it stays on this machine", async () => {
    const server = createServer(answering(VERSION));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "0.0.0.0", resolve));
    const { port } = server.address() as net.AddressInfo;
    // To the kernel 0.0.0.0 is this machine too; to us it is any other name.
    for (const [host, open] of [
      ["0.0.0.0", true],
      ["127.0.0.1", false],
      ["localhost", false],
    ] as const)
      expect([host, (await connect(`tcp://${host}:${port}`)).place.open]).to.deep.equal([host, open]);
    expect((await connect(`unix://${await engineThat(answering(VERSION))}`)).place.open).to.equal(false);
  });

  it("uses a dockerode of the caller's own as it is", async () => {
    const path = await engineThat(answering(VERSION));
    const { default: Docker } = await import("dockerode");
    const docker = new Docker({ socketPath: path, host: undefined });
    const facts = await (await connectDocker({ environment: { DOCKER_HOST: "nonsense" }, docker })).facts();
    expect(facts).to.deep.include({ address: `unix://${path}`, local: true, version: "20.10.24" });
    expect((docker.modem as unknown as { version?: string }).version).to.equal(undefined);
  });

  it("is not led astray by what docker-modem reads in the process's own environment", async () => {
    const path = await engineThat(answering(VERSION));
    const before = process.env["DOCKER_HOST"];
    process.env["DOCKER_HOST"] = "tcp://127.0.0.1:1";
    try {
      expect((await (await connect(`unix://${path}`)).facts()).address).to.equal(`unix://${path}`);
    } finally {
      if (before === undefined) delete process.env["DOCKER_HOST"];
      else process.env["DOCKER_HOST"] = before;
    }
  });

  it("refuses an engine that is too old", async () => {
    const path = await engineThat(answering({ Version: "19.03.8", ApiVersion: "1.40", MinAPIVersion: "1.12" }));
    const error = await failure(connect(`unix://${path}`));
    expect(error.code).to.equal("engine-too-old");
    expect(error.message).to.contain("19.03.8").and.contain("20.10");
  });

  const socket = (path: string): Endpoint => ({ kind: "socket", path, address: `unix://${path}`, named: "a test" });

  it("takes the first engine that answers", async () => {
    const path = await engineThat(answering(VERSION));
    const engine = await connectToFirst([socket(join(directory, "none.sock")), socket(path)], {});
    expect((await engine.facts()).address).to.equal(`unix://${path}`);
  });

  it("names every place that it looked at", async () => {
    const error = await failure(connectToFirst([socket("/none/a.sock"), socket("/none/b.sock")], {}));
    expect(error.code).to.equal("engine-missing");
    expect(error.message).to.contain("unix:///none/a.sock").and.contain("unix:///none/b.sock");
    expect(error.hint).to.contain("sudo apt install docker.io").and.contain("systemctl start docker");
  });

  it("reports an engine that is too old rather than a place without one", async () => {
    const path = await engineThat(answering({ Version: "19.03.8", ApiVersion: "1.40" }));
    expect((await failure(connectToFirst([socket("/none/a.sock"), socket(path)], {}))).code).to.equal("engine-too-old");
  });

  it("says that nobody listens at a socket that is there", async () => {
    const path = join(directory, "docker.sock");
    // A process that ends without closing leaves its socket behind.
    await promisify(execFile)(process.execPath, [
      "-e",
      `require("net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`,
    ]).catch(() => {});
    const error = await failure(connect(`unix://${path}`));
    expect(error.code).to.equal("engine-missing");
    expect(error.message).to.contain("is not running");
  });

  it("says which group to join if the socket may not be used", async function () {
    if (process.getuid?.() !== 0) throw new Error("This test must be run as root.");
    this.timeout(20_000);
    const path = await engineThat(answering(VERSION));
    // Root without the right to use everything: it can read what it loads, and not someone else's socket.
    chownSync(path, 65534, 65534);
    chmodSync(path, 0o600);
    const module = new URL("../../../../src/engine/docker/connect.ts", import.meta.url).href;
    const script = `const { connectDocker } = await import(${JSON.stringify(module)});
      await connectDocker({ environment: { HOME: "/nonexistent" }, dockerHost: ${JSON.stringify(`unix://${path}`)} })
        .then(() => console.log("connected"), (error) => console.log(error.code, error.hint));`;
    const node = [process.execPath, "--import", "tsx", "--input-type=module", "-e", script];
    const weaker = ["--bounding-set", "-dac_override,-dac_read_search", ...node];
    const { stdout } = await promisify(execFile)("setpriv", weaker);
    expect(stdout).to.match(/^engine-no-rights .*sudo usermod -aG docker \$USER/);
  });

  for (const [what, answer] of Object.entries<RequestListener>({
    "a web page": answering("<html>hello</html>"),
    "an empty answer": answering(""),
    "another JSON": answering([1, 2]),
    "JSON null": answering("null"),
    "a version that is no text": answering({ Version: 20, ApiVersion: 1.41 }),
    "a refusal": (_, response) => response.writeHead(403).end("go away"),
  })) {
    it(`recognizes ${what} as something other than a Docker engine`, async () => {
      const path = await engineThat(answer);
      const error = await failure(connect(`unix://${path}`));
      expect(error.code).to.equal("engine-unreachable");
      expect(error.message).to.equal(`The server at unix://${path} is not a Docker engine.`);
    });
  }

  it("recognizes a server that does not speak HTTP", async () => {
    const path = await listen(
      net.createServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n").on("error", () => {})),
    );
    const error = await failure(connect(`unix://${path}`));
    expect(error.message).to.contain("is not a Docker engine");
  });

  it("says that an engine closed the connection", async () => {
    const path = await listen(net.createServer((socket) => socket.once("data", () => socket.destroy())));
    expect((await failure(connect(`unix://${path}`))).code).to.equal("engine-unreachable");
  });

  it("says that nothing is at a TCP address", async () => {
    const error = await failure(connect("tcp://127.0.0.1:1"));
    expect(error.code).to.equal("engine-unreachable");
    expect(error.message).to.contain("tcp://127.0.0.1:1");
  });

  it("says that a server behind TLS cannot be trusted", async () => {
    const server = net.createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n").on("error", () => {}));
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as net.AddressInfo;
    const error = await failure(
      connectDocker({
        environment: { DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: directory },
        dockerHost: `tcp://127.0.0.1:${port}`,
      }),
    );
    expect(error.code).to.equal("engine-unreachable");
    expect(error.hint).to.contain("DOCKER_CERT_PATH");
  });

  describe("with an engine that changes while it is used", () => {
    let engine: Engine;
    let answer: RequestListener;
    beforeEach(async () => {
      answer = answering(VERSION);
      const path = await engineThat((request, response) => answer(request, response));
      engine = await connect(`unix://${path}`);
    });

    it("says that it was killed in the middle of a pull", async () => {
      answer = (_, response) => {
        response.write('{"status":"Pulling from library/debian"}\n');
        setTimeout(() => response.destroy(), 20);
      };
      expect((await failure(engine.pullImage("debian"))).code).to.equal("engine-unreachable");
    });

    it("does not mistake a build that went silent for one that succeeded", async () => {
      const { contextFromFiles } = await import("../../../../src/engine/context.ts");
      answer = (_, response) => response.end('{"stream":"Step 1/2 : FROM debian\\n"}\n');
      const build = {
        tag: "t",
        dockerfile: "Dockerfile",
        target: null,
        labels: {},
        context: contextFromFiles({ Dockerfile: "" }),
      };
      expect((await failure(engine.buildImage(build))).code).to.equal("engine-unreachable");
    });

    it("puts the labels of a build into its Dockerfile where the builder is the classic one, which takes long for each", async () => {
      const labels = { "hubwright.hub": "math", "hubwright.kind": "image" };
      const build = {
        tag: "t",
        dockerfile: "Dockerfile",
        target: null,
        labels,
        context: { Dockerfile: "FROM debian\n" },
      };
      const sent: { readonly labels: string | null; readonly dockerfile: string | undefined }[] = [];
      for (const version of ["1", "2"]) {
        const reply = async (request: IncomingMessage, response: ServerResponse) => {
          if (request.url?.includes("/_ping") === true) return response.setHeader("builder-version", version).end("OK");
          const asked = new URL(request.url ?? "", "http://engine").searchParams.get("labels");
          sent.push({ labels: asked, dockerfile: await fileIn(await buffer(request), "Dockerfile") });
          return response.end('{"aux":{"ID":"sha256:1"}}\n');
        };
        answer = (request, response) => void reply(request, response);
        await engine.buildImage(build);
      }
      expect(sent).to.deep.equal([
        { labels: "{}", dockerfile: "FROM debian\n\nLABEL hubwright.hub=math hubwright.kind=image\n" },
        { labels: JSON.stringify(labels), dockerfile: "FROM debian\n" },
      ]);
    });

    it("survives lists that are null, as Docker writes empty ones", async () => {
      answer = (request, response) => response.end(request.url?.includes("/volumes") ? '{"Volumes":null}' : "[]");
      expect(await engine.observe()).to.deep.equal({ containers: [], networks: [], volumes: [], images: [] });
    });

    it("says that it no longer gives sensible answers", async () => {
      answer = (_, response) => response.end("garbage");
      expect((await failure(engine.observe())).code).to.equal("engine-unreachable");
    });
  });

  describe("over ssh", () => {
    function fakeSsh(script: string): { PATH: string; HOME: string } {
      const bin = join(directory, "bin");
      mkdirSync(bin, { recursive: true });
      writeFileSync(join(bin, "ssh"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return { PATH: `${bin}:${process.env["PATH"]}`, HOME: directory };
    }

    it("runs the system's ssh, as Docker does", async () => {
      const path = await engineThat(answering(VERSION));
      const relay = `const s = require("net").connect(${JSON.stringify(path)}); process.stdin.pipe(s); s.pipe(process.stdout)`;
      const environment = fakeSsh(`echo "$@" > ${directory}/arguments\nexec ${process.execPath} -e '${relay}'`);
      const engine = await connectDocker({ environment, dockerHost: "ssh://ada@server.example:2222" });
      expect(await engine.facts()).to.deep.include({
        address: "ssh://ada@server.example:2222",
        local: false,
        version: "20.10.24",
      });
      const { readFileSync } = await import("node:fs");
      expect(readFileSync(join(directory, "arguments"), "utf8")).to.contain(
        "-l ada -p 2222 -- server.example docker system dial-stdio",
      );
    }).timeout(10_000);

    it("keeps ssh out of reach of the terminal's Ctrl-C, which would interrupt what it carries", async () => {
      // Behind the name in brackets stand state, parent and process group.
      const environment = fakeSsh(`sed 's/.*) //' /proc/$$/stat | cut -d' ' -f3 >&2; echo $$ >&2; exit 255`);
      const { message } = await failure(connectDocker({ environment, dockerHost: "ssh://ada@server.example" }));
      const [group, own] = /(\d+)\s+(\d+)/.exec(message)?.slice(1) ?? [];
      expect(group, message).to.equal(own);
    });

    it("passes on what ssh complains of", async () => {
      const environment = fakeSsh("echo 'ada@server.example: Permission denied (publickey).' >&2; exit 255");
      const error = await failure(connectDocker({ environment, dockerHost: "ssh://ada@server.example" }));
      expect(error.code).to.equal("engine-unreachable");
      expect(error.message).to.contain("Permission denied (publickey)");
      expect(error.hint).to.contain("ssh ada@server.example docker version");
    });

    it("says that there is no ssh", async () => {
      const error = await failure(
        connectDocker({ environment: { PATH: directory, HOME: directory }, dockerHost: "ssh://server" }),
      );
      expect(error.message).to.contain("ssh cannot be run");
    });
  });
});
