import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type Typo, TYPOS } from "./policy-typos.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXAMPLE = join(ROOT, "examples/policy-tests");
/** What the project installs, besides the package that was built here. */
const INSTALLED = ["chai", "mocha", "tsx", "@types/chai", "@types/mocha", "@types/node"];

type TestFile = "policy.test.ts" | "policy.node.ts";
const TEST_FILES: readonly TestFile[] = ["policy.test.ts", "policy.node.ts"];

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the mocha tests of directories, all in one process, and prints their failures by directory as JSON. */
const RUN_MOCHA = `
import Mocha from "mocha";
const found = {};
for (const directory of process.argv.slice(1)) {
  const mocha = new Mocha({ reporter: class {} }).addFile(directory + "/policy.test.ts");
  const said = [];
  try {
    await mocha.loadFilesAsync();
    await new Promise((done) => mocha.run(done).on("fail", (_, error) => said.push(error.name + ": " + error.message)));
  } catch (error) {
    said.push(error.name + ": " + error.message);
  }
  found[directory] = said.join("\\n");
}
console.log(JSON.stringify(found));
`;

describe("a project that tests its policy with the built package", function () {
  this.timeout(180_000);
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), "hubwright-policy-"));
    const link = (name: string, target: string) => {
      mkdirSync(dirname(join(project, "node_modules", name)), { recursive: true });
      symlinkSync(target, join(project, "node_modules", name));
    };
    for (const name of INSTALLED) link(name, join(ROOT, "node_modules", name));
    link("hubwright", ROOT);
    writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
    cpSync(EXAMPLE, join(project, "right"), { recursive: true });
    for (const [index, typo] of TYPOS.entries()) writeWithTypo(join(project, `typo-${index}`), typo);
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  it("compiles", () => {
    const compilerOptions = {
      module: "nodenext",
      target: "es2023",
      strict: true,
      noEmit: true,
      allowImportingTsExtensions: true,
      types: ["node", "mocha"],
    };
    writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["right"] }));
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", "."], { cwd: project, encoding: "utf8" });
    expect(status, stdout).to.equal(0);
  });

  it(`passes with mocha and chai, and fails with each of ${TYPOS.length} typos, because of the typo`, async () => {
    const directories = ["right", ...TYPOS.map((_, index) => `typo-${index}`)].map((name) => join(project, name));
    const args = ["--import", "tsx", "--input-type=module", "--eval", RUN_MOCHA, ...directories];
    const { output, errors } = await run(args);
    expect(output, errors).to.not.equal("");
    const failures = JSON.parse(output) as { readonly [directory: string]: string };
    expect(failures[join(project, "right")]).to.equal("");
    for (const [index, typo] of TYPOS.entries()) {
      if (typo.file === "policy.node.ts") continue;
      expect(failures[join(project, `typo-${index}`)], typo.what).to.contain(typo.says);
    }
  });

  it(`passes with node:test, and fails with each of ${TYPOS.length} typos, because of the typo`, async () => {
    const right = await run(["--import", "tsx", join(project, "right/policy.node.ts")]);
    expect(right.status, right.output).to.equal(0);
    const left = TYPOS.map((typo, index) => ({ typo, index })).filter(({ typo }) => typo.file !== "policy.test.ts");
    const one = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const { status, output } = await run(["--import", "tsx", join(project, `typo-${next.index}/policy.node.ts`)]);
        expect(status, next.typo.what).to.equal(1);
        expect(withoutEscapes(output), next.typo.what).to.contain(next.typo.says.replace(/^\w+: /, ""));
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, one));
  });

  async function run(args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, args, { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
    const [output, errors, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((done, fail) => child.on("error", fail).on("close", done)),
    ]);
    return { status, output, errors };
  }
});

/** The project with one typo; a typo that is not in a file it should be in is an error. */
function writeWithTypo(directory: string, { what, file, from, to }: Typo): void {
  cpSync(EXAMPLE, directory, { recursive: true });
  for (const path of file === undefined ? TEST_FILES : [file]) {
    const text = readFileSync(join(directory, path), "utf8");
    if (!text.includes(from)) throw new Error(`${path} has no ${from}, for ${what}.`);
    writeFileSync(
      join(directory, path),
      text.replace(from, () => to),
    );
  }
}

/** TAP escapes some characters of messages. */
function withoutEscapes(output: string): string {
  return output.replaceAll('\\"', '"').replaceAll("\\\\", "\\");
}
