import { expect } from "chai";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { allFilesOf, CASES, filesOf } from "./cases.ts";

const EXPECTED = (name: string) => fileURLToPath(new URL(`expected/${name}`, import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../python-templates/hubwright_hub", import.meta.url));

/** UPDATE_GOLDEN=1 rewrites the files, to be reviewed like code; never where nobody reviews. */
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";

describe("generated files", () => {
  before(() => {
    if (isUpdate && process.env["CI"] !== undefined)
      throw new Error("UPDATE_GOLDEN is for people: review what it writes, then commit it.");
  });

  for (const [name, hub] of Object.entries(CASES)) {
    const files = filesOf(hub);
    if (isUpdate) before(() => write(EXPECTED(name), files));

    it(`of ${name} are those that are kept, and no others`, () => {
      expect(pathsBelow(EXPECTED(name))).to.deep.equal(Object.keys(files).toSorted());
    });

    for (const [path, text] of Object.entries(files)) {
      it(`of ${name}: ${path} is the same, byte for byte`, () => {
        expect(text).to.equal(readFileSync(join(EXPECTED(name), path), "utf8"));
      });
    }

    it(`of ${name} are the same every time, whatever the order of its fields`, () => {
      const turned = Object.fromEntries(Object.entries(hub).toReversed()) as typeof hub;
      expect(allFilesOf(turned)).to.deep.equal(allFilesOf(hub));
    });

    it(`of ${name} contain all of the hub's Python`, () => {
      const paths = Object.keys(allFilesOf(hub)).filter((path) => path.startsWith("hubwright_hub/"));
      const source = pathsBelow(PACKAGE).filter((path) => !path.includes("__pycache__"));
      expect(paths).to.deep.equal(source.map((path) => `hubwright_hub/${path}`));
    });

    it(`of ${name} end their lines as Unix does, and the last of them`, () => {
      for (const [path, text] of Object.entries(files)) {
        expect(text, path).to.match(/[^\n]\n$/);
        expect(text, path).not.to.match(/\r|[ \t]+\n/);
      }
    });
  }
});

function pathsBelow(directory: string): readonly string[] {
  return (readdirSync(directory, { recursive: true }) as string[])
    .filter((path) => statSync(join(directory, path)).isFile())
    .toSorted();
}

function write(directory: string, files: Readonly<Record<string, string>>): void {
  rmSync(directory, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
