import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { expect } from "chai";

interface Problem {
  readonly what: string;
  readonly type: readonly string[];
}
type Check = (facts: object) => Problem | undefined;

const SCRIPTS = fileURLToPath(new URL("../../scripts/", import.meta.url));
const load = createRequire(join(SCRIPTS, "quickstart.cjs"));
const { checkNode, checkEngine, checkDisk, checkMemory, checkPort, checkDirectory, problemsOf } = load(
  "./quickstart/checks.cjs",
) as Record<"checkNode" | "checkEngine" | "checkDisk" | "checkMemory" | "checkPort" | "checkDirectory", Check> & {
  readonly problemsOf: (facts: object) => readonly Problem[];
};
const { portOwner, nextFreePort } = load("./quickstart/port-owner.cjs") as {
  readonly portOwner: (
    port: number,
    containers: readonly object[],
    directory: string,
  ) => Promise<{ name: string; isOurs: boolean } | undefined>;
  readonly nextFreePort: (after: number, containers: readonly object[]) => Promise<number>;
};
const { packagesAreStale } = load("./quickstart/packages.cjs") as {
  readonly packagesAreStale: (root: string) => boolean;
};
const { addExample, definitionIn, valuesIn } = load("./quickstart/first-hub.cjs") as {
  readonly addExample: (userlist: string, options: { readonly inEarnest: boolean }) => void;
  readonly definitionIn: (directory: string) => string | undefined;
  readonly valuesIn: (definition: string) => {
    readonly name?: string;
    readonly port?: number;
    readonly listen?: string;
  };
};
const { sshLine } = load("./quickstart/over-ssh.cjs") as {
  readonly sshLine: (port: number, env: Record<string, string>, parent: number, self: string) => string | undefined;
};
const { findEngine } = load("./quickstart/find-engine.cjs") as {
  readonly findEngine: (env: Record<string, string>) => Promise<{ readonly state: string; readonly address?: string }>;
};

/** What is run; their types are for the compiler. */
function filesOfQuickstart(): readonly string[] {
  const parts = readdirSync(join(SCRIPTS, "quickstart")).filter((file) => file.endsWith(".cjs"));
  return ["quickstart.cjs", ...parts.map((file) => `quickstart/${file}`)];
}

/** A machine that lacks nothing. */
const GOOD = {
  name: "math",
  nodeVersion: "20.19.0",
  hasApt: true,
  aptNode: "18.20.4",
  isRoot: false,
  user: "ada",
  engine: { state: "answers", version: "20.10.24+dfsg1", address: "unix:///var/run/docker.sock" },
  isBuilt: false,
  disk: { place: "/var/lib/docker", free: 40e9 },
  memory: 4e9,
  port: { number: 8000, owner: undefined, free: 8000 },
  foreign: undefined,
};

