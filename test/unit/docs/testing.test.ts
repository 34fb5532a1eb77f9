import { expect, use } from "chai";
import { readFileSync } from "node:fs";
import * as docker from "../../../src/docker.ts";
import * as main from "../../../src/index.ts";
import * as chaiEntry from "../../../src/testing-chai.ts";
import * as testing from "../../../src/testing.ts";
import { COURSE, PEOPLE, thrownBy } from "../testing/course.ts";

const PAGE = readFileSync(new URL("../../../docs/testing.md", import.meta.url), "utf8");
const README = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const ENTRIES: { readonly [name: string]: object } = {
  hubwright: main,
  "hubwright/docker": docker,
  "hubwright/testing": testing,
  "hubwright/testing/chai": chaiEntry,
};

describe("the page about testing", () => {
  it("imports only what there is", () => {
    const imports = [...`${README}${PAGE}`.matchAll(/import \{ ([^}]+) \} from "(hubwright[^"]*)"/g)];
    expect(imports.length).to.be.greaterThan(5);
    for (const [, names = "", entry = ""] of imports)
      for (const name of names.split(", ")) expect(ENTRIES[entry], entry).to.have.property(name);
  });

  it("mentions every function, and every assertion of chai", () => {
    for (const name of Object.keys(testing)) expect(PAGE).to.contain(name);
    const { expect: ask } = use(chaiEntry.accessAssertions);
    for (const name of ["letRead", "letWrite", "letNobody", "letOnly", "haveFile"]) {
      expect(PAGE).to.contain(`.${name}(`);
      expect(ask({})).to.have.property(name);
    }
    for (const [, name = ""] of PAGE.matchAll(/\.to\.(?:not\.)?(let\w+|haveFile)/g))
      expect(["letRead", "letWrite", "letNobody", "letOnly", "haveFile"]).to.include(name);
  });

  it("shows failures as they are", () => {
    const who = testing.access(COURSE, PEOPLE);
    const place = "/home/jovyan/team-1";
    for (const run of [
      () => testing.expectNoRead(who, "halljord", place),
      () => testing.expectRead(who, "ann@x.edu", place),
    ])
      expect(PAGE).to.contain(`\`\`\`\n${thrownBy(run)}\n\`\`\``);
  });
});
