import { readFileSync } from "node:fs";
import { expect } from "chai";
import { FINDING_CODES, type FindingCode } from "../../../src/model/problem/problem-codes.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { diagnose } from "../../../src/doctor/diagnose.ts";
import { askVersion } from "../../../src/engine/docker/engine-version.ts";
import type { Connection } from "../../../src/engine/docker/connection.ts";
import { lostEngine } from "../../../src/engine/docker/lost-engine.ts";
import type { Facts } from "../../../src/doctor/facts.ts";
import type { Diagnostic } from "../../../src/model/problem/diagnostic.ts";
import { sayHint } from "../../../src/model/problem/format-problem.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { problem } from "../../../src/model/problem/problem.ts";
import type { ObservedContainer } from "../../../src/plan/observed.ts";
import { FAILURES, factsWith, failed, folder, trialWith, web, work } from "./failures.ts";

const PAGE = readFileSync(new URL("../../../docs/troubleshooting.md", import.meta.url), "utf8");

/** Code to the message in the first fence of its entry. */
const ENTRIES = new Map(
  PAGE.split(/^### /m)
    .slice(1)
    .map((section): [string, string] => [
      section.split("\n", 1)[0] ?? "",
      /^```text\n([\s\S]*?)\n```$/m.exec(section)?.[1] ?? "",
    ]),
);

const SOCKET = "unix:///var/run/docker.sock";
const lost = (code: string, address = SOCKET) =>
  lostEngine(Object.assign(new Error(`connect ${code} 192.0.2.7:2376`), { code }), address).message;

describe("docs/troubleshooting.md", () => {
  it("has an entry for each code, and none besides", () => {
    expect([...ENTRIES.keys()]).to.deep.equal([...FINDING_CODES]);
  });

  for (const [code, facts] of Object.entries(FAILURES)) {
    it(`says ${code} in the words of doctor`, () => {
      const found = diagnose(facts);
      expect(found.map((finding) => finding.code)).to.deep.equal([code]);
      expect(found[0]?.message).to.equal(ENTRIES.get(code));
      expect(sayHint(found[0]?.hint ?? ""), "hint").to.match(/^[A-Z].*\S$/u);
    });
  }

  it("says what connecting to an engine says", async () => {
    expect(lost("ENOENT")).to.equal(ENTRIES.get("engine-missing"));
    expect(lost("EACCES")).to.equal(ENTRIES.get("engine-no-rights"));
    expect(lost("ECONNREFUSED", "tcp://192.0.2.7:2376")).to.equal(ENTRIES.get("engine-unreachable"));
    const old = {
      address: SOCKET,
      docker: { version: async () => ({ Version: "19.03.15", ApiVersion: "1.40" }) },
    } as unknown as Connection;
    const refusal = await askVersion(old).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refusal).to.be.instanceOf(HubwrightError).with.property("message", ENTRIES.get("engine-too-old"));
  });

  it("leaves no code without a failure that gives it", () => {
    const shown = new Set<string>([...Object.keys(FAILURES), ...FINDING_CODES.filter((code) => isOfEngine(code))]);
    expect([...FINDING_CODES].filter((code) => !shown.has(code))).to.deep.equal([]);
  });
});

