import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { changedOrigin, compareDeploy, writeGenerated } from "../../../src/workspace/hub/deploy-directory.ts";
import { temporaryDirectory } from "./temporary.ts";

const ORIGIN = { definition: "d1", id: "i1", hubwright: "h1" };
const FILES = { "compose.yaml": "services: {}\n", "hubwright_hub/names.py": "HUB = 1\n" };

describe("the generated files", () => {
  const directory = temporaryDirectory();
  const path = (file: string) => join(directory(), "deploy", file);
  const write = (files = FILES, overwrite = false) => writeGenerated(directory(), files, { overwrite, origin: ORIGIN });

  it("are written, and not touched the second time", () => {
    expect(write().stale).to.deep.equal(Object.keys(FILES));
    const before = statSync(path("compose.yaml")).mtimeMs;
    expect(write()).to.deep.equal({ stale: [], missing: [], edited: [], left: [] });
    expect(statSync(path("compose.yaml")).mtimeMs).to.equal(before);
  });

  it("follow the definition", () => {
    write();
    write({ ...FILES, "compose.yaml": "services: {a: {}}\n" });
    expect(readFileSync(path("compose.yaml"), "utf8")).to.equal("services: {a: {}}\n");
  });

  it("are never overwritten if someone edited them", () => {
    write();
    writeFileSync(path("compose.yaml"), "mine\n");
    expect(() => write({ ...FILES, "compose.yaml": "new\n", "hubwright_hub/names.py": "HUB = 2\n" })).to.throw(
      HubwrightError,
      /deploy\/compose\.yaml was edited by hand/,
    );
    expect(readFileSync(path("compose.yaml"), "utf8")).to.equal("mine\n");
    expect(readFileSync(path("hubwright_hub/names.py"), "utf8")).to.equal("HUB = 1\n");
  });

  it("are overwritten on request, with the edited one kept", () => {
    write();
    writeFileSync(path("compose.yaml"), "mine\n");
    write({ ...FILES, "compose.yaml": "new\n" }, true);
    expect(readFileSync(path("compose.yaml"), "utf8")).to.equal("new\n");
    expect(readFileSync(path("compose.yaml.edited"), "utf8")).to.equal("mine\n");
    expect(write({ ...FILES, "compose.yaml": "new\n" })).to.deep.equal({
      stale: [],
      missing: [],
      edited: [],
      left: [],
    });
  });

  it("do not replace a file that was there before the first of them", () => {
    mkdirSync(join(directory(), "deploy"));
    writeFileSync(path("compose.yaml"), "somebody's own\n");
    expect(() => write()).to.throw(HubwrightError);
  });

  it("are removed if the definition no longer needs them, unless someone edited them", () => {
    write({ ...FILES, "extra/a.py": "a\n", "extra/b.py": "b\n" } as typeof FILES);
    writeFileSync(path("extra/b.py"), "mine\n");
    expect(write().left).to.deep.equal(["extra/a.py", "extra/b.py"]);
    expect([existsSync(path("extra/a.py")), existsSync(path("extra/b.py"))]).to.deep.equal([false, true]);
  });

  it("are compared without being written", () => {
    expect(compareDeploy(directory(), FILES).stale).to.deep.equal(Object.keys(FILES));
    expect(existsSync(join(directory(), "deploy"))).to.equal(false);
  });

  it("have a record of what they come from", () => {
    const changedFrom = (origin: Partial<typeof ORIGIN>) => changedOrigin(directory(), { ...ORIGIN, ...origin });
    expect(changedFrom({ definition: "d2" })).to.deep.equal([]);
    write();
    expect(changedFrom({})).to.deep.equal([]);
    expect(changedFrom({ definition: "d2" })).to.deep.equal(["definition"]);
    expect(changedFrom({ hubwright: "h2" })).to.deep.equal(["hubwright"]);
    expect(changedFrom({ definition: "d2", hubwright: "h2" })).to.deep.equal(["definition", "hubwright"]);
    expect(changedFrom({ id: "i2" })).to.deep.equal(["id"]);
  });

  it("have a record that an earlier version can read: every string in it is the digest of a path", () => {
    write();
    const record = JSON.parse(readFileSync(path(".generated.json"), "utf8")) as Readonly<Record<string, unknown>>;
    const paths = Object.keys(record).filter((key) => typeof record[key] === "string");
    expect(paths).to.deep.equal(Object.keys(FILES));
    expect(record[".generated.json"]).to.deep.equal(ORIGIN);
  });

  it("are read from the record of an earlier version, which does not say what they come from", () => {
    write();
    const { ".generated.json": _, ...digests } = JSON.parse(readFileSync(path(".generated.json"), "utf8")) as Readonly<
      Record<string, unknown>
    >;
    writeFileSync(path(".generated.json"), JSON.stringify(digests));
    const next = { ...FILES, "compose.yaml": "new\n" };
    expect(changedOrigin(directory(), { ...ORIGIN, definition: "d2" })).to.deep.equal([]);
    expect(compareDeploy(directory(), next)).to.deep.equal({
      stale: ["compose.yaml"],
      missing: [],
      edited: [],
      left: [],
    });
    write(next);
    expect(changedOrigin(directory(), { ...ORIGIN, hubwright: "h2" })).to.deep.equal(["hubwright"]);
  });

  it("count as edited if the record of them is incomplete", () => {
    write();
    writeFileSync(path(".generated.json"), '{ "compose.yaml": ');
    expect(() => write({ ...FILES, "compose.yaml": "new\n" })).to.throw(HubwrightError);
    expect(write()).to.deep.equal({ stale: [], missing: [], edited: [], left: [] });
  });
});
