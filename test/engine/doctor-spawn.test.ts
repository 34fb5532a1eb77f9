import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import type { MemorySize } from "../../src/model/hub/quantity.ts";
import { mustRun } from "./support/command.ts";
import { commandIs, withNotebookImage } from "./support/broken-image.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import type { SignedIn } from "./support/signed-in.ts";
import { TestHub } from "./support/test-hub.ts";

const PEOPLE = `hub-admin admin
halljord team-1
mpilosov team-1
tbutler team-1
tiny team-64
small team-128
enough team-160
yesterday team-1 until=2026-01-01
`;

/** Seconds in which a notebook has to answer, in the tests where it does not. */
const PATIENCE = 15;

interface Finding {
  readonly code: string;
  readonly message: string;
}

interface Told {
  readonly findings: readonly Finding[];
  readonly trial?: {
    readonly ready: boolean;
    readonly wasRunning: boolean;
    readonly left: string | null;
    readonly folders: readonly { readonly path: string; readonly problem: string | null }[];
    readonly visits: readonly { readonly problem: unknown }[];
  };
}

/** A real hub whose servers are broken in one way after another, each as a person would see it. */
describe("hubwright doctor --spawn", function () {
  this.timeout(400_000);
  let hub: TestHub;
  let admin: SignedIn;

  before(async function () {
    this.timeout(900_000);
    const memory = (size: MemorySize) => ({ limits: { memory: size } });
    hub = await TestHub.create({
      name: hubName("doc-try"),
      port: await freePort(),
      userlist: PEOPLE,
      definition: {
        notebook: {
          groups: { "team-64": memory("64MiB"), "team-128": memory("128MiB"), "team-160": memory("160MiB") },
        },
      },
    });
    await hub.up();
    admin = await hub.signIn("hub-admin");
  });
  after(() => hub?.remove());

  async function doctor(person: string, ...words: string[]): Promise<Told> {
    const { stdout, stderr, exitCode } = await hub.run(["doctor", "--json", "--spawn", person, ...words]);
    expect(stderr).to.equal("");
    const told = JSON.parse(stdout) as Told;
    expect(exitCode).to.equal(told.findings.length === 0 ? 0 : 1);
    return told;
  }

  /** The findings of a trial that must leave nothing behind. */
  async function found(person: string, ...words: string[]): Promise<readonly Finding[]> {
    const { findings } = await doctor(person, ...words);
    expect(await remains(person)).to.deep.equal({ containers: [], tokens: [], mark: "" });
    return findings.map(({ code, message }) => ({ code, message }));
  }

  /** Everything that a trial creates, if it exists. */
  async function remains(person: string) {
    const containers = [...(await hub.view.containers(hub.name)).keys()].filter((name) => name.includes("-user-"));
    const mark = await hub.view.exec(hub.name, ["sh", "-c", "ls /srv/jupyterhub | grep trial || true"]);
    return { containers, tokens: await tokensOf(person), mark: mark.trim() };
  }

  async function tokensOf(person: string): Promise<readonly string[]> {
    const { status, text } = await admin.api("GET", `/users/${person}/tokens`);
    if (status === 404) return [];
    const { api_tokens } = JSON.parse(text) as { readonly api_tokens: readonly { readonly note: string }[] };
    return api_tokens.map(({ note }) => note).filter((note) => note.includes("doctor"));
  }

  const docker = (...words: string[]) =>
    mustRun("docker", words, { env: { DOCKER_HOST: hub.engine.dockerHost ?? undefined } });
  /** Runs a program on a volume, even if it is in use. */
  const inVolume = (volume: string, script: string) =>
    docker("run", "--rm", "-u", "root", "-v", `${volume}:/v`, `${hub.name}-notebook:latest`, "sh", "-c", script);
  const notebook = (person: string) => `${hub.name}-user-${person}`;

  it("starts the server of a person, works in it from inside and outside, and leaves nothing behind", async function () {
    const began = performance.now();
    const { findings, trial } = await doctor("halljord", "--url", `${hub.origin}${hub.place}`);
    expect(findings).to.deep.equal([]);
    expect(trial?.ready).to.be.true;
    expect(trial?.folders.map(({ path, problem }) => [path, problem])).to.deep.equal([
      ["/home/jovyan", null],
      ["/home/jovyan/team-1", null],
    ]);
    expect(trial?.visits.map(({ problem }) => problem)).to.deep.equal([null, null]);
    expect(await remains("halljord")).to.deep.equal({ containers: [], tokens: [], mark: "" });
    for (const volume of [notebook("halljord"), `${hub.name}-shared-team-1`])
      expect(await inVolume(volume, "find /v -name '*hubwright-doctor*'")).to.equal("");
    noteFigure(this, `${((performance.now() - began) / 1000).toFixed(1)} s, all of it`);
  });

  it("uses tokens that reach only the person's own server, and that nobody else gets", async () => {
    const answers = JSON.parse(await hub.view.exec(hub.name, ["python3", "-c", TOKEN_REACHES, hub.name])) as unknown;
    expect(answers).to.deep.equal({
      // The one for the hub, then the one for the notebook.
      "own server": [200, 200],
      "another's": [404, 404],
      everybody: [403, 403],
      "own tokens": [403, 403],
      "a token for another": [403, 403],
      "what another's server runs": [403, 403],
      "once taken back": [403, 403],
    });
    const person = await hub.signIn("mpilosov");
    for (const { browser } of [admin, person]) {
      for (const page of ["trial_token", "kernels"]) {
        const asked = { name: "mpilosov", server: "" };
        expect((await browser.call("POST", `${hub.place}/hub/${page}`, asked)).status, page).to.equal(403);
      }
    }
  });

  it("uses a server that runs, and leaves it running with its kernel", async () => {
    const person = await hub.signIn("mpilosov");
    const open = await person.notebook();
    const kernel = await open.startKernel();
    await kernel.run("mine = 41");
    const before = await hub.view.containerIds(hub.name);
    const { findings, trial } = await doctor("mpilosov");
    expect(findings).to.deep.equal([]);
    expect(trial?.wasRunning).to.be.true;
    expect(await hub.view.containerIds(hub.name)).to.equal(before);
    expect(await kernel.run("print(mine + 1)")).to.equal("42\n");
    expect(await tokensOf("mpilosov")).to.deep.equal([]);
    kernel.disconnect();
    await person.stopServer();
  });

  it("says why a person cannot enter: not on the list, ended, held", async () => {
    expect(await found("nobody")).to.deep.equal([
      {
        code: "person-unlisted",
        message: "The hub does not let nobody in: This name is not on the hub's user list. An admin can add it.",
      },
    ]);
    expect((await found("yesterday")).map(({ code }) => code)).to.deep.equal(["person-ended"]);
    await hub.view.exec(hub.name, ["python3", "-c", LONG_AWAY]);
    hub.write("roster/userlist", `${PEOPLE}zoe team-1\n`);
    await untilListed("zoe");
    expect((await found("zoe")).map(({ code }) => code)).to.deep.equal(["person-held"]);
    hub.write("roster/userlist", PEOPLE);
  });

  /** Waits until the hub uses a list with a name that it holds. */
  async function untilListed(name: string): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      const { roster } = JSON.parse((await hub.run(["status", "--json"])).stdout) as {
        roster: { held: readonly { readonly name: string }[] };
      };
      if (roster.held.some((held) => held.name === name)) return;
      await sleep(200);
    }
    throw new Error(`The hub does not hold ${name}.`);
  }

  it("names an image that is gone", async () => {
    await withNotebookImage(hub, null, async () =>
      expect((await found("halljord")).map(({ code }) => code)).to.deep.equal(["image-missing"]),
    );
  });

  it("names an image without JupyterHub", async () => {
    await withNotebookImage(hub, ["RUN rm /usr/local/bin/jupyterhub-singleuser"], async () =>
      expect((await found("halljord")).map(({ code }) => code)).to.deep.equal(["notebook-command-missing"]),
    );
  });

  it("shows the last log lines of a notebook that exits during startup", async () => {
    const script = "echo the license server does not answer >&2; exit 3";
    await withNotebookImage(hub, [commandIs(script)], async () =>
      expect(await found("halljord")).to.deep.equal([
        {
          code: "notebook-ends",
          message: `${notebook("halljord")} exited on startup with exit code 3. Last log lines:\n    the license server does not answer`,
        },
      ]),
    );
  });

  it("names an image that needs privileges", async () => {
    await withNotebookImage(hub, [commandIs("setpriv --reuid=1001 --keep-groups id || exit 1")], async () =>
      expect(await found("halljord")).to.deep.equal([
        {
          code: "notebook-no-privileges",
          message: `${notebook("halljord")} exited on startup because its image needs privileges that servers of this hub do not have: setpriv: setresuid failed: Operation not permitted`,
        },
      ]),
    );
  });

  it("names too little memory: at startup, and in a kernel; and 160 MiB are enough for one kernel", async () => {
    // If the Linux kernel does not limit memory, nothing is ever killed, and doctor has another finding for that.
    const isLimited = (await docker("info", "--format", "{{.MemoryLimit}}")).trim() === "true";
    const codes = async (person: string) => (await found(person)).map(({ code }) => code);
    expect(await codes("tiny")).to.deep.equal(isLimited ? ["notebook-out-of-memory"] : []);
    expect(await codes("small")).to.deep.equal(isLimited ? ["notebook-out-of-memory"] : []);
    expect(await codes("enough")).to.deep.equal([]);
  });

  it("names a group's folder that is root's", async () => {
    const volume = `${hub.name}-shared-team-1`;
    await inVolume(volume, "chown root:root /v && chmod 755 /v && touch /v/keep");
    expect(await found("halljord")).to.deep.equal([
      {
        code: "folder-of-root",
        message: `In ${notebook("halljord")} the folder /home/jovyan/team-1 belongs to root, so nobody can save there.`,
      },
    ]);
    await inVolume(volume, "chown 0:0 /v && chown 501:501 /v && chmod 700 /v");
    expect((await found("halljord")).map(({ code }) => code)).to.deep.equal(["folder-unwritable"]);
    await inVolume(volume, "rm /v/keep && chown 1000:100 /v && chmod 2775 /v");
    expect(await found("halljord")).to.deep.equal([]);
  });

  it("names a home that is root's, which makes the notebook exit", async () => {
    const home = notebook("halljord");
    await inVolume(home, "rm -rf /v/.local && chown root:root /v");
    const [finding] = await found("halljord");
    expect(finding?.code).to.equal("folder-of-root");
    expect(finding?.message).to.include("cannot write to /home/jovyan/");
    await inVolume(home, "chown 1000:100 /v");
    expect(await found("halljord")).to.deep.equal([]);
  });

  it("names a home with no room left", async () => {
    const labels = {
      hub: hub.name,
      id: hub.read(".hubwright/id").trim(),
      kind: "home",
      policy: "home",
      person: "tbutler",
    };
    const given = Object.entries(labels).flatMap(([key, value]) => ["--label", `hubwright.${key}=${value}`]);
    const tmpfs = ["type=tmpfs", "device=tmpfs", "o=size=16k,uid=1000,gid=100"].flatMap((option) => ["--opt", option]);
    await docker("volume", "create", ...given, ...tmpfs, notebook("tbutler"));
    const findings = await found("tbutler");
    expect([...new Set(findings.map(({ code }) => code))]).to.deep.equal(["disk-full"]);
    await docker("volume", "rm", notebook("tbutler"));
  });

  it("names a volume and a container that are not the hub's", async () => {
    await docker("volume", "create", "--label", "hubwright.hub=physics", notebook("tbutler"));
    expect(await found("tbutler")).to.deep.equal([
      {
        code: "volume-foreign",
        message: `tbutler sees this message: The volume ${notebook("tbutler")} belongs to the hub physics, so your server was not started. An admin can rename it, or name it in hub.ts (volumeName) to use it.`,
      },
    ]);
    await docker("volume", "rm", notebook("tbutler"));
    await docker("create", "--name", notebook("tbutler"), "debian:trixie-slim");
    const { findings } = await doctor("tbutler");
    expect(findings.map(({ code }) => code)).to.deep.equal(["name-taken"]);
    expect(await docker("inspect", "--format", "{{.State.Status}}", notebook("tbutler"))).to.equal("created\n");
    await docker("rm", notebook("tbutler"));
  });

  it("stops what it started when it is interrupted", async () => {
    const { exitCode } = await stopped("SIGINT");
    expect(exitCode).to.equal(130);
    expect(await remains("halljord")).to.deep.equal({ containers: [], tokens: [], mark: "" });
  });

  it("leaves it to the next one to clean up after a kill", async () => {
    const { signal } = await stopped("SIGKILL");
    expect(signal).to.equal("SIGKILL");
    // The hub's part of it ends too, as after a restart of the hub.
    await hub.view.exec(hub.name, ["sh", "-c", KILL_TRIAL]);
    const left = await remains("halljord");
    expect(left.containers).to.deep.equal([notebook("halljord")]);
    expect(left.tokens).to.have.length(2);
    expect(await found("mpilosov")).to.deep.equal([]);
    expect(await tokensOf("halljord")).to.deep.equal([]);
  });

  /** Ends a doctor by a signal once the server that it asked for is there. */
  async function stopped(signal: NodeJS.Signals) {
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const ended = hub.run(["doctor", "--spawn", "halljord"], { onStart: (given) => (kill = given) });
    for (let tries = 0; !(await hub.view.containers(hub.name)).has(notebook("halljord")); tries += 1) {
      if (tries > 300) throw new Error("Doctor starts no server.");
      await sleep(100);
    }
    kill(signal);
    return ended;
  }

  it("names a hub that its notebooks cannot reach", async () => {
    hub.redefine({
      traits: { HubwrightSpawner: { hub_connect_url: `http://${hub.name}-nowhere:8081`, http_timeout: PATIENCE } },
    });
    await hub.up();
    expect(await found("halljord")).to.deep.equal([
      {
        code: "notebook-no-hub",
        message: `${notebook("halljord")} cannot reach the hub at http://${hub.name}-nowhere:8081/${hub.name}/hub/api, so it never becomes ready.`,
      },
    ]);
  });

  it("names a notebook that runs and never answers", async () => {
    // It gives up as early as in the previous test.
    await withNotebookImage(hub, [commandIs("echo waiting for the license; exec sleep 600")], async () => {
      const [finding] = await found("halljord");
      expect(finding?.code).to.equal("notebook-silent");
      expect(finding?.message).to.include("\n    waiting for the license");
    });
  });
});

