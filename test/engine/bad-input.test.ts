import { expect } from "chai";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIAGNOSTIC_CODES } from "../../src/model/problem/problem-codes.ts";
import { hubwright } from "./support/command.ts";
import { expectExplained } from "./support/explained.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { asOrdinaryUser, giveToOrdinaryUser } from "./support/ordinary-user.ts";
import { TestHub } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

const PORT = await freePort();
const NAME = hubName("bad");

describe("bad input is told with what, where and the next step", function () {
  this.timeout(600_000);
  let hub: TestHub;
  let scratch: string;

  before(async () => {
    hub = await TestHub.create({ name: NAME, port: PORT });
    // An ordinary user can access this directory, unlike root's home.
    scratch = mkdtempSync(join(tmpdir(), "hubwright-bad-"));
    chmodSync(scratch, 0o755);
  });

  after(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await hub?.remove();
  });

  /** Nothing of the hub may be on the engine: a refused command must not start anything. */
  async function expectNothingMade(): Promise<void> {
    const { view, name } = hub;
    expect([await view.containerIds(name), await view.imageIds(name), await view.volumeNames(name)]).to.deep.equal([
      "",
      "",
      [],
    ]);
  }

  it("a directory that is not writable", async () => {
    const directory = join(scratch, "not-mine");
    mkdirSync(directory, { mode: 0o755 });
    const cwd = { cwd: directory };
    if (process.getuid?.() !== 0) chmodSync(directory, 0o555);
    expectExplained(await asOrdinaryUser(["init", `${NAME}-other`, "--port", String(PORT)], cwd), {
      what: /cannot be written: permission denied/,
      where: new RegExp(directory),
    });
    expect(readdirSync(directory), "left behind").to.deep.equal([]);
    chmodSync(directory, 0o755);
    giveToOrdinaryUser(directory);
    const again = await asOrdinaryUser(["init", `${NAME}-other`, "--port", String(PORT)], cwd);
    expect(again.exitCode, again.output).to.equal(0);

    // The same of deploy/: by root once, and then it is root's.
    mkdirSync(join(directory, "deploy"), { mode: 0o555 });
    expectExplained(await asOrdinaryUser(["generate"], cwd), {
      what: /cannot be written: permission denied/,
      where: /deploy\//,
    });
    giveToOrdinaryUser(join(directory, "deploy"));
    chmodSync(join(directory, "deploy"), 0o755);
    const generated = await asOrdinaryUser(["generate"], cwd);
    expect(generated.exitCode, generated.output).to.equal(0);
    expect((await asOrdinaryUser(["generate", "--check"], cwd)).exitCode).to.equal(0);
  });

  it("an engine without permission to use it", async () => {
    const { dockerHost = "unix:///var/run/docker.sock" } = hub.engine;
    const env = { DOCKER_HOST: dockerHost };
    for (const words of [["up"], ["plan"], ["status"], ["down"], ["ls"], ["build"]]) {
      expectExplained(await asOrdinaryUser(words, { cwd: join(scratch, "not-mine"), env }), {
        what: /your account cannot use Docker/,
        where: new RegExp(dockerHost),
        next: /usermod -aG docker/,
      });
    }
  });

  it("no engine", async () => {
    const address = `unix://${join(scratch, "no.sock")}`;
    for (const words of [["up"], ["plan"], ["status"], ["down"], ["ls"], ["build"], ["restart"], ["logs"]]) {
      expectExplained(await hub.run(words, { env: { DOCKER_HOST: address } }), {
        what: /There is no Docker engine/,
        where: new RegExp(address),
        next: /start docker|install/,
      });
    }
    // Commands that need no engine still work.
    for (const words of [["check"], ["generate"], ["access"], ["passwords"], ["people"], ["nginx"]]) {
      const { exitCode, output } = await hub.run(words, { env: { DOCKER_HOST: address } });
      expect(exitCode, `${words.join(" ")}: ${output}`).to.equal(0);
    }
  });

  it("a port that a program listens on", async () => {
    const server = createServer();
    await new Promise<void>((listening) =>
      server.listen(PORT, hub.engine.host === "127.0.0.1" ? "127.0.0.1" : "0.0.0.0", listening),
    );
    try {
      expectExplained(await hub.run(["up"]), {
        what: new RegExp(`Port ${PORT} is taken by node \\(process ${process.pid}\\)`),
        where: new RegExp(String(PORT)),
        next: /another port in hub\.ts/,
      });
    } finally {
      await new Promise((closed) => server.close(closed));
    }
    await expectNothingMade();
  });

  it("a port that another container has", async () => {
    const container = await hub.view.docker.createContainer({
      name: `${NAME}-neighbor`,
      Image: "debian:trixie-slim",
      Cmd: ["sleep", "600"],
      ExposedPorts: { "80/tcp": {} },
      HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "0.0.0.0", HostPort: String(PORT) }] } },
    });
    try {
      await container.start();
      expectExplained(await hub.run(["up"]), {
        what: new RegExp(`Port ${PORT} is taken by the container ${NAME}-neighbor`),
        where: new RegExp(String(PORT)),
        next: /another port in hub\.ts/,
      });
    } finally {
      await container.remove({ force: true });
    }
    await expectNothingMade();
  });

  it("a base image that cannot be pulled", async () => {
    // There is no registry there: a name that cannot be resolved would work too, but take a minute.
    hub.redefine({ notebook: { image: "127.0.0.1:9/x:1" } });
    expectExplained(await hub.run(["up"]), { what: /127\.0\.0\.1:9\/x:1/, where: /127\.0\.0\.1:9/ });
    hub.redefine({});
  });

  it("a volume that belongs to someone else", async () => {
    await hub.view.removeHub(hub.name);
    await hub.view.docker.createVolume({ Name: `${NAME}-data` });
    try {
      expectExplained(await hub.run(["up"]), {
        what: /hubwright did not create it/,
        where: new RegExp(`volume named ${NAME}-data`),
      });
      await expectNothingMade();
    } finally {
      await hub.view.docker.getVolume(`${NAME}-data`).remove();
    }
  });

  const DEFINITIONS = {
    "a hub.ts that throws": {
      "hub.ts": `import { defineHub } from "hubwright";\nconst port = readPort();\nfunction readPort(): number {\n  throw new Error("the port of the day is not known");\n}\nexport default defineHub({ name: NAME, port });\n`,
      what: /the port of the day is not known/,
      where: /hub\.ts:4 /,
    },
    "a hub.ts that throws what is no error": {
      "hub.ts": `throw "the port of the day is not known";\n`,
      what: /the port of the day is not known/,
      where: /hub\.ts/,
    },
    "a hub.ts with a syntax error": {
      "hub.ts": `import { defineHub } from "hubwright";\nexport default defineHub({\n  name: "t-bad"\n  port: 8000,\n});\n`,
      what: /cannot be read/,
      where: /hub\.ts.*line 4: /,
    },
    "a hub.ts that imports what is not there": {
      "hub.ts": `import x from "./not-there.ts";\nexport default x;\n`,
      what: /not-there/,
      where: /hub\.ts/,
    },
    "a hub.ts that exports nothing": {
      "hub.ts": `const hub = 1;\n`,
      what: /The definition is undefined, not a hub/,
      where: /End hub\.ts with: export default/,
    },
    "a hub.yaml with a syntax error": {
      "hub.yaml": `name: t-bad\nport: [8000\nroster: x/y\n`,
      what: /cannot be read/,
      where: /hub\.yaml.*line [23]/s,
    },
    "a hub.json with a syntax error": { "hub.json": `{"name": "t-bad",}`, what: /cannot be read/, where: /hub\.json/ },
  } as const;

  for (const [says, { what, where, ...files }] of Object.entries(DEFINITIONS)) {
    it(says, async () => {
      const directory = mkdtempSync(join(scratch, "definition-"));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
      for (const words of [["check"], ["generate"], ["up"], ["set", "metrics", "true"], ["unset", "metrics"]])
        expectExplained(await hubwright(words, { cwd: directory }), { what, where });
      expect(readdirSync(directory), "left behind").to.deep.equal(Object.keys(files));
    });
  }

  it("a definition with three errors: all of them", async function () {
    const directory = mkdtempSync(join(scratch, "definition-"));
    const definition = { name: "Math", port: 80000, volumes: { home: { per: "person", at: "home" } } };
    writeFileSync(
      join(directory, "hub.ts"),
      `import { defineHub } from "hubwright";\nexport default defineHub(${JSON.stringify(definition)} as never);\n`,
    );
    for (const words of [["check"], ["generate"], ["up"], ["set", "metrics", "true"], ["add", "pip", "numpy"]]) {
      const ended = await hubwright(words, { cwd: directory });
      expectExplained(ended, { what: /"Math".*80000.*"home"/s, where: /^name: .*^port: .*^volumes\.home\.at: /ms });
      for (const code of ["hub-name-invalid", "port-invalid", "volume-path-invalid"])
        expect(ended.output).to.include(`[${code}]`);
    }
    expect(existsSync(join(directory, "deploy"))).to.be.false;
    noteFigure(this, "3 of 3 errors in one run");
  });

  it("an edit that cannot be made safely, or of a field that does not exist", async () => {
    const directory = mkdtempSync(join(scratch, "definition-"));
    const text = `import { defineHub } from "hubwright";\nexport default defineHub({\n  name: "t-bad",\n  port: Number("8000"),\n});\n`;
    writeFileSync(join(directory, "hub.ts"), text);
    expectExplained(await hubwright(["set", "port", "9000"], { cwd: directory }), {
      what: /There is a function call, Number\("8000"\)/,
      where: /hub\.ts:4:9: /,
      next: /port: 9000/,
    });
    expectExplained(await hubwright(["set", "prot", "9000"], { cwd: directory }), {
      what: /There is no field "prot" here/,
      where: /^prot: /m,
      next: /Did you mean port\?/,
    });
    expect(readFileSync(join(directory, "hub.ts"), "utf8")).to.equal(text);
    expect(readdirSync(directory), "left behind").to.deep.equal(["hub.ts"]);
  });

  it("a hub that will not start: with its last log lines", async () => {
    hub.redefine({ extraConfig: ["broken.py"] });
    hub.write("broken.py", "raise RuntimeError('the license server is down')\n");
    expectExplained(await hub.run(["up"]), {
      what: /the license server is down/,
      where: new RegExp(`container ${NAME} `),
      next: new RegExp(`hubwright logs ${NAME}`),
    });
    hub.redefine({});
  });

  it("and after all of that a good definition comes up", async () => {
    await hub.up();
    expect((await hub.run(["plan"])).exitCode).to.equal(0);
    await hub.signIn("hub-admin");
  });
});

