import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import * as hubwright from "../../../src/index.ts";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";
import { renamedDefinition } from "../../../src/workspace/hub/renamed-definition.ts";
import { temporaryDirectory } from "./temporary.ts";

const IMPORT = 'import { defineHub } from "hubwright";\n';

describe("the definition of a hub, copied for a hub with another name and port", () => {
  const directory = temporaryDirectory();
  const copyOf = (file: string, text: string) => {
    writeFileSync(join(directory(), file), text);
    return renamedDefinition(join(directory(), file), { name: "algebra", port: 8124 });
  };

  const definitions: readonly (readonly [string, string, string, string])[] = [
    [
      "keeps comments, order and quotes",
      "hub.ts",
      `${IMPORT}// ours since 2019\nexport default defineHub({\n  port: 8000, // behind nginx\n  name: 'math',\n});\n`,
      `${IMPORT}// ours since 2019\nexport default defineHub({\n  port: 8124, // behind nginx\n  name: 'algebra',\n});\n`,
    ],
    [
      "leaves names and ports in comments and texts unchanged",
      "hub.ts",
      `// name: "math", port: 8000 since 2019\nexport default {\n  /* name: "old" */\n  traits: { Hub: { note: "name: math, port: 8000" } },\n  name: "math",\n  port: 8000,\n};\n`,
      `// name: "math", port: 8000 since 2019\nexport default {\n  /* name: "old" */\n  traits: { Hub: { note: "name: math, port: 8000" } },\n  name: "algebra",\n  port: 8124,\n};\n`,
    ],
    [
      "leaves the name and port of anything else unchanged",
      "hub.ts",
      `const other = { name: "stats", port: 8001 };\nexport default { traits: { Hub: { port: 8081, name: other.name } }, name: "math", port: 8000 };\n`,
      `const other = { name: "stats", port: 8001 };\nexport default { traits: { Hub: { port: 8081, name: other.name } }, name: "algebra", port: 8124 };\n`,
    ],
    [
      "replaces a name in backquotes, and one with expressions in it",
      "hub.ts",
      "const term = 7;\nexport default { name: `math${term}`, port: 8000 + term };\n",
      'const term = 7;\nexport default { name: "algebra", port: 8124 };\n',
    ],
    [
      "replaces a name that is computed",
      "hub.ts",
      `export default { name: ["ma", "th"].join(""), port: Number("8000") };\n`,
      `export default { name: "algebra", port: 8124 };\n`,
    ],
    [
      "finds keys in quotes, in brackets and in backquotes",
      "hub.ts",
      'export default { "name": "math", [`port`]: 8000, ["roster"]: "roster/list" };\n',
      'export default { "name": "algebra", [`port`]: 8124, ["roster"]: "roster/list" };\n',
    ],
    [
      "adds a port next to a name in a line",
      "hub.ts",
      `export default { name: "math", notebook: { pip: ["numpy"] } };\n`,
      `export default { name: "algebra", port: 8124, notebook: { pip: ["numpy"] } };\n`,
    ],
    [
      "adds a port on a line of its own",
      "hub.ts",
      `${IMPORT}export default defineHub({\n    name: "math", // the class\n    metrics: true,\n});\n`,
      `${IMPORT}export default defineHub({\n    name: "algebra", // the class\n    port: 8124,\n    metrics: true,\n});\n`,
    ],
    [
      "changes constants where they are written",
      "hub.ts",
      "const name = `math`;\nexport const PORT = 8000 as number;\nexport default { name, port: PORT };\n",
      'const name = "algebra";\nexport const PORT = 8124 as number;\nexport default { name, port: PORT };\n',
    ],
    [
      "replaces constants that are computed, and methods",
      "hub.ts",
      `const name = ["math"].join("");\nexport default { name, get port() { return 8000; } };\n`,
      `const name = ["math"].join("");\nexport default { name: "algebra", port: 8124 };\n`,
    ],
    [
      "replaces an awaited name, after characters of any length",
      "hub.ts",
      `\uFEFF// 🎓 漢字\nconst name = await Promise.resolve("math");\nexport default { name, port: 8000 };\n`,
      `\uFEFF// 🎓 漢字\nconst name = await Promise.resolve("math");\nexport default { name: "algebra", port: 8124 };\n`,
    ],
    [
      "follows the export to where the hub is defined",
      "hub.ts",
      `import { defineHub as define, type HubInput } from "hubwright";\nconst input = { name: "math", port: 8000 } satisfies HubInput;\nconst hub = define(input as HubInput);\nexport { hub as default };\n`,
      `import { defineHub as define, type HubInput } from "hubwright";\nconst input = { name: "algebra", port: 8124 } satisfies HubInput;\nconst hub = define(input as HubInput);\nexport { hub as default };\n`,
    ],
    [
      "writes the fields after shared ones, which would win otherwise",
      "hub.ts",
      `const shared = { name: "math", port: 8000 };\nexport default {\n  name: "ours",\n  ...shared,\n};\n`,
      `const shared = { name: "math", port: 8000 };\nexport default {\n  ...shared,\n  name: "algebra",\n  port: 8124,\n};\n`,
    ],
    [
      "does the same if there are only shared ones",
      "hub.ts",
      `const shared = { name: "math" };\nexport default { ...shared };\n`,
      `const shared = { name: "math" };\nexport default { ...shared, name: "algebra", port: 8124 };\n`,
    ],
    [
      "puts the fields around an object that comes from elsewhere",
      "hub.ts",
      `import * as hubwright from "hubwright";\nconst course = (name: string) => ({ name, port: 8000 });\nexport default hubwright.defineHub(course("math"));\n`,
      `import * as hubwright from "hubwright";\nconst course = (name: string) => ({ name, port: 8000 });\nexport default hubwright.defineHub({ ...course("math"), name: "algebra", port: 8124 });\n`,
    ],
    [
      "does the same if the object is known only at run time",
      "hub.mjs",
      `const hubs = [{ name: "math" }];\nexport default hubs.length > 1 ? hubs[1] : hubs[0];\n`,
      `const hubs = [{ name: "math" }];\nexport default { ...(hubs.length > 1 ? hubs[1] : hubs[0]), name: "algebra", port: 8124 };\n`,
    ],
    [
      "changes JSON",
      "hub.json",
      `{\n  "$schema": "name: port",\n  "name": "math",\n  "notebook": { "pip": [] }\n}\n`,
      `{\n  "$schema": "name: port",\n  "name": "algebra",\n  "port": 8124,\n  "notebook": { "pip": [] }\n}\n`,
    ],
    [
      "changes YAML with its comments",
      "hub.yaml",
      `# name: math\ntraits: { Hub: { note: "name: math" } }\nname: 'math' # port: 8000\nport: 8000\n`,
      `# name: math\ntraits: { Hub: { note: "name: math" } }\nname: 'algebra' # port: 8000\nport: 8124\n`,
    ],
    ["adds a port to YAML", "hub.yml", `metrics: true\nname: math\n`, `metrics: true\nname: algebra\nport: 8124\n`],
    [
      "adds a port to YAML in braces",
      "hub.yml",
      `{ metrics: true, name: math }\n`,
      `{ metrics: true, name: algebra, port: 8124 }\n`,
    ],
    [
      "replaces a name that YAML writes as a block",
      "hub.yml",
      `name: |-\n  math\nport:\n  8000\n`,
      `name: algebra\nport:\n  8124\n`,
    ],
  ];
  for (const [title, file, text, expected] of definitions)
    it(title, async () => {
      const copied = await copyOf(file, text);
      expect(copied).to.equal(expected);
      const copy = join(directory(), "algebra");
      mkdirSync(copy);
      writeFileSync(join(copy, file), copied);
      const { hub } = await loadProject(copy, { cache: join(directory(), "cache"), hubwright });
      expect({ name: hub.name, port: hub.port }).to.deep.equal({ name: "algebra", port: 8124 });
    });

  it("keeps a name of digits a text in YAML", async () => {
    writeFileSync(join(directory(), "hub.yaml"), "name: math\nport: 8000\n");
    expect(await renamedDefinition(join(directory(), "hub.yaml"), { name: "8660", port: 8124 })).to.equal(
      'name: "8660"\nport: 8124\n',
    );
  });

  for (const [what, file, text] of [
    ["is not TypeScript", "hub.ts", "export default {\n  name: ,\n};\n"],
    ["exports nothing", "hub.ts", `const hub = { name: "math", port: 8000 };\n`],
    ["exports a function", "hub.ts", `export default function hub() {}\n`],
    ["is not YAML", "hub.yaml", `name: "math\nport: [\n`],
    ["is a list", "hub.yaml", `- name: math\n`],
  ] as const)
    it(`is refused if it ${what}`, async () => {
      const failure = await copyOf(file, text).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(HubwrightError).with.property("code", "hub-unreadable");
    });
});
