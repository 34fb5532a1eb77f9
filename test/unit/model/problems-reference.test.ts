import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { DIAGNOSTIC_CODES, FAILURE_CODES, FINDING_CODES } from "../../../src/model/problem/problem-codes.ts";

const SOURCE = new URL("../../../src/", import.meta.url);
const GROUPS: readonly (readonly string[])[] = Object.values(FAILURE_CODES);
const CODES = GROUPS.flat();

/** The text of a page in docs/. */
const page = (path: string) => readFileSync(new URL(`../../../docs/${path}`, import.meta.url), "utf8");

/** The sections of the reference, each with its entries. */
const SECTIONS = page("reference/problems.md")
  .split(/^## /m)
  .slice(1)
  .map((section) => {
    const [introduction = "", ...entries] = section.split(/^### /m);
    return {
      introduction,
      entries: entries.map((entry) => {
        const [code = "", ...lines] = entry.trimEnd().split("\n");
        return { code, lines };
      }),
    };
  });

const ENTRIES = SECTIONS.flatMap(({ entries }) => entries);

describe("the reference of problems", () => {
  it("has an entry for each code, in the same groups and order, and no others", () => {
    expect(SECTIONS.map(({ entries }) => entries.map(({ code }) => code))).to.deep.equal(GROUPS);
  });

  it("says in one sentence what each group is about", () => {
    for (const { introduction } of SECTIONS) expect(introduction).to.match(/^[^\n]+\n\n[A-Z][^.\n]*\.\n\n$/);
  });

  for (const { code, lines } of ENTRIES)
    it(`says what ${code} means, and what to do`, () => {
      expect(lines).to.have.lengthOf(2);
      for (const line of lines) expect(line).to.match(/^\S.*[.:)`]$/u);
    });

  it("points to the other entry of a code that doctor has too", () => {
    const both = CODES.filter((code) => (FINDING_CODES as readonly string[]).includes(code));
    expect(both).to.include("engine-missing");
    for (const code of both) {
      const text = ENTRIES.find((entry) => entry.code === code)?.lines.join("\n");
      expect(text).to.include(`(../troubleshooting.md#${code})`);
    }
  });

  it("points only to headings and pages that exist", () => {
    const links = [...page("reference/problems.md").matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)];
    expect(links).not.to.be.empty;
    for (const [, path = "", heading] of links) {
      const text = page(path.startsWith("../") ? path.slice("../".length) : `reference/${path}`);
      const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) => anchorOf(title));
      if (heading !== undefined) expect(headings, path).to.include(heading);
    }
  });
});

describe("the codes of problems", () => {
  it("are each in one group", () => {
    expect([...new Set(CODES)]).to.deep.equal(CODES);
  });

  it("mean one thing: none is a diagnostic as well", () => {
    const diagnostics: ReadonlySet<string> = new Set(DIAGNOSTIC_CODES);
    expect(CODES.filter((code) => diagnostics.has(code))).to.deep.equal([]);
  });

  it("are all used", () => {
    const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" });
    // The second one is generated: the hub's Python as text.
    const others = ["model/problem/problem-codes.ts", "emit/hub-package.ts"];
    const code = files
      .filter((path) => path.endsWith(".ts") && !others.includes(path))
      .map((path) => readFileSync(new URL(path, SOURCE), "utf8").replace(/^\s*(?:\/\/|\/?\*).*$/gm, ""))
      .join("\n");
    expect(CODES.filter((one) => !code.includes(`"${one}"`))).to.deep.equal([]);
  });
});

/** The name of a heading in a link, as GitHub makes it. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
