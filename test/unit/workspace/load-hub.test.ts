import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { HubwrightError } from "../../../src/model/problem/hubwright-error.ts";
import { emitHubJson } from "../../../src/emit/hub-json.ts";
import * as hubwright from "../../../src/index.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { loadProject } from "../../../src/workspace/hub/load-hub.ts";
import { temporaryDirectory } from "./temporary.ts";

describe("loading a definition", () => {
  const directory = temporaryDirectory();
  const write = (file: string, text: string) => writeFileSync(join(directory(), file), text);
  const load = () => loadProject(directory(), { cache: join(directory(), "cache"), hubwright });
  const problemOf = async () =>
    load().then(
      () => expect.fail("It was loaded."),
      (error: unknown) => error,
    );

  it("gives hub.ts the running hubwright, without node_modules beside it", async () => {
    write(
      "hub.ts",
      `import { defineHub, perPerson } from "hubwright";\nexport default defineHub({ name: "math", port: 8001 as number, volumes: { home: perPerson({ at: "/home/jovyan" }) } });\n`,
    );
    const { hub, file } = await load();
    expect({ name: hub.name, port: hub.port, file }).to.deep.equal({ name: "math", port: 8001, file: "hub.ts" });
  });

  it("keeps the translation by content, and takes a change into account at once", async () => {
    write("hub.ts", `import { defineHub } from "hubwright";\nexport default defineHub({ name: "math" });\n`);
    await load();
    await load();
    expect(readdirSync(join(directory(), "cache"))).to.have.length(1);
    write("hub.ts", `import { defineHub } from "hubwright";\nexport default defineHub({ name: "physics" });\n`);
    expect((await load()).hub.name).to.equal("physics");
  });

  it("loads a hub.ts that takes parts from files beside it", async () => {
    write("ports.ts", "export const PORT: number = 8765;\n");
    write(
      "hub.ts",
      `import { defineHub } from "hubwright";\nimport { PORT } from "./ports.ts";\nexport default defineHub({ name: "math", port: PORT });\n`,
    );
    expect((await load()).hub.port).to.equal(8765);
    write("ports.ts", "export const PORT: number = 8766;\n");
    expect((await load()).hub.port).to.equal(8766);
  });

  it("loads a hub.ts that waits for something", async () => {
    write(
      "hub.ts",
      `import { defineHub } from "hubwright";\nconst name = await Promise.resolve("math");\nexport default defineHub({ name });\n`,
    );
    expect((await load()).hub.name).to.equal("math");
  });

  it("reads the same hub from hub.ts, hub.yaml and hub.json", async () => {
    write("hub.json", `{ "$schema": "x", "name": "math", "notebook": { "pip": ["numpy"] } }`);
    const fromJson = (await load()).hub;
    write("hub.yaml", "name: math\nnotebook:\n  pip: [numpy]\n");
    const fromYaml = (await load()).hub;
    write("hub.ts", `export default { name: "math", notebook: { pip: ["numpy"] } };\n`);
    const fromTypeScript = (await load()).hub;
    expect([fromYaml, fromTypeScript]).to.deep.equal([fromJson, fromJson]);
  });

  it("says which line of hub.ts cannot be read", async () => {
    write("hub.ts", "export default {\n  name: ,\n};\n");
    const problem = await problemOf();
    expect(problem).to.be.instanceOf(HubwrightError).with.property("code", "hub-unreadable");
    expect((problem as HubwrightError).message).to.match(/hub\.ts.*2/s);
  });

  it("says what hub.ts threw", async () => {
    write("hub.ts", `throw new Error("no such course");\n`);
    expect(((await problemOf()) as Error).message).to.include("no such course");
  });

  it("reports every error of a definition", async () => {
    write("hub.yaml", "name: Math Hub\nport: 99999\nvolums: {}\n");
    const problem = await problemOf();
    expect(problem).to.be.instanceOf(HubwrightError);
    expect((problem as HubwrightError).problems.map(({ code }) => code)).to.have.members([
      "hub-field-unknown",
      "hub-name-invalid",
      "port-invalid",
    ]);
  });

  it("says so in the directory of generated files, whose hub.json is not a definition", async () => {
    write("hub.json", emitHubJson(defineHub({ name: "math" }), null));
    const problem = await problemOf();
    expect(problem).to.be.instanceOf(HubwrightError).with.property("code", "hub-missing");
    expect((problem as HubwrightError).message).to.equal(`${directory()} contains only generated files.`);
    expect((problem as HubwrightError).hint).to.match(/directory of hub\.ts.*cd \.\.$/);
  });

  it("says what to do if there is no definition", async () => {
    const problem = await problemOf();
    expect(problem).to.be.instanceOf(HubwrightError).with.property("code", "hub-missing");
    expect((problem as HubwrightError).hint).to.include("hubwright init");
  });
});
