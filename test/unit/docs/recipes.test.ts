import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { compareDeploy } from "../../../src/workspace/hub/deploy-directory.ts";
import * as hubwright from "hubwright";
import { loadProject } from "hubwright/docker";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { codeOn } from "./type-check.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const BLOCKS = codeOn("docs/recipes.md").map(({ code }) => code);

describe("the recipes", () => {
  const directory = temporaryDirectory();

  /** Runs a recipe as its reader would, but with the library's sources. */
  function run(name: string) {
    const code = BLOCKS.find((block) => block.startsWith(`// ${name}\n`)) ?? "";
    writeFileSync(join(directory(), name.replace(/ts$/, "mts")), code);
    return spawnSync(
      process.execPath,
      ["--import", `${ROOT}node_modules/tsx/dist/loader.mjs`, name.replace(/ts$/, "mts")],
      {
        cwd: directory(),
        encoding: "utf8",
        env: { ...process.env, TSX_TSCONFIG_PATH: `${ROOT}tsconfig.json`, NODE_PATH: `${ROOT}node_modules` },
      },
    );
  }

  it("make a hub of each course in a spreadsheet, and change nothing the second time", async () => {
    const courses = Array.from({ length: 5 }, (_, index) => `course${index + 1}`);
    const rows = courses.flatMap((course) => [`ann@x.edu,${course}`, `${course}-ta@x.edu,${course}:staff`]);
    writeFileSync(join(directory(), "registrar.csv"), `Username,Course\n${rows.join("\n")}\n`);
    const first = run("make-hubs.ts");
    expect(first.stderr).to.equal("");
    expect(readdirSync(join(directory(), "hubs")).toSorted()).to.deep.equal(courses.toSorted());
    const ports = new Set<number>();
    for (const course of courses) {
      const { hub, directory: place } = await loadProject(join(directory(), "hubs", course), {
        cache: directory(),
        hubwright,
      });
      ports.add(hub.port);
      expect(compareDeploy(place, hubwright.generate(hub))).to.deep.equal({
        stale: [],
        missing: [],
        edited: [],
        left: [],
      });
      expect(readFileSync(join(place, hub.roster), "utf8")).to.equal(
        `hub-admin admin\nann@x.edu ${course}\n${course}-ta@x.edu ${course}:staff\n`,
      );
    }
    expect(ports.size).to.equal(courses.length);
    writeFileSync(join(directory(), "registrar.csv"), `Username,Course\nzoe,a-new-one\n${rows.join("\n")}\n`);
    const second = run("make-hubs.ts");
    expect(second.stderr).to.equal("");
    const lines = second.stdout.trim().split("\n");
    expect(lines.filter((line) => line.endsWith(" 0 files written"))).to.have.lengthOf(courses.length);
    expect(lines[0]).to.match(/^hubs\/a-new-one: port 8006, 2 people, /);
  });

  it("make twenty hubs of the example's table, with the program that this page shows", () => {
    const example = join(ROOT, "examples/twenty-hubs");
    const code = BLOCKS.find((block) => block.startsWith("// make-hubs.ts\n"));
    expect(readFileSync(join(example, "make-hubs.ts"), "utf8")).to.equal(code);
    copyFileSync(join(example, "registrar.csv"), join(directory(), "registrar.csv"));
    const { status, stdout, stderr } = run("make-hubs.ts");
    expect(stderr).to.equal("");
    expect(status).to.equal(0);
    expect(stdout.trim().split("\n")).to.have.lengthOf(20);
    expect(stdout).to.match(/^hubs\/course-01: port 8001, 5 people, \d+ files written$/m);
    expect(readdirSync(join(directory(), "hubs"))).to.have.lengthOf(20);
  });

  it("stop before anything is written if a row of the table is broken", () => {
    writeFileSync(join(directory(), "registrar.csv"), 'Username,Course\nann@x.edu,math\n,physics\n"bo,math\n');
    const { status, stderr } = run("make-hubs.ts");
    expect(status).to.equal(1);
    expect(stderr)
      .to.match(/^registrar\.csv:\d+: /)
      .and.not.contain("    at ");
    expect(readdirSync(directory())).to.not.include("hubs");
  });

  it("test a policy", () => {
    const { status, stdout } = run("policy.test.ts");
    expect(stdout).to.contain("bo cannot reach the folder of team-1");
    expect(status, stdout).to.equal(0);
  });
});
