import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { parse } from "yaml";
import type { Context } from "../../../src/cli/context.ts";
import { programFor } from "../../../src/cli/program.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { contextIn } from "../cli/fake-context.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const TSX = `${ROOT}node_modules/tsx/dist/loader.mjs`;

/** The shell scripts of a job, by the job's name. */
type Jobs = { readonly [job: string]: readonly string[] };

const JOBS: { readonly [file: string]: Jobs } = {
  "github-actions.yml": Object.fromEntries(
    Object.entries(
      (
        read("github-actions.yml") as {
          readonly jobs: { readonly [job: string]: { readonly steps: readonly { readonly run?: string }[] } };
        }
      ).jobs,
    ).map(([job, { steps }]) => [job, steps.flatMap(({ run }) => run ?? [])]),
  ),
  "gitlab-ci.yml": Object.fromEntries(
    Object.entries(
      read("gitlab-ci.yml") as { readonly [job: string]: { readonly script?: readonly string[] } },
    ).flatMap(([job, { script }]) => (script === undefined ? [] : [[job, script]])),
  ),
};

function read(file: string): unknown {
  return parse(readFileSync(`${ROOT}examples/ci/${file}`, "utf8"));
}

for (const [file, jobs] of Object.entries(JOBS)) {
  describe(`examples/ci/${file}`, () => {
    const directory = temporaryDirectory();
    const hub = () => join(directory(), "hub");
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=ann", "-c", "user.email=ann@x.edu", ...args], {
        cwd: hub(),
        stdio: "pipe",
      });

    /** A hub's repository, its main branch at `origin`, and a program `npx` that runs this hubwright. */
    beforeEach(async () => {
      cpSync(`${ROOT}examples/math`, hub(), { recursive: true });
      await programFor(contextIn(hub()), () => {}).parseAsync(["generate"], { from: "user" });
      rmSync(join(hub(), ".cache"), { recursive: true, force: true });
      git("init", "--quiet", "--initial-branch=main");
      git("add", "--all");
      git("commit", "--quiet", "--message", "The hub");
      execFileSync("git", ["clone", "--quiet", "--bare", hub(), join(directory(), "origin")], { stdio: "pipe" });
      git("remote", "add", "origin", join(directory(), "origin"));
      git("fetch", "--quiet", "origin");
      git("switch", "--quiet", "--create", "change");
      mkdirSync(join(directory(), "bin"));
      const npx = `#!/bin/sh\nshift\nexec '${process.execPath}' --import '${TSX}' '${ROOT}src/cli/bin.ts' "$@"\n`;
      writeFileSync(join(directory(), "bin", "npx"), npx, { mode: 0o755 });
      writeFileSync(join(directory(), "bin", "npm"), "#!/bin/sh\n", { mode: 0o755 });
    });

    /** Runs all scripts of a job as the services do: with bash, until one fails. */
    function run(job: string) {
      return spawnSync("bash", ["-eo", "pipefail", "-c", (jobs[job] ?? []).join("\n")], {
        cwd: hub(),
        encoding: "utf8",
        env: {
          PATH: `${join(directory(), "bin")}:${process.env["PATH"]}`,
          HOME: directory(),
          GITHUB_BASE_REF: "main",
          CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
        },
      });
    }

    it("has only commands and options that exist", () => {
      const program = programFor({ terminal: {} } as Context, () => {});
      const commands = Object.values(jobs).flatMap((scripts) => scripts.flatMap(hubwrightIn));
      expect(commands.map(([name]) => name)).to.include.members(["check", "generate", "access", "plan"]);
      for (const [name, ...words] of commands) {
        const known = program.commands.find((command) => command.name() === name)?.options.map(({ long }) => long);
        expect(known, name).to.include.members(words.filter((word) => word.startsWith("--")));
      }
    });

    it("passes for a hub without problems, where nobody gains access", () => {
      for (const job of ["check", "access"]) {
        const { status, stdout, stderr } = run(job);
        expect(status, `${job}: ${stdout}${stderr}`).to.equal(0);
      }
    });

    it("fails for a user list with an error", () => {
      writeFileSync(join(hub(), "roster", "userlist"), "hub-admin admin\nann,team-1\n");
      expect(run("check").status).to.equal(1);
    });

    it("fails for a definition whose files were not generated again", () => {
      const definition = join(hub(), "hub.ts");
      writeFileSync(
        definition,
        readFileSync(definition, "utf8").replace(/name: "math"/, 'name: "math", metrics: true'),
      );
      const { status, stdout } = run("check");
      expect(stdout).to.contain("deploy/hub.json is out of date.");
      expect(status).to.equal(1);
    });

    it("says with exit code 2 that somebody gains access", () => {
      const list = join(hub(), "roster", "userlist");
      writeFileSync(list, `${readFileSync(list, "utf8")}newcomer team-1\n`);
      const { status, stdout } = run("access");
      expect(stdout).to.contain("newcomer");
      expect(status).to.equal(2);
    });

    it("plans what up would do, as JSON, on the hub's engine", async () => {
      const [words] = (jobs["plan"] ?? []).flatMap(hubwrightIn);
      const context = contextIn("/", { engine: new MemoryEngine() });
      const codes: number[] = [];
      await programFor(context, (code) => codes.push(code)).parseAsync(
        (words ?? []).map((word) => (word === "$HUB" ? hub() : word)),
        { from: "user" },
      );
      expect(codes).to.deep.equal([2]);
      expect(JSON.parse(context.printed.join("\n"))).to.include.keys("steps", "conflicts", "impact");
    });
  });
}

/** The words after `hubwright` in a script, without what the shell does with the result. */
function hubwrightIn(script: string): readonly (readonly string[])[] {
  return [...script.matchAll(/\bhubwright ([^|>&\n]+)/g)].map(([, words = ""]) =>
    words.trim().replaceAll('"', "").split(/\s+/),
  );
}
