import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../../../", import.meta.url);
const PACKAGE = "python-templates/hubwright_hub";
const MODULES = readdirSync(new URL(PACKAGE, ROOT), { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".py"),
);

interface Walkthrough {
  readonly title: string;
  readonly steps: readonly (readonly string[])[];
}

const WALKTHROUGHS = readFileSync(new URL("docs/walkthroughs.md", ROOT), "utf8")
  .split(/^## /m)
  .slice(1)
  .map((section): Walkthrough => {
    const [title = "", ...lines] = section.split("\n");
    const rows = lines.filter((line) => /^\| \d/.test(line));
    return { title, steps: rows.map((row) => row.split("|").slice(1, -1)) };
  });

describe("docs/walkthroughs.md", () => {
  it("has three walkthroughs", () => {
    expect(WALKTHROUGHS).to.have.length(3);
  });

  for (const { title, steps } of WALKTHROUGHS) {
    it(`numbers its steps, and says what is decided at each: ${title}`, () => {
      expect(steps.length).to.be.within(10, 20);
      expect(steps.map(([number = ""]) => number.trim())).to.deep.equal(steps.map((_, index) => String(index + 1)));
      for (const step of steps) expect(step.at(-1)?.trim(), step[0]).to.match(/^[a-z`]/);
    });

    for (const [number = "", ...cells] of steps) {
      it(`names files and functions that exist: ${title}, step ${number.trim()}`, () => {
        const places = cells.slice(0, -1).flatMap(placesIn);
        expect(places).not.to.have.length(0);
        for (const { file, names } of places)
          for (const name of names)
            expect(
              textsOf(file).some((text) => hasDefinition(text, name)),
              `${name} in ${file}`,
            ).to.equal(true);
      });
    }
  }

  it("notices a function that does not exist, or is only used in the file", () => {
    expect(placesIn("`a.ts`: `b`, `C.d`; `e.py`: `f`")).to.deep.equal([
      { file: "a.ts", names: ["b", "C.d"] },
      { file: "e.py", names: ["f"] },
    ]);
    const text = "export class GroupMap {\n  static parse(text: string) {\n    return readRoster(text);\n  }\n}\n";
    expect(hasDefinition(text, "GroupMap.parse")).to.equal(true);
    expect(hasDefinition(text, "GroupMap.person")).to.equal(false);
    expect(hasDefinition(text, "readRoster")).to.equal(false);
    expect(() => placesIn("`a.ts`: b")).to.throw("a.ts");
  });
});

/** The files in a cell, each with its functions: `` `file`: `name`, `name`; `file`: … `` */
function placesIn(cell: string): readonly { readonly file: string; readonly names: readonly string[] }[] {
  if (cell.trim() === "") return [];
  return cell.split(";").map((place) => {
    const [, file, names] = /^ *`([\w/.-]+\.(?:ts|py))`: ((?:`[\w.]+`(?:, )?)+) *$/.exec(place) ?? [];
    if (file === undefined || names === undefined) throw new Error(`Not a file and its functions: ${place}`);
    return { file, names: [...names.matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => name) };
  });
}

/** The content of a file. Modules of the hub's Python are named without their folder. */
function textsOf(file: string): readonly string[] {
  const paths = file.endsWith(".py")
    ? MODULES.filter((path) => path.split("/").at(-1) === file).map((path) => `${PACKAGE}/${path}`)
    : [file].filter((path) => existsSync(new URL(path, ROOT)));
  expect(
    paths,
    `${file}: write the path from the root of the repository; for the hub's Python, only the name`,
  ).not.to.have.length(0);
  return paths.map((path) => readFileSync(new URL(path, ROOT), "utf8"));
}

/** Whether a file defines a function, class or type, or a method of a class: `Class.method`. */
function hasDefinition(text: string, name: string): boolean {
  const [outer = "", method] = name.split(".");
  const isOuter = new RegExp(
    String.raw`^(?:export )?(?:(?:async )?function|const|(?:abstract )?class|interface|type|(?:async )?def) ${outer}\b`,
    "m",
  ).test(text);
  if (method === undefined) return isOuter;
  return (
    isOuter && new RegExp(String.raw`^(?: {2}(?:static |async |get )*| {4}(?:async )?def )${method}\(`, "m").test(text)
  );
}
