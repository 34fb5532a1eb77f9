import { expect } from "chai";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { hubwright } from "./support/command.ts";
import { noteFigure } from "./support/figure.ts";
import { freePort } from "./support/free-port.ts";
import { SEED_PEOPLE } from "./support/test-hub.ts";
import { hubName } from "./support/test-run.ts";

// No engine is needed here, but this runs the installed command, in a directory with no package.json above it.
const NAME = hubName("empty");
const PORT = await freePort();

describe("an empty directory outside of any project", function () {
  this.timeout(60_000);
  let directory: string;

  before(() => (directory = mkdtempSync(join(tmpdir(), "hubwright-empty-"))));
  after(() => rmSync(directory, { recursive: true, force: true }));

  async function must(cwd: string, ...words: readonly string[]): Promise<string> {
    const { exitCode, output } = await hubwright(words, { cwd });
    expect(exitCode, `hubwright ${words.join(" ")}\n${output}`).to.equal(0);
    return output;
  }

  it("becomes a hub by init, which check finds nothing wrong with and generate writes out", async function () {
    await must(directory, "init", NAME, "--port", String(PORT));
    expect(await must(directory, "check")).to.match(/are valid: 1 person\./);
    await must(directory, "generate");
    const files = readdirSync(join(directory, "deploy"));
    expect(files).to.include.members([
      "compose.yaml",
      ".env",
      "Dockerfile.jupyterhub",
      "jupyterhub_config.py",
      "hub.json",
      "nginx.conf",
      "Makefile",
      "README.md",
    ]);
    expect(await must(directory, "generate", "--check")).to.match(/is up to date/);
    noteFigure(this, `${Object.keys(filesIn(join(directory, "deploy"))).length} files`);
  });

  it("generates the same bytes from hub.yaml and hub.json as from hub.ts", async function () {
    const definition = {
      name: NAME,
      port: PORT,
      timezone: "America/Denver",
      notebook: { apt: ["graphviz"], pip: ["numpy==2.4.0"], limits: { memory: "4GiB", cpus: 2 }, idleAfter: "1h" },
      volumes: {
        home: { per: "person", at: "/home/jovyan" },
        shared: { per: "group", at: "/home/jovyan/{group}" },
        course: {
          per: "group",
          at: "/home/jovyan/{group}-handouts",
          groups: ["math8660"],
          access: { member: "ro", staff: "rw" },
        },
      },
      traits: { JupyterHub: { concurrent_spawn_limit: 20 } },
    };
    const texts = {
      "hub.ts": `import { defineHub } from "hubwright";\nexport default defineHub(${JSON.stringify(definition)});\n`,
      "hub.yaml": stringify(definition),
      "hub.json": JSON.stringify(definition),
    };
    const generated: Record<string, string>[] = [];
    for (const [file, text] of Object.entries(texts)) {
      const place = join(directory, file.replace(".", "-"));
      mkdirSync(place);
      cpSync(join(directory, "roster"), join(place, "roster"), { recursive: true });
      writeFileSync(join(place, file), text);
      await must(place, "generate");
      generated.push(filesIn(join(place, "deploy")));
    }
    const [first = {}, ...others] = generated;
    expect(Object.keys(first).length).to.be.greaterThan(10);
    for (const other of others) expect(other).to.deep.equal(first);
    const bytes = Object.values(first).reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    noteFigure(this, `${Object.keys(first).length} files, ${bytes} bytes, equal`);
  });

  it("shows with hubwright access what mpilosov mounts, and why", async function () {
    writeFileSync(join(directory, "roster/userlist"), SEED_PEOPLE);
    const rows = (await must(directory, "access", "mpilosov"))
      .trim()
      .split("\n")
      .map((row) => row.split(/\s{2,}/));
    expect(rows).to.deep.equal([
      ["mpilosov (admin)"],
      ["at", "access", "because", "volume"],
      ["/home/jovyan", "rw", "their own", `${NAME}-user-mpilosov`],
      ["/home/jovyan/shared", "rw", "member of shared", `${NAME}-shared-shared`],
      ["/home/jovyan/team-1", "rw", "member of team-1", `${NAME}-shared-team-1`],
    ]);
    noteFigure(this, `${rows.length - 2} mounts, each with its reason`);
  });
});

function filesIn(directory: string): Record<string, string> {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return Object.fromEntries(paths.map((path) => [path.slice(directory.length + 1), readFileSync(path, "utf8")]));
}
