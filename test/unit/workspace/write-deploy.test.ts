import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { defineHub, generate, HubwrightError } from "hubwright";
import { writeDeploy } from "hubwright/docker";
import { withLock } from "../../../src/workspace/lock.ts";
import { temporaryDirectory } from "./temporary.ts";

const MATH = defineHub({ name: "math" });
const WITH_METRICS = defineHub({ name: "math", metrics: true });

describe("writeDeploy", () => {
  const directory = temporaryDirectory();
  const path = (file: string) => join(directory(), "deploy", file);
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => "no error",
      (error: unknown) => (error instanceof HubwrightError ? error.code : String(error)),
    );

  it("writes exactly what generate returns, and nothing the second time", async () => {
    const { written, removed, left } = await writeDeploy({ hub: MATH, directory: directory() });
    const files = generate(MATH);
    expect([...written].sort()).to.deep.equal(Object.keys(files).sort());
    expect([removed, left]).to.deep.equal([[], []]);
    for (const [file, text] of Object.entries(files)) expect(readFileSync(path(file), "utf8")).to.equal(text);
    const before = statSync(path("compose.yaml")).mtimeMs;
    expect(await writeDeploy({ hub: MATH, directory: directory() })).to.deep.equal({
      written: [],
      removed: [],
      left: [],
    });
    expect(statSync(path("compose.yaml")).mtimeMs).to.equal(before);
  });

  it("creates the directory, and leaves no lock behind", async () => {
    const place = join(directory(), "hubs", "math");
    await writeDeploy({ hub: MATH, directory: place });
    expect(existsSync(join(place, "deploy", "compose.yaml"))).to.equal(true);
    expect(existsSync(join(place, ".hubwright", "lock"))).to.equal(false);
  });

  it("uses the hub's id and the extraConfig files of the directory", async () => {
    mkdirSync(join(directory(), ".hubwright"), { recursive: true });
    writeFileSync(join(directory(), ".hubwright", "id"), "abcdefghij01\n");
    writeFileSync(join(directory(), "more.py"), "c.JupyterHub.debug_db = False\n");
    const hub = defineHub({ name: "math", extraConfig: ["more.py"] });
    await writeDeploy({ hub, directory: directory() });
    expect(readFileSync(path("extra/more.py"), "utf8")).to.equal("c.JupyterHub.debug_db = False\n");
    expect(readFileSync(path("compose.yaml"), "utf8")).to.contain("abcdefghij01");
  });

  it("writes nothing if a file of extraConfig does not exist", async () => {
    const hub = defineHub({ name: "math", extraConfig: ["more.py"] });
    expect(await failure(writeDeploy({ hub, directory: directory() }))).to.equal("extra-config-missing");
    expect(existsSync(join(directory(), "deploy"))).to.equal(false);
  });

  it("writes nothing over an edit, unless asked, and then keeps the edit", async () => {
    await writeDeploy({ hub: MATH, directory: directory() });
    writeFileSync(path("nginx.conf"), "mine\n");
    expect(await failure(writeDeploy({ hub: WITH_METRICS, directory: directory() }))).to.equal("files-edited");
    expect(existsSync(path("prometheus.yml"))).to.equal(false);
    const { written } = await writeDeploy({ hub: WITH_METRICS, directory: directory() }, { overwrite: true });
    expect(written).to.include.members(["nginx.conf", "prometheus.yml"]);
    expect(readFileSync(path("nginx.conf.edited"), "utf8")).to.equal("mine\n");
  });

  it("says which files are gone, and which stay because someone edited them", async () => {
    await writeDeploy({ hub: WITH_METRICS, directory: directory() });
    expect((await writeDeploy({ hub: MATH, directory: directory() })).removed).to.deep.equal(["prometheus.yml"]);
    expect(existsSync(path("prometheus.yml"))).to.equal(false);
    await writeDeploy({ hub: WITH_METRICS, directory: directory() });
    writeFileSync(path("prometheus.yml"), "mine\n");
    const { removed, left } = await writeDeploy({ hub: MATH, directory: directory() });
    expect({ removed, left }).to.deep.equal({ removed: [], left: ["prometheus.yml"] });
    expect(readFileSync(path("prometheus.yml"), "utf8")).to.equal("mine\n");
  });

  it("refuses while another run works on the hub", async () => {
    const refused = await withLock(directory(), () => failure(writeDeploy({ hub: MATH, directory: directory() })));
    expect(refused).to.equal("hub-locked");
  });
});