describe("doctor's checks", () => {
  it("find nothing in a healthy hub", () => {
    expect(diagnose(factsWith())).to.deep.equal([]);
    expect(diagnose(factsWith({ web: web({}) }))).to.deep.equal([]);
  });

  it("say once that a key cannot be used, though it stops up as well", () => {
    const key = problem("secret-unusable", "The key in secrets/oauth.env has 5 characters.", "Bring it back.");
    expect(diagnose(factsWith({ secrets: [key], stop: key })).map(({ code }) => code)).to.deep.equal([
      "secret-unusable",
    ]);
  });

  it("notice that a hub keeps exiting, even if it is up for a moment", () => {
    const up = (status: string, restarts: number) => {
      const containers = [hubContainer(status), ...factsWith().observed.containers.slice(1)];
      return diagnose(factsWith({ observed: { ...factsWith().observed, containers }, restarts })).map(
        ({ code }) => code,
      );
    };
    expect(up("Up 2 seconds (health: starting)", 3)).to.deep.equal(["hub-restarting"]);
    expect(up("Up 2 seconds (health: starting)", 1)).to.deep.equal([]);
    expect(up("Up 3 days (healthy)", 9)).to.deep.equal([]);
  });

  it("report a kernel that was killed for its memory while the server keeps running", () => {
    const notebook = { container: "math-user-eve", isRunning: true, foldersOfRoot: [], outOfMemory: true };
    expect(diagnose(factsWith({ notebooks: [notebook] })).map(({ message }) => message)).to.deep.equal([
      "A process in math-user-eve was killed because the server exceeded its memory limit.",
    ]);
  });

  it("find all failures at once", () => {
    const both = factsWith({ portOwner: "nginx (process 812)", edited: ["deploy/.env"] });
    expect(diagnose(both).map(({ code }) => code)).to.deep.equal(["port-taken", "files-edited"]);
  });

  it("give the hub time to read a list that was just saved", () => {
    const saved = factsWith({ roster: { diagnostics: [], digest: "def", age: 2_000 } });
    expect(diagnose(saved)).to.deep.equal([]);
  });

  it("count the errors of a list, and no warnings", () => {
    const slip = {
      code: "roster-until-invalid",
      at: [],
      message: "It is not a valid date.",
      hint: "Write one.",
      line: 6,
    } as const;
    const [warning, error] = [
      { ...slip, severity: "warning" },
      { ...slip, severity: "error" },
    ] as const;
    const told = (diagnostics: readonly Diagnostic[]) =>
      diagnose(factsWith({ roster: { diagnostics, digest: "abc", age: 0 } })).map(({ message }) => message);
    expect(told([warning])).to.deep.equal([]);
    expect(told([warning, error])).to.deep.equal([
      "roster/userlist has an error: roster/userlist:6: It is not a valid date.",
    ]);
    expect(told([error, warning, error])).to.deep.equal([
      "roster/userlist has 2 errors: roster/userlist:6: It is not a valid date.",
    ]);
  });

  for (const [where, remote, hint] of [
    ["here", false, "Restart the hub; notebooks keep running: hubwright restart"],
    ["on another machine", true, "Send it: hubwright people push"],
  ] as const) {
    it(`say how a list comes into force in a hub ${where}`, () => {
      const hub = defineHub({ name: "math", port: 8000, engine: { remote } });
      const found = diagnose(factsWith({ hub, roster: { diagnostics: [], digest: "def", age: 20_000 } }));
      expect(found.map(({ code, hint: said = "" }) => [code, sayHint(said)])).to.deep.equal([
        ["roster-not-in-force", hint],
      ]);
    });
  }

  it("let no log write on the screen", () => {
    const facts = factsWith({ logs: { hub: ["\u001b[2Jgone"], proxy: [], db: [] } });
    const stopped = FAILURES["hub-stopped"] ?? facts;
    expect(diagnose({ ...stopped, logs: facts.logs })[0]?.message).not.to.include("\u001b");
  });

  it("quote a folder's name for the shell", () => {
    const facts = factsWith({
      notebooks: [
        {
          container: "math-user-eve",
          isRunning: true,
          foldersOfRoot: ["/home/jovyan/a'b; rm -rf"],
          outOfMemory: false,
        },
      ],
    });
    expect(sayHint(diagnose(facts)[0]?.hint ?? "")).to.include(String.raw`'/home/jovyan/a'\''b; rm -rf'`);
  });
});