describe("quickstart", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "hubwright-quickstart-"))));
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it("can be read by Node 8, so that it can say that Node is too old", () => {
    const files = filesOfQuickstart();
    for (const file of files) {
      parse(readFileSync(join(SCRIPTS, file), "utf8"), { ecmaVersion: 2017, sourceType: "script" });
    }
    expect(files).to.include("quickstart/checks.cjs");
  });

  it("needs no package and no file that a build makes", () => {
    const files = filesOfQuickstart();
    const asked = files.flatMap((file) =>
      [...readFileSync(join(SCRIPTS, file), "utf8").matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1] ?? ""),
    );
    const builtin = ["child_process", "crypto", "fs", "http", "net", "os", "path", "readline"];
    expect(asked.filter((name) => !builtin.includes(name) && !/^\.\/.*\.cjs$/.test(name))).to.deep.equal([]);
  });

  it("finds nothing in the way on a machine that lacks nothing", () => {
    expect(problemsOf(GOOD)).to.deep.equal([]);
  });

  it("reports everything that is in the way, not the first", () => {
    const bad = {
      ...GOOD,
      nodeVersion: "12.22.0",
      engine: { state: "missing" },
      disk: { place: "/var/lib/docker", free: 1e9 },
      memory: 1e9,
      port: { number: 8000, owner: { name: "nginx (process 12)", isOurs: false }, free: 8001 },
      foreign: "/srv/hubwright",
    };
    expect(problemsOf(bad).map(({ what }) => what)).to.deep.equal([
      "Node is 12.22.0; hubwright needs 20.19 or newer.",
      "Docker is not installed, and only root can install it.",
      "Docker's disk (/var/lib/docker) has 1.0 GB free; about 4.0 GB are needed.",
      "This machine has 1.0 GB of memory; a hub with its first notebooks needs 2 GB.",
      "Port 8000 is taken by nginx (process 12).",
      "ada cannot write to /srv/hubwright.",
    ]);
  });

  describe("Node", () => {
    it("is taken from 20.19 on", () => {
      const wanting = ["8.17.0", "18.20.4", "20.18.3"].map((nodeVersion) => checkNode({ ...GOOD, nodeVersion })?.what);
      expect(wanting).to.not.include(undefined);
      expect(["20.19.0", "22.0.0", "24.11.1"].map((nodeVersion) => checkNode({ ...GOOD, nodeVersion }))).to.deep.equal([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it("comes from the system's own packages where these are new enough", () => {
      expect(checkNode({ ...GOOD, nodeVersion: "8.17.0", aptNode: "20.19.2" })?.type).to.deep.equal([
        "sudo apt-get install -y nodejs npm",
      ]);
      expect(checkNode({ ...GOOD, nodeVersion: "8.17.0", aptNode: "18.20.4" })?.type.at(-1)).to.equal(
        "sudo apt-get install -y nodejs",
      );
      expect(checkNode({ ...GOOD, nodeVersion: "8.17.0", hasApt: false, aptNode: undefined })?.type[0]).to.contain(
        "nodejs.org",
      );
    });
  });

  describe("the engine", () => {
    it("may be missing where root can install it with apt", () => {
      expect(checkEngine({ ...GOOD, isRoot: true, engine: { state: "missing" } })).to.equal(undefined);
      expect(checkEngine({ ...GOOD, isRoot: true, hasApt: false, engine: { state: "missing" } })?.what).to.equal(
        "Docker is not installed.",
      );
    });

    it("may be stopped where root can start it", () => {
      expect(checkEngine({ ...GOOD, isRoot: true, hasApt: false, engine: { state: "stopped" } })).to.equal(undefined);
      expect(checkEngine({ ...GOOD, engine: { state: "stopped" } })?.type).to.deep.equal([
        "sudo systemctl start docker",
      ]);
    });

    it("must let this person in", () => {
      const problem = checkEngine({ ...GOOD, engine: { state: "no-rights", address: "unix:///var/run/docker.sock" } });
      expect(problem).to.deep.equal({
        what: "Docker is running, but ada is not allowed to use it.",
        type: ["sudo usermod -aG docker ada", "newgrp docker"],
      });
    });

    it("must not be older than 20.10", () => {
      expect(checkEngine({ ...GOOD, engine: { state: "answers", version: "19.03.15" } })?.what).to.contain("19.03.15");
      expect(checkEngine({ ...GOOD, engine: { state: "answers", version: "26.1.5" } })).to.equal(undefined);
    });

    it("is the one that DOCKER_HOST names, or none", async () => {
      const address = `unix://${directory}/none.sock`;
      expect(await findEngine({ PATH: "", DOCKER_HOST: address })).to.deep.equal({ state: "silent", address });
      expect(checkEngine({ ...GOOD, isRoot: true, engine: { state: "silent", address } })?.what).to.contain(address);
    });

    it("is the one of the Docker context that was chosen", async () => {
      const id = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
      mkdirSync(join(directory, "contexts/meta", id), { recursive: true });
      writeFileSync(join(directory, "config.json"), `{"currentContext":"x"}`);
      writeFileSync(
        join(directory, "contexts/meta", id, "meta.json"),
        `{"Endpoints":{"docker":{"Host":"tcp://127.0.0.1:1"}}}`,
      );
      const engine = await findEngine({ DOCKER_CONFIG: directory });
      expect(engine.address).to.equal("tcp://127.0.0.1:1");
    });
  });

  it("asks for the disk of a build once, and for little afterwards", () => {
    const disk = { place: "/var/lib/docker", free: 1e9 };
    expect(checkDisk({ ...GOOD, disk })?.type).to.deep.equal(["docker system df"]);
    expect(checkDisk({ ...GOOD, disk, isBuilt: true })).to.equal(undefined);
    expect(checkDisk({ ...GOOD, disk: undefined })).to.equal(undefined);
  });

  it("accepts a machine that is sold with 2 GB", () => {
    expect(checkMemory({ ...GOOD, memory: 1.92e9 })).to.equal(undefined);
    expect(checkMemory({ ...GOOD, memory: 1.0e9 })?.what).to.contain("1.0 GB");
  });

  describe("the port", () => {
    const hub = {
      Names: ["/math-proxy"],
      Ports: [{ PublicPort: 8000, PrivatePort: 8000, IP: "127.0.0.1" }],
      Labels: { "hubwright.hub": "math", "com.docker.compose.project.working_dir": "/srv/hubwright/hubs/math/deploy" },
    };

    it("may be this very hub's, which is up already", async () => {
      const owner = await portOwner(8000, [hub], "/srv/hubwright/hubs/math");
      expect(owner).to.deep.equal({ name: "the hub math in /srv/hubwright/hubs/math", isOurs: true });
      expect(checkPort({ ...GOOD, port: { number: 8000, owner, free: 8001 } })).to.equal(undefined);
    });

    it("may not be that of a hub of the same name somewhere else", async () => {
      const owner = await portOwner(8000, [hub], "/home/ada/hubwright/hubs/math");
      expect(checkPort({ ...GOOD, port: { number: 8000, owner, free: 8001 } })).to.deep.equal({
        what: "Port 8000 is taken by the hub math in /srv/hubwright/hubs/math.",
        type: ["npm run quickstart -- --port 8001"],
      });
    });

    it("may not be that of another container", async () => {
      const owner = await portOwner(8000, [{ ...hub, Names: ["/wiki"], Labels: {} }], "/srv/hubwright/hubs/math");
      expect(owner).to.deep.equal({ name: "the container wiki", isOurs: false });
    });

    it("is changed in hub.ts once there is one", () => {
      const owner = { name: "nginx", isOurs: false };
      expect(
        checkPort({ ...GOOD, port: { number: 8000, owner, free: 8001, definition: "hubs/math/hub.ts" } })?.type,
      ).to.deep.equal(["# set port: 8001 in hubs/math/hub.ts"]);
    });

    it("is known to be taken by the program that listens on it", async () => {
      const server = createServer();
      const port = await new Promise<number>((resolve) => {
        server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
      });
      try {
        expect((await portOwner(port, [], directory))?.name).to.match(new RegExp(`\\(process ${process.pid}\\)$`));
        expect(await nextFreePort(port - 1, [])).to.be.greaterThan(port);
      } finally {
        await new Promise((closed) => server.close(closed));
      }
      expect(await portOwner(port, [], directory)).to.equal(undefined);
    });
  });

  it("says whose files it may not write", () => {
    expect(checkDirectory({ ...GOOD, foreign: "/srv/hubwright/hubs" })?.type).to.deep.equal([
      "sudo chown -R ada /srv/hubwright/hubs",
    ]);
  });

  it("installs packages where they are missing or of another version, and only there", () => {
    const lock = (version: string) =>
      JSON.stringify({
        packages: {
          "": {},
          "node_modules/a": { version },
          "node_modules/darwin-only": { version: "1.0.0", optional: true },
        },
      });
    const installed = (version: string) => JSON.stringify({ packages: { "node_modules/a": { version } } });
    writeFileSync(join(directory, "package-lock.json"), lock("1.2.3"));
    expect(packagesAreStale(directory)).to.equal(true);
    mkdirSync(join(directory, "node_modules"));
    writeFileSync(join(directory, "node_modules/.package-lock.json"), installed("1.2.3"));
    expect(packagesAreStale(directory)).to.equal(false);
    writeFileSync(join(directory, "package-lock.json"), lock("1.2.4"));
    expect(packagesAreStale(directory)).to.equal(true);
  });

  it("reads the name, port and address of the hub that is there", () => {
    expect(definitionIn(directory)).to.equal(undefined);
    writeFileSync(
      join(directory, "hub.ts"),
      `export default defineHub({\n  name: "math",\n  // port: 1,\n  port: 8123, // free\n});\n`,
    );
    const definition = definitionIn(directory);
    expect(definition).to.equal(join(directory, "hub.ts"));
    expect(valuesIn(join(directory, "hub.ts"))).to.deep.equal({ name: "math", port: 8123, listen: undefined });
    writeFileSync(join(directory, "hub.yaml"), "name: math\nlisten: 0.0.0.0\nport: 8124\n");
    expect(valuesIn(join(directory, "hub.yaml"))).to.deep.equal({ name: "math", port: 8124, listen: "0.0.0.0" });
  });

  it("adds the other three people of the example to the list as comments, or for real", () => {
    const list = join(directory, "userlist");
    for (const inEarnest of [false, true]) {
      writeFileSync(list, "hub-admin admin shared\n");
      addExample(list, { inEarnest });
      const people = readFileSync(list, "utf8")
        .split("\n")
        .filter((line) => /^[^#]/.test(line));
      expect(people.map((line) => line.split(" ")[0])).to.deep.equal(
        inEarnest ? ["hub-admin", "mpilosov", "halljord", "tbutler"] : ["hub-admin"],
      );
      expect(readFileSync(list, "utf8")).to.contain("halljord team-1\n");
    }
  });

  it("shows people who are connected over ssh how to reach the hub", () => {
    const env = { SSH_CONNECTION: "10.0.0.5 51234 192.0.2.7 22", SUDO_USER: "ada" };
    expect(sshLine(8000, env, 0, "root")).to.equal("ssh -L 8000:127.0.0.1:8000 ada@192.0.2.7");
    expect(sshLine(8000, { ...env, SSH_CONNECTION: "10.0.0.5 51234 192.0.2.7 2222" }, 0, "root")).to.equal(
      "ssh -p 2222 -L 8000:127.0.0.1:8000 ada@192.0.2.7",
    );
    expect(sshLine(8000, {}, 0, "ada")).to.equal(undefined);
  });
});
