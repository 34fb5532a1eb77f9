import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { type Typo, TYPOS } from "./policy-typos.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const EXAMPLE = join(ROOT, "examples/policy-tests");
/** What the project installs, besides the package that was built here. */
const INSTALLED = ["chai", "mocha", "tsx", "@types/chai", "@types/mocha", "@types/node"];

type TestFile = "policy.test.ts" | "policy.node.ts";
const TEST_FILES: readonly TestFile[] = ["policy.test.ts", "policy.node.ts"];

/** What the tests of one directory said. */
interface Said {
  readonly passed: number;
  readonly failures: string;
}

/** Runs the mocha tests of directories, all in one process, and prints what they say as lines of JSON. */
const RUN_MOCHA = `
import Mocha from "mocha";
const say = (directory, isPassed, error) =>
  console.log(JSON.stringify([directory, isPassed, isPassed ? "" : error.name + ": " + error.message]));
for (const directory of process.argv.slice(2)) {
  const mocha = new Mocha({ reporter: class {} }).addFile(directory + "/policy.test.ts");
  try {
    await mocha.loadFilesAsync();
    const runner = (done) => mocha.run(done).on("pass", () => say(directory, true)).on("fail", (_, error) => say(directory, false, error));
    await new Promise(runner);
  } catch (error) {
    say(directory, false, error);
  }
}
`;

/** Runs the tests of node:test in the same way; its reporter is REPORTER. */
const RUN_NODE = `
for (const directory of process.argv.slice(2)) {
  try {
    await import(directory + "/policy.node.ts");
  } catch (error) {
    console.log(JSON.stringify([directory, false, error.name + ": " + error.message]));
  }
}
`;
const REPORTER = `
import { dirname } from "node:path";
export default async function* (events) {
  for await (const { type, data } of events) {
    if (type !== "test:pass" && type !== "test:fail") continue;
    const error = data.details.error?.cause;
    yield JSON.stringify([dirname(data.file), type === "test:pass", error?.name + ": " + error?.message]) + "\\n";
  }
}
`;

describe("a project that tests its policy with the built package", function () {
  this.timeout(180_000);
  let project: string;

  before(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), "hubwright-policy-")));
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

  it(`passes with mocha and chai, and fails with each of ${TYPOS.length} typos, because of the typo`, () => {
    writeFileSync(join(project, "mocha.mjs"), RUN_MOCHA);
    requireTypos("policy.test.ts", run(["--import", "tsx", "mocha.mjs", ...directories()]));
  });

  it(`passes with node:test, and fails with each of ${TYPOS.length} typos, because of the typo`, () => {
    writeFileSync(join(project, "reporter.mjs"), REPORTER);
    writeFileSync(join(project, "node.mjs"), RUN_NODE);
    const reporter = "--test-reporter=./reporter.mjs";
    requireTypos("policy.node.ts", run(["--import", "tsx", reporter, "node.mjs", ...directories()]));
  });

  function directories(): readonly string[] {
    return ["right", ...TYPOS.map((_, index) => `typo-${index}`)].map((name) => join(project, name));
  }

  function requireTypos(file: TestFile, said: (directory: string) => Said): void {
    expect(said(join(project, "right"))).to.deep.include({ failures: "" });
    expect(said(join(project, "right")).passed).to.be.greaterThan(6);
    for (const [index, typo] of TYPOS.entries()) {
      const isHere = typo.file === undefined || typo.file === file || typo.file === "roster/userlist";
      if (isHere) expect(said(join(project, `typo-${index}`)).failures, typo.what).to.contain(typo.says);
    }
  }

  function run(args: readonly string[]): (directory: string) => Said {
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
    const lines = stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Line]));
    expect(lines.length, stderr).to.be.greaterThan(0);
    return (directory) => {
      const theirs = lines.filter(([of]) => of === directory);
      return {
        passed: theirs.filter(([, isPassed]) => isPassed).length,
        failures: theirs.flatMap(([, isPassed, message]) => (isPassed ? [] : [message])).join("\n"),
      };
    };
  }
});

/** A line that RUN_MOCHA or the reporter prints. */
type Line = readonly [directory: string, isPassed: boolean, message: string];

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