describe("doctor, of a server that it has tried,", () => {
  const found = (facts: Facts) => diagnose(facts).map(({ code, message }) => ({ code, message }));

  it("finds nothing where everything went well", () => {
    expect(diagnose(factsWith({ trial: trialWith({}) }))).to.deep.equal([]);
    expect(diagnose(factsWith({ trial: trialWith({ wasRunning: true, start: null }) }))).to.deep.equal([]);
  });

  const starts: readonly (readonly [string, Facts, FindingCode, string])[] = [
    [
      "a volume of another hub",
      failed("Spawn failed: The volume math-user-halljord belongs to the hub physics, so your server was not started."),
      "volume-foreign",
      "halljord sees this message: The volume math-user-halljord belongs to the hub physics, so your server was not started.",
    ],
    [
      "a container that has the name",
      failed(
        "Spawn failed: A container called math-user-halljord exists and is not this hub's, so your server was not started.",
      ),
      "name-taken",
      "halljord sees this message: A container called math-user-halljord exists and is not this hub's, so your server was not started.",
    ],
    [
      "an image that is gone",
      failed('Spawn failed: 404 Client Error: Not Found ("No such image: r-base:4")'),
      "image-missing",
      `The image of halljord's server does not exist: 404 Client Error: Not Found ("No such image: r-base:4")`,
    ],
    [
      "a disk of Docker's that is full",
      failed('Spawn failed: 500 Server Error: Internal Server Error ("no space left on device")'),
      "disk-full",
      'The server of halljord was not started because there is no disk space left: Spawn failed: 500 Server Error: Internal Server Error ("no space left on device")',
    ],
    [
      "a home that is full",
      failed("Spawn failed: Server didn't respond", { words: ["OSError: [Errno 28] No space left on device"] }),
      "disk-full",
      "The server of halljord was not started because there is no disk space left: OSError: [Errno 28] No space left on device",
    ],
    [
      "too little memory",
      failed("Spawn failed: Server didn't respond", { exitCode: 137, outOfMemory: true }),
      "notebook-out-of-memory",
      "math-user-halljord was killed on startup because it exceeded its memory limit.",
    ],
    [
      "a home of root's",
      failed("Spawn failed: Server didn't respond", {
        words: ["PermissionError: [Errno 13] Permission denied: '/home/jovyan/.local'"],
      }),
      "folder-of-root",
      "math-user-halljord exited on startup because it cannot write to /home/jovyan/.local.",
    ],
    [
      "a command that Docker does not find",
      failed('Spawn failed: 400 Client Error: Bad Request ("exec: "sh": executable file not found in $PATH")'),
      "notebook-command-missing",
      "math-user-halljord exited on startup: its image does not have the command jupyterhub-singleuser.",
    ],
    [
      "JupyterHub that does not say why",
      failed(""),
      "start-refused",
      "The server of halljord was not started: JupyterHub gives no reason.",
    ],
  ];
  for (const [what, facts, code, message] of starts)
    it(`reports ${what}`, () => expect(found(facts)).to.deep.equal([{ code, message }]));

  it("reports each folder that accepts no file, and how to fix it without the server", () => {
    const folders = [
      folder({ path: "/home/jovyan", problem: "ENOSPC" }),
      folder({ path: "/home/jovyan/team-1", problem: "EACCES", owner: 0, mode: "0755" }),
      folder({ path: "/home/jovyan/phys", problem: "EACCES", owner: 501, mode: "0700", volume: "math-shared-phys" }),
    ];
    const findings = diagnose(factsWith({ trial: trialWith({ notebook: work({ folders }) }) }));
    expect(findings.map(({ code }) => code)).to.deep.equal(["disk-full", "folder-of-root", "folder-unwritable"]);
    expect(sayHint(findings[2]?.hint ?? "")).to.include(
      "docker run --rm -u root --entrypoint chown -v math-shared-phys:/mnt math-notebook:latest -R 1000:100 /mnt",
    );
  });

  it("warns of another major version, and of no smaller difference", () => {
    const of = (version: string) => found(factsWith({ trial: trialWith({ notebook: work({ version }) }) }));
    expect(of("5.5.4")).to.deep.equal([
      { code: "version-mismatch", message: "The hub runs JupyterHub 6.1.1, but a notebook has 5.5.4." },
    ]);
    expect(of("6.0.0")).to.deep.equal([]);
  });

  it("takes versions only from JupyterHub's own line about them, and repeats nothing else of it", () => {
    const [line = ""] = FAILURES["version-mismatch"]?.logs.hub ?? [];
    const of = (hub: string) => found(factsWith({ logs: { hub: [hub], proxy: [], db: [] } }));
    const says = [{ code: "version-mismatch", message: "The hub runs JupyterHub 5.4.3, but a notebook has 4.0.2." }];
    expect(of(line)).to.deep.equal(says);
    expect(of(line.replace("4.0.2", "4.0.2+run.this"))).to.deep.equal(says);
    for (const other of [
      line.replace("4.0.2", "4.0.2x"),
      line.replace("4.0.2", "run\u00a0this"),
      line.replace("_version:66", "auth:1"),
      `    ${line}`,
      `${line} Run this.`,
      `[W 2026-11-24 10:23:45.678 JupyterHub base:992] Failed login for ${line}`,
    ])
      expect(of(other), other).to.deep.equal([]);
  });

  it("reports a kernel's memory instead of a kernel that does not answer", () => {
    const notebook = work({ kernel: "The connection to the kernel was cut.", outOfMemory: true });
    expect(found(factsWith({ trial: trialWith({ notebook, visits: [] }) })).map(({ code }) => code)).to.deep.equal([
      "notebook-out-of-memory",
    ]);
  });

  it("does not repeat what other checks found, but always reports what concerns one person's server", () => {
    const visits = [{ url: "https://hub.example.org/math", problem: { at: "websocket" as const, said: "status 400" } }];
    const both = factsWith({ web: web({ hasWebsockets: false }), trial: trialWith({ visits }) });
    expect(found(both).map(({ code }) => code)).to.deep.equal(["web-no-websockets"]);
    const folders = [folder({ problem: "EACCES", owner: 0 })];
    const another = factsWith({
      notebooks: [
        { container: "math-user-eve", isRunning: true, foldersOfRoot: ["/home/jovyan/x"], outOfMemory: false },
      ],
      trial: trialWith({ notebook: work({ folders }) }),
    });
    expect(found(another).map(({ code }) => code)).to.deep.equal(["folder-of-root", "folder-of-root"]);
  });

  it("lets no word of a notebook write on the screen", () => {
    const [finding] = diagnose(failed("", { words: ["\u001b[2Jgone"] }));
    expect(finding?.code).to.equal("notebook-ends");
    expect(finding?.message).not.to.include("\u001b");
  });
});

function hubContainer(status: string): ObservedContainer {
  const [hub] = factsWith().observed.containers;
  if (hub === undefined) throw new Error("There is no hub.");
  return { ...hub, status };
}

function isOfEngine(code: FindingCode): boolean {
  return code.startsWith("engine-") && !(code in FAILURES);
}
