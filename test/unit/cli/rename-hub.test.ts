import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { down } from "../../../src/cli/commands/down.ts";
import { plan } from "../../../src/cli/commands/plan.ts";
import { restart } from "../../../src/cli/commands/restart.ts";
import { up } from "../../../src/cli/commands/up/up.ts";
import { MemoryEngine } from "../../../src/engine/memory/memory-engine.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn } from "./fake-context.ts";

describe("a hub.ts with another name than the hub that is up", function () {
  // Where the hub ran, `up` asks its address for some seconds how long it is away, and here nobody answers.
  this.timeout(20_000);
  const directory = temporaryDirectory();
  let engine: MemoryEngine;

  beforeEach(async () => {
    const exec = () => ({ exitCode: 0, output: "[]" });
    engine = new MemoryEngine({ images: ["debian:trixie-slim"], exec, sizes: { "math-data": 5 * 2 ** 20 } });
    define("math");
    mkdirSync(join(directory(), "roster"));
    writeFileSync(join(directory(), "roster/userlist"), "hub-admin admin\nann team\n");
    await up(contextIn(directory(), { engine }), {});
    define("geo");
  });

  const define = (name: string) => writeFileSync(join(directory(), "hub.yaml"), `name: ${name}\nport: 18973\n`);
  const volumes = async () => (await engine.observe([])).volumes.map(({ name }) => name);

  it("has a plan that says what the hub was called, what becomes of it, and what that means for people", async () => {
    const context = contextIn(directory(), { engine });
    expect(await plan(context, {})).to.equal(2);
    const printed = context.printed.join("\n");
    for (const line of [
      "! This directory's hub was called math until now, and has 2 volumes; 0 people are working.",
      "the largest one, math-data (5 MiB), exists twice",
      "+ volume geo-data, copied from math-data (the hub is called geo now)",
      "the hub will be at /geo, not at /math",
      "To apply this, run: hubwright up --rename",
    ])
      expect(printed).to.include(line);
    const data = contextIn(directory(), { engine });
    await plan(data, { json: true });
    expect(JSON.parse(data.printed.join("\n"))).to.deep.include({ formerNames: ["math"] });
    expect(await volumes()).to.deep.equal(["math-data", "math-shared-team"]);
  });

  it("is renamed only on request: by an option, or by its word on a terminal", async () => {
    for (const typed of ["", "y", "yes"]) {
      const context = contextIn(directory(), { engine, answer: true, typed });
      const failure = await up(context, {}).catch((error: unknown) => error);
      expect(failure).to.have.property("code", "hub-renamed");
      expect(context.problems.join("\n")).to.include("called math until now").and.include("up --rename");
      expect(context.questions).to.have.length(1);
    }
    const nobody = contextIn(directory(), { engine });
    expect(await up(nobody, {}).catch((error: unknown) => error)).to.have.property("code", "hub-renamed");
    expect(nobody.questions).to.deep.equal([]);
    expect(await volumes()).to.deep.equal(["math-data", "math-shared-team"]);
    const meant = contextIn(directory(), { engine, answer: true, typed: "rename" });
    expect(await up(meant, {})).to.equal(0);
    expect(await volumes()).to.have.members(["geo-data", "geo-shared-team"]);
    const printed = meant.printed.join("\n");
    expect(printed)
      .to.include("Renamed math to geo, with 2 volumes")
      .and.include("location /geo/")
      .and.include("remove /etc/nginx/hubwright/math.conf");
  });

  it("stops commands that would look past the hub that runs", async () => {
    for (const command of [down, restart]) {
      const failure = await command(contextIn(directory(), { engine }), {}).catch((error: unknown) => error);
      expect(failure).to.have.property("code", "hub-renamed");
    }
    expect((await engine.observe([])).containers.map(({ name }) => name)).to.have.members(["math", "math-proxy"]);
  });
});