/** Makes the hub remember that a person left the list long ago. */
const LONG_AWAY = `
from datetime import date
from hubwright_hub.live import hub_beside
memory = hub_beside().memory
memory.came(["zoe"])
memory.left(["zoe"], date(2026, 1, 1))
memory.check_written()
`;

const KILL_TRIAL =
  "for p in /proc/[0-9]*; do if tr '\\0' ' ' < $p/cmdline 2>/dev/null | grep -q '^python3 -m hubwright_hub.trial'; then kill -9 ${p#/proc/}; fi; done";

/** Makes hubwright's own service ask for tokens of halljord's, and returns what the hub answers to requests with them. */
const TOKEN_REACHES = `
import json, sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from hubwright_hub.servers import token
hub = f"http://127.0.0.1:8081/{sys.argv[1]}/hub"
def ask(method, path, by, body=None):
    headers = {"Authorization": f"token {by}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urlopen(Request(f"{hub}/{path}", data, headers, method=method)) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, b""
mine = {"name": "halljord"}
given = json.loads(ask("POST", "trial_token", token(), mine)[1])
given = [given["starts"], given["opens"]]
def answers_to(method, path, body=None):
    return [ask(method, path, one, body)[0] for one in given]
answers = {
    "own server": answers_to("GET", "api/users/halljord"),
    "another's": answers_to("GET", "api/users/hub-admin"),
    "everybody": answers_to("GET", "api/users"),
    "own tokens": answers_to("GET", "api/users/halljord/tokens"),
    "a token for another": answers_to("POST", "trial_token", {"name": "hub-admin"}),
    "what another's server runs": answers_to("POST", "kernels", {"name": "hub-admin", "server": ""}),
}
ask("DELETE", "trial_token", token(), mine)
answers["once taken back"] = answers_to("GET", "api/users/halljord")
print(json.dumps(answers))
`;
import { hubName } from "./support/test-run.ts";
