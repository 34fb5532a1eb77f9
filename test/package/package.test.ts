import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { expect } from "chai";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** A program that uses the package: every entry point, and a type from each. */
const PROGRAM = `
import { check, defineHub, generate, GroupMap, type HubDefinition, mountsFor, perGroup, perPerson } from "hubwright";
import { mkdirSync } from "node:fs";
import { connectDocker, type Engine, planUp, up } from "hubwright/docker";
import { access, expectNoRead, expectWrite, type HubAccess, MemoryEngine, type MemoryEngineOptions, mountLines, type Place, stranger } from "hubwright/testing";

const hub: HubDefinition = defineHub({
  name: "optics",
  port: 18974,
  volumes: { home: perPerson({ at: "/home/jovyan" }), lab: perGroup({ at: "/lab/{group}" }) },
});
const people = GroupMap.parse("ada admin lasers\\n");
const found: number = check(hub, people).length;
const volumes: readonly string[] = mountsFor(hub, people, "ada").map(({ volume }) => volume);
const engine: undefined | Engine = undefined;
// @ts-expect-error a number has no unit
export const refused = (): HubDefinition => defineHub({ name: "optics", notebook: { limits: { memory: 4 } } });
const who: HubAccess = access(hub, people);
const place: Place = "/lab/lasers";
expectWrite(who, "ada", place);
expectNoRead(who, stranger(), place);
const options: MemoryEngineOptions = { images: ["debian:trixie-slim"], exec: () => ({ output: "" }) };
const memory = new MemoryEngine(options);
const directory = process.argv[2] ?? "";
mkdirSync(directory + "/roster", { recursive: true });
const { steps } = await up({ hub, people, directory }, { engine: memory });
const left = (await planUp({ hub, people, directory }, memory)).steps.length;
const started = [steps.length > 5, left, memory.calls.includes("startContainer optics")];
console.log(JSON.stringify({ started, found, volumes, lines: mountLines(hub, people, "ada"), files: Object.keys(generate(hub)), acting: [typeof up, typeof connectDocker], engine }));
`;

/** The smallest possible project, away from this repository. */
const PROJECT = {
  "package.json": JSON.stringify({ private: true, type: "module" }),
  "tsconfig.json": JSON.stringify({
    compilerOptions: {
      module: "nodenext",
      target: "es2023",
      strict: true,
      exactOptionalPropertyTypes: true,
      types: ["node"],
      outDir: "out",
      rootDir: ".",
    },
    files: ["program.ts"],
  }),
  "program.ts": PROGRAM,
};

describe("the package, installed in a project of somebody else's", function () {
  this.timeout(180_000);
  let project: string;
  let tarball: string;

  const run = (command: string, args: readonly string[], cwd = project) => {
    // No engine: what else is on this machine, such as another hub of the same name, does not matter for a package.
    const env = { ...process.env, DOCKER_HOST: `unix://${project}/none.sock` };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8", env });
    expect(status, `${command} ${args.join(" ")}\n${stdout}${stderr}`).to.equal(0);
    return stdout;
  };
  const hubwright = (args: readonly string[], cwd = project) =>
    run(join(project, "node_modules/.bin/hubwright"), args, cwd);

  before(() => {
    project = mkdtempSync(join(tmpdir(), "hubwright-package-"));
    for (const [name, text] of Object.entries(PROJECT)) writeFileSync(join(project, name), text);
    // It was built before the tests; `prepare` would only find that out again.
    const packed = JSON.parse(
      run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], ROOT),
    ) as unknown;
    tarball = join(project, filenameOf(packed));
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball, "@types/node@20"]);
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  it("contains what people use, and nothing about how it is built", () => {
    const files = run("tar", ["-tzf", tarball])
      .trim()
      .split("\n")
      .map((path) => path.replace("package/", ""));
    const allowed =
      /^(dist\/(lib|bin)\/|dist\/hub\.schema\.json$|docs\/|(package\.json|README\.md|LICENSE|CHANGELOG\.md)$)/;
    expect(files.filter((path) => !allowed.test(path))).to.deep.equal([]);
    expect(files).to.include.members([
      "dist/lib/index.js",
      "dist/lib/docker.js",
      "dist/lib/testing.js",
      "dist/lib/testing-chai.js",
      "dist/bin/hubwright.js",
    ]);
  });

  it("has types for its entry points, which run without chai", () => {
    run(process.execPath, [TSC, "-p", "."]);
    const said = JSON.parse(run(process.execPath, ["out/program.js", join(project, "hub")])) as Record<string, unknown>;
    expect(said).to.deep.include({
      found: 0,
      volumes: ["optics-user-ada", "optics-shared.lab-lasers"],
      lines: ["optics-user-ada /home/jovyan rw", "optics-shared.lab-lasers /lab/lasers rw"],
      acting: ["function", "function"],
      started: [true, 0, true],
    });
    expect(said["files"]).to.include.members(["compose.yaml", "jupyterhub_config.py"]);
  });

  it("brings the command, which says the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(hubwright(["--version"]).trim()).to.equal(version);
  });

  it("creates, checks and generates a hub without node_modules", () => {
    const directory = mkdtempSync(join(tmpdir(), "hubwright-alone-"));
    try {
      hubwright(["init", "optics", "--port", "18999"], directory);
      hubwright(["check"], directory);
      hubwright(["generate"], directory);
      expect(readdirSync(directory)).to.include.members(["hub.ts", "roster", "secrets", "deploy"]);
      expect(readFileSync(join(directory, "deploy/compose.yaml"), "utf8")).to.contain("optics-proxy");
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it("has a schema that accepts a hub with a volume of each kind, and refuses an unknown field", () => {
    const path = run(process.execPath, ["-p", `require.resolve("hubwright/hub.schema.json")`]).trim();
    const validate = new Ajv({ allowUnionTypes: true }).compile(JSON.parse(readFileSync(path, "utf8")) as object);
    const box = { per: "drop-box", at: "/in/{group}", collectAt: "/all/{group}/{person}" };
    const hub = {
      $schema: "./hub.schema.json",
      name: "optics",
      volumes: {
        home: { per: "person", at: "/home/jovyan" },
        lab: { per: "group", at: "/lab/{group}" },
        data: { per: "hub", at: "/data" },
        box,
        exam: { ...box, closes: "2026-12-11T23:59" },
      },
    };
    expect(validate(hub), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...hub, color: "blue" })).to.equal(false);
    // Traits are described for editors, and those of other classes are allowed.
    expect(
      validate({ ...hub, traits: { JupyterHub: { concurrent_spawn_limit: 20 }, OwnSpawner: { any: [1] } } }),
    ).to.equal(true);
    expect(validate({ ...hub, traits: { JupyterHub: { concurrent_spawn_limit: "many" } } })).to.equal(false);
    expect(validate({ ...hub, volumes: { box: { ...box, collectAt: 1 } } })).to.equal(false);
  });
});

/** npm 11 prints an object by name where older ones print a list. */
function filenameOf(packed: unknown): string {
  const [first] = Object.values(packed as Record<string, { readonly filename: string }>);
  if (first === undefined) throw new Error("npm pack has made no tarball.");
  return first.filename;
}
