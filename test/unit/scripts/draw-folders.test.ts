import { expect } from "chai";
import { drawn, foldersOf, reduced, withDrawing } from "../../../scripts/draw-folders.mjs";

const graph = (arrows: { readonly [node: string]: readonly string[] }) =>
  new Map(Object.entries(arrows).map(([node, next]) => [node, new Set(next)]));

const module = (source: string, ...imports: readonly string[]) => ({
  source,
  dependencies: imports.map((resolved) => ({ resolved })),
});

const MODULES = [
  module("src/index.ts", "src/model/hub.ts", "src/cli/main.ts"),
  module("src/cli/main.ts", "src/model/hub.ts", "src/plan/step.ts", "src/cli/commands/up/up.ts", "node:path"),
  module("src/cli/commands/up/up.ts", "src/plan/step.ts", "node_modules/commander/index.js"),
  module("src/plan/step.ts", "src/model/roster/line.ts"),
  module("src/model/hub.ts"),
  module("src/model/roster/line.ts", "src/model/hub.ts"),
  module("node_modules/commander/index.js", "node:path"),
];

describe("the drawing of the folders", () => {
  it("counts the files of each folder and of the folders in it, but no entry points", () => {
    const folders = [...foldersOf(MODULES)].map(([name, { files, inside }]) => [name, files, [...inside]]);
    expect(folders).to.deep.equal([
      ["cli", 2, [["commands", 1]]],
      ["plan", 1, []],
      ["model", 2, [["roster", 1]]],
    ]);
  });

  it("knows which other folders of src/ each folder imports", () => {
    const imports = [...foldersOf(MODULES)].map(([name, folder]) => [name, [...folder.imports]]);
    expect(imports).to.deep.equal([
      ["cli", ["model", "plan"]],
      ["plan", ["model"]],
      ["model", []],
    ]);
  });

  it("leaves out arrows that follow from others", () => {
    const found = reduced(graph({ a: ["b", "c", "d", "e"], b: ["c", "d"], c: ["d"], e: ["d"] }));
    expect(Object.fromEntries(found)).to.deep.equal({ a: ["b", "e"], b: ["c"], c: ["d"], d: [], e: ["d"] });
  });

  it("has a folder before those that it imports, and otherwise in alphabetical order, however they were found", () => {
    const expected = ["top", "x", "y", "base"];
    for (const arrows of [
      { top: ["x", "y"], x: ["base"], y: ["base"] },
      { base: [], y: ["base"], x: ["base"], top: ["y", "x"] },
    ])
      expect([...reduced(graph(arrows)).keys()]).to.deep.equal(expected);
  });

  it("is refused for folders that import each other", () => {
    expect(() => reduced(graph({ top: ["a"], a: ["b"], b: ["a"] }))).to.throw("in a circle: a, b.");
  });

  it("is a flowchart with an arrow to what a folder imports, and round corners where it is pure", () => {
    expect(drawn(foldersOf(MODULES), (folder) => folder === "model").split("\n")).to.deep.equal([
      "```mermaid",
      "flowchart TD",
      '  cli["cli: 2 files<br/>commands 1"]',
      '  plan["plan: 1 file"]',
      '  model("model: 2 files<br/>roster 1")',
      "  cli --> plan",
      "  plan --> model",
      "```",
    ]);
  });

  it("is the same whatever the order of the files", () => {
    const isPure = () => false;
    expect(drawn(foldersOf(MODULES.toReversed()), isPure)).to.equal(drawn(foldersOf(MODULES), isPure));
  });

  it("replaces the earlier drawing, and nothing else on the page", () => {
    const page = withDrawing(
      "# A\n<!-- folders: drawn by node scripts/draw-folders.mjs -->\n<!-- end of folders -->\nB\n",
      "new",
    );
    expect(page).to.equal(
      "# A\n<!-- folders: drawn by node scripts/draw-folders.mjs -->\nnew\n<!-- end of folders -->\nB\n",
    );
    expect(withDrawing(page, "newer")).to.equal(page.replace("new", "newer"));
  });

  it("needs both markers on the page, once each", () => {
    const [begin, end] = ["<!-- folders: drawn by node scripts/draw-folders.mjs -->", "<!-- end of folders -->"];
    for (const page of ["", begin, end, `${end}${begin}`, `${begin}${end}${begin}${end}`])
      expect(() => withDrawing(page, "new"), page).to.throw("docs/design.md must have these two lines");
  });
});
