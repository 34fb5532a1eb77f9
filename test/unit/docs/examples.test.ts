import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import * as library from "hubwright";
import * as docker from "hubwright/docker";
import * as testing from "hubwright/testing";
import { codeOn, type Example, typeProblems } from "./type-check.ts";

const SRC = new URL("../../../src/", import.meta.url);

/** What people start with, and the file that has it. A member is named after its class. */
const FIRST_STEPS = [
  "defineHub",
  "safeDefine",
  "check",
  "checkServer",
  "generate",
  "GroupMap.parse",
  "GroupMap.fromCsv",
  "GroupMap.fromJson",
  "GroupMap.edited",
  "GroupMap.diff",
  "mountsFor",
  "accessMatrix",
  "effectiveAccess",
  "compareAccess",
  "notebookFor",
  "perPerson",
  "perGroup",
  "perHub",
  "dropBox",
  "readTable",
  "derivePassword",
  "loadProject",
  "connectDocker",
  "up",
  "planUp",
  "formatPlan",
  "down",
  "writeDeploy",
];

const EXAMPLES = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .flatMap((path) => examplesIn(path, readFileSync(new URL(path, SRC), "utf8")));

describe("the examples in docstrings", () => {
  it("exist for everything that people start with", () => {
    const names = new Set(EXAMPLES.map(({ name }) => name));
    expect(FIRST_STEPS.filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it("compile, and so do the recipes", () => {
    const recipes = codeOn("docs/recipes.md");
    expect(recipes.length).to.be.greaterThan(1);
    expect(typeProblems([...EXAMPLES, ...recipes])).to.deep.equal([]);
  });

  it("are really checked: a wrong field and an unknown name are found", () => {
    const wrong: Example[] = [
      { from: "a", code: 'import { defineHub } from "hubwright";\ndefineHub({ name: "math", prot: 8000 });' },
      { from: "b", code: "defineHubs();" },
      { from: "c", code: 'import { up } from "hubwright/docker";\nawait up("math");' },
    ];
    const found = typeProblems(wrong);
    expect(found.map((problem) => problem.slice(0, 3))).to.deep.equal(["a: ", "b: ", "c: "]);
    expect(found[0]).to.contain("'prot'");
  });
});

/** The example of each declaration in a file, named after the declaration that follows its docstring. */
function examplesIn(path: string, text: string): readonly (Example & { readonly name: string })[] {
  const [, own = ""] = /\nexport class (\w+)/.exec(text) ?? [];
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[^])*?@example\n((?:(?!\*\/)[^])*)\*\/\n( *)(.*)/g)].map(
    ([, block = "", indent = "", declaration = ""]) => {
      const lines = block.split("\n").map((line) => line.replace(/^ *\* ?/, ""));
      const code = lines.slice(lines.indexOf("```ts") + 1, lines.lastIndexOf("```")).join("\n");
      const [, found = ""] = /^(?:export )?(?:async )?(?:static )?(?:function\*? )?(\w+)/.exec(declaration) ?? [];
      const name = indent === "" ? found : `${own}.${found}`;
      return { name, from: `src/${path} (${name})`, code: importsFor(code) + code };
    },
  );
}

/** The imports that an example leaves out, if its names are unmistakable: those of the library. */
function importsFor(code: string): string {
  return Object.entries({ hubwright: library, "hubwright/docker": docker, "hubwright/testing": testing })
    .flatMap(([from, module]) =>
      Object.keys(module)
        .filter((name) => new RegExp(`(?<![.\\w])${name}\\(|\\b${name}\\.|new ${name}\\b`).test(code))
        .filter((name) => !new RegExp(`import [^;]*\\b${name}\\b|(?:const|function) ${name}\\b`).test(code))
        .map((name) => `import { ${name} } from "${from}";\n`),
    )
    .join("");
}
