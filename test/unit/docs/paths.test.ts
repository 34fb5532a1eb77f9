import { expect } from "chai";
import { existsSync, readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../../../", import.meta.url);
/** docs/shown.md is about earlier commits. */
const PAGES = [
  "CONTRIBUTING.md",
  "README.md",
  "SECURITY.md",
  ...readdirSync(new URL("docs/", ROOT))
    .filter((name) => name.endsWith(".md") && name !== "shown.md")
    .map((name) => `docs/${name}`),
];
const PATH = /(?<![\w/.-])(?:src|test|python-templates|scripts|bench)\/[\w./-]*/g;

/** The paths of this repository that a page names, each without the punctuation after it. */
function pathsIn(text: string): readonly string[] {
  return [...text.matchAll(PATH)].map(([path]) => path.replace(/\.+$/, ""));
}

describe("the paths on a page", () => {
  for (const page of PAGES) {
    it(`exist: ${page}`, () => {
      const missing = pathsIn(readFileSync(new URL(page, ROOT), "utf8")).filter(
        (path) => !existsSync(new URL(path, ROOT)),
      );
      expect(missing).to.deep.equal([]);
    });
  }

  it("are found at all", () => {
    for (const page of ["CONTRIBUTING.md", "docs/design.md", "docs/seed.md", "docs/walkthroughs.md"])
      expect(pathsIn(readFileSync(new URL(page, ROOT), "utf8")).length, page).to.be.above(10);
    expect(
      pathsIn("See `src/a/b.ts`, (test/c/) and scripts/d.mjs. Not /src/e.ts or the/test/f; `src/check-…`."),
    ).to.deep.equal(["src/a/b.ts", "test/c/", "scripts/d.mjs", "src/check-"]);
  });
});