describe("a userlist with one mistake for each code", function () {
  this.timeout(60_000);
  let directory: string;
  const roster = (text: string | Buffer) => writeFileSync(join(directory, "roster/userlist"), text);
  const found: string[] = [];

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "hubwright-mistakes-"));
    expect(
      (await hubwright(["init", `${NAME}-mistakes`, "--port", String(await freePort())], { cwd: directory })).exitCode,
    ).to.equal(0);
  });
  after(() => rmSync(directory, { recursive: true, force: true }));

  /** Runs check in words and as data, which must say the same. @returns `line code` of each problem. */
  async function check(): Promise<readonly string[]> {
    const words = await hubwright(["check"], { cwd: directory });
    expect(words.output).not.to.match(/^\s+at /m);
    const data = await hubwright(["check", "--json"], { cwd: directory });
    const diagnostics = JSON.parse(data.stdout) as { code: string; severity: string; line?: number; message: string }[];
    expect([words.exitCode, data.exitCode]).to.deep.equal([1, 1]);
    for (const { code, line, message } of diagnostics) {
      expect(words.stdout).to.include(`[${code}]`).and.include(message);
      if (line !== undefined) expect(words.stdout).to.include(`roster/userlist:${line}: `);
    }
    found.push(...diagnostics.map(({ code }) => code));
    return diagnostics.map(({ code, line }) => `${line ?? "-"} ${code}`);
  }

  it("is reported line by line by hubwright check", async () => {
    roster(
      [
        "hub-admin shared # no admin at all",
        "ann te\u200bam-1",
        "../bob team-1",
        "cy team#1 shared",
        "dee team-1:teacher",
        "eve quota=5",
        "flo until=2027-02-29",
        "gus pw=02",
        "CY team-1",
        "ida,team-1",
        "m\ufffdller team-1",
        "name groups admin",
        "hal Shared",
        "",
      ].join("\r\n"),
    );
    expect(await check()).to.deep.equal([
      "2 roster-control-character",
      "3 roster-name-invalid",
      "4 roster-group-invalid",
      "5 roster-standing-unknown",
      "6 roster-option-unknown",
      "7 roster-until-invalid",
      "8 roster-pw-invalid",
      "9 roster-person-repeated",
      "10 roster-line-malformed",
      "11 roster-letters-lost",
      "12 roster-header",
      "13 roster-groups-differ-by-case",
      "- roster-no-admin",
    ]);
    roster("hub-admin admin until=2020-01-31\nann,team-1\n");
    expect(await check()).to.have.members(["2 roster-line-malformed", "- roster-admin-ended"]);
  });

  it("is reported as a whole if it is not a user list", async function () {
    roster("# nobody yet\n");
    expect(await check()).to.deep.equal(["- roster-empty"]);
    roster(Buffer.from("hub-admin admin\nj\u00fcrgen team-1\n", "latin1"));
    expect(await check()).to.deep.equal(["- roster-not-utf8"]);
    roster(`hub-admin admin\n${"#".repeat(1024 * 1024)}\n`);
    expect(await check()).to.deep.equal(["- roster-too-large"]);
    rmSync(join(directory, "roster/userlist"));
    expect(await check()).to.deep.equal(["- roster-missing"]);
    mkdirSync(join(directory, "roster/userlist"));
    expect(await check()).to.deep.equal(["- roster-not-a-file"]);

    const ofTheDefinition = ["roster-path-invalid", "roster-directory-shared"];
    // Only a hub that had another list can tell what a list takes away; test/engine/roster-pages.test.ts and lists/ show it.
    const elsewhere = [...ofTheDefinition, "roster-many-gone", "roster-slip"];
    const all = DIAGNOSTIC_CODES.filter((code) => code.startsWith("roster-") && !elsewhere.includes(code));
    expect(new Set(found)).to.deep.equal(new Set(all));
    noteFigure(this, `${all.length} of ${all.length} codes`);
  });
});
