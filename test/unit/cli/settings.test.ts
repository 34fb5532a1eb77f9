import { lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { add } from "../../../src/cli/commands/settings/add.ts";
import { set } from "../../../src/cli/commands/settings/set.ts";
import { unset } from "../../../src/cli/commands/settings/unset.ts";
import { reportError } from "../../../src/cli/report-error.ts";
import { temporaryDirectory } from "../workspace/temporary.ts";
import { contextIn, type FakeContext } from "./fake-context.ts";

const HUB = `import { defineHub } from "hubwright";

export default defineHub({
  name: "math",
  port: 8000, // behind nginx
  notebook: {
    pip: ["numpy==2.3.0"], // for everyone
    limits: { memory: "4GiB" },
  },
  // the end
});
`;

describe("changing the definition from the command line", () => {
  const directory = temporaryDirectory();
  const path = (file = "hub.ts") => join(directory(), file);
  const text = (file?: string) => readFileSync(path(file), "utf8");

  beforeEach(() => {
    mkdirSync(path("roster"));
    writeFileSync(path("roster/userlist"), "hub-admin admin shared\n");
    writeFileSync(path(), HUB);
  });

  /** Runs a command the way main.ts does; what it throws is reported. */
  async function run(
    command: (context: FakeContext) => Promise<number>,
    given: object = {},
  ): Promise<FakeContext & { readonly exitCode: number }> {
    const context = { ...contextIn(directory()), ...given };
    const exitCode = await command(context).catch((error: unknown) => {
      reportError(context.terminal, error, { withTrace: false });
      return 1;
    });
    return { ...context, exitCode };
  }
  const setting = (field: string, ...values: readonly string[]) => run((context) => set(context, { field, values }));
  const adding = (what: string, names: readonly string[], flags: object = {}) =>
    run((context) => add(context, { what, names, ...flags }));
  const unsetting = (field: string, ...items: readonly string[]) => run((context) => unset(context, { field, items }));

  it("shows the difference, saves the file, and says what to run next", async () => {
    const { exitCode, printed, problems } = await setting("notebook.limits.memory", "8GiB");
    expect({ exitCode, problems }).to.deep.equal({ exitCode: 0, problems: [] });
    expect(printed).to.deep.equal([
      "hub.ts:8",
      `-     limits: { memory: "4GiB" },`,
      `+     limits: { memory: "8GiB" },`,
      "Saved hub.ts. To see what it changes, run: hubwright plan",
    ]);
    expect(text()).to.equal(HUB.replace("4GiB", "8GiB"));
  });

  it("changes nothing the second time", async () => {
    await setting("notebook.limits.memory", "8GiB");
    const once = text();
    const { exitCode, printed } = await setting("notebook.limits.memory", "8GiB");
    expect(exitCode).to.equal(0);
    expect(printed).to.deep.equal([`notebook.limits.memory is already "8GiB" in hub.ts.`, "hub.ts is unchanged."]);
    expect(text()).to.equal(once);
  });

  it("only shows the difference with --dry-run", async () => {
    const { exitCode, printed } = await run((context) =>
      set(context, { field: "port", values: ["9000"], dryRun: true }),
    );
    expect(exitCode).to.equal(0);
    expect(printed.at(-1)).to.equal("Nothing was saved (--dry-run).");
    expect(text()).to.equal(HUB);
  });

  it("names the directory in the next command, if there is one", async () => {
    const { printed } = await run((context) => set(context, { field: "port", values: ["9000"], dir: directory() }));
    expect(printed.at(-1)).to.equal(`Saved hub.ts. To see what it changes, run: hubwright plan --dir ${directory()}`);
  });

  it("does not save a definition with an error, and says what is wrong with it", async () => {
    const { exitCode, problems } = await setting("notebook.limits.memory", "8GB");
    expect(exitCode).to.equal(1);
    expect(problems[0]).to.equal(
      "hub.ts is unchanged: with this edit it would not be valid. The definition has an error.",
    );
    expect(problems.join("\n")).to.include("[memory-invalid]");
    expect(text()).to.equal(HUB);
  });

  it("does not save a definition that does not fit the user list", async () => {
    const { exitCode, problems } = await setting("roster", "people/list");
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("[roster-missing]");
    expect(text()).to.equal(HUB);
  });

  it("does not write a secret into the definition", async () => {
    const { exitCode, problems } = await setting("traits.GitHubOAuthenticator.client_secret", "s3cret");
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("[secret-in-definition]").and.to.not.include("s3cret");
    expect(text()).to.equal(HUB);
  });

  it("shows new warnings, and saves", async () => {
    writeFileSync(path("roster/userlist"), "hub-admin admin shared\nann data\n");
    const { exitCode, problems } = await adding("volume", ["data"], { per: "hub", at: "/home/jovyan/data" });
    expect(exitCode).to.equal(0);
    expect(problems.join("\n")).to.include("[mount-path-taken]");
    expect(text()).to.include("/home/jovyan/data");
  });

  it("refuses an unknown field with what was probably meant, before it reads anything", async () => {
    rmSync(path());
    const { exitCode, problems } = await setting("notebook.limits.memroy", "8GiB");
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("Did you mean memory?").and.include("[hub-field-unknown]");
    expect((await unsetting("notbook")).problems.join("\n")).to.include("Did you mean notebook?");
  });

  it("refuses what it cannot change safely, with the line, what is there and what to write", async () => {
    const hub = HUB.replace(`"4GiB"`, `gib(4)`).replace("\n\n", "\nconst gib = (n: number) => `${n}GiB` as const;\n\n");
    writeFileSync(path(), hub);
    const { exitCode, problems } = await setting("notebook.limits.memory", "8GiB");
    expect(exitCode).to.equal(1);
    expect(problems).to.deep.equal([
      "hub.ts:9:23: There is a function call, gib(4). Nothing was changed.",
      `  hint: Write it by hand: notebook: { limits: { memory: "8GiB" } } [definition-not-editable]`,
    ]);
    expect(text()).to.equal(hub);
  });

  it("refuses an edit that would change something else, too", async () => {
    const hub = `import { defineHub } from "hubwright";\nconst input = { name: "math", port: 8000 };\nexport default defineHub(input);\n`;
    const sneaky = hub.replace(
      "8000 };",
      `8000 };\nfor (const one of [input]) if (one.port === 9000) Object.assign(one, { metrics: true });`,
    );
    for (const one of [sneaky, sneaky.replaceAll("input", "own")]) {
      writeFileSync(path(), one);
      const { exitCode, problems } = await setting("port", "9000");
      expect(exitCode).to.equal(1);
      expect(problems.join("\n")).to.include("[definition-not-editable]");
      expect(text()).to.equal(one);
    }
    const indirect = `import { defineHub } from "hubwright";\nexport default defineHub(Object.assign({ port: 8000 }, { name: "math" }));\n`;
    writeFileSync(path(), indirect);
    expect((await setting("port", "9000")).exitCode).to.equal(1);
    const guarded = `import { defineHub } from "hubwright";\nconst hub = defineHub({\n  name: "math",\n  port: 8000,\n  get metrics() {\n    return this.port === 9000;\n  },\n});\nexport default hub;\n`;
    writeFileSync(path(), guarded);
    const { problems } = await setting("port", "9000");
    expect(problems.join("\n"))
      .to.include("so an edit would change something else, too")
      .and.include("[definition-not-editable]");
    expect(text()).to.equal(guarded);
  });

  it("does not overwrite a file that someone saved in the meantime", async () => {
    const original = contextIn(directory());
    let loads = 0;
    const theirs = HUB.replace("8000", "8001");
    const { exitCode, problems } = await run((context) => set(context, { field: "metrics", values: ["true"] }), {
      load: (file: string, content: string) => {
        loads += 1;
        if (loads === 2) writeFileSync(path(), theirs);
        return original.load(file, content);
      },
    });
    expect(exitCode).to.equal(1);
    expect(problems.join("\n"))
      .to.include("was edited in the meantime; nothing was saved.")
      .and.include("[definition-edited]");
    expect(text()).to.equal(theirs);
  });

  it("does not edit a file that is not UTF-8, which it could not write back", async () => {
    const bytes = Buffer.from(HUB.replace("behind nginx", "ü"), "latin1");
    writeFileSync(path(), bytes);
    const { exitCode, problems } = await setting("metrics", "true");
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("is not UTF-8.");
    expect(readFileSync(path()).equals(bytes)).to.equal(true);
  });

  it("keeps a symbolic link, and changes the file that it points to", async () => {
    mkdirSync(path("shared"));
    writeFileSync(path("shared/hub.ts"), HUB);
    rmSync(path());
    symlinkSync("shared/hub.ts", path());
    expect((await setting("port", "9000")).exitCode).to.equal(0);
    expect(lstatSync(path()).isSymbolicLink()).to.equal(true);
    expect(text("shared/hub.ts")).to.equal(HUB.replace("8000", "9000"));
  });

  it("loads files beside the definition", async () => {
    writeFileSync(path("ports.ts"), "export const PORT = 8765;\n");
    const hub = HUB.replace("8000", "PORT").replace("\n\n", `\nimport { PORT } from "./ports.ts";\n\n`);
    writeFileSync(path(), hub);
    expect((await setting("metrics", "true")).exitCode).to.equal(0);
    expect(text()).to.equal(hub.replace("  // the end", "  metrics: true,\n  // the end"));
    expect((await setting("port", "9000")).problems.join("\n")).to.include("hub.ts:6:9: There is a variable, PORT");
  });

  it("edits hub.yaml and hub.json", async () => {
    rmSync(path());
    writeFileSync(path("hub.yaml"), "name: math # ours\nnotebook:\n  pip: [numpy]\n");
    expect((await adding("pip", ["scipy"])).exitCode).to.equal(0);
    expect((await setting("notebook.limits.memory", "8GiB")).exitCode).to.equal(0);
    expect(text("hub.yaml")).to.equal(
      "name: math # ours\nnotebook:\n  pip: [numpy, scipy]\n  limits:\n    memory: 8GiB\n",
    );
    rmSync(path("hub.yaml"));
    writeFileSync(path("hub.json"), `{\n    "name": "math"\n}\n`);
    expect((await setting("metrics", "true")).exitCode).to.equal(0);
    expect(text("hub.json")).to.equal(`{\n    "name": "math",\n    "metrics": true\n}\n`);
  });

  it("adds packages, and says which ones are there or replaced", async () => {
    const { exitCode, printed } = await adding("pip", ["Numpy==2.4.0", "scipy", "numpy"]);
    expect(exitCode).to.equal(0);
    expect(printed.slice(0, 2)).to.deep.equal([
      "numpy==2.3.0 in notebook.pip is replaced by Numpy==2.4.0.",
      "Numpy==2.4.0 is already in notebook.pip.",
    ]);
    expect(text()).to.include(`pip: ["Numpy==2.4.0", "scipy"], // for everyone\n`);
    const once = text();
    expect((await adding("pip", ["scipy"])).printed).to.include("scipy is already in notebook.pip.");
    expect(text()).to.equal(once);
  });

  it("does not choose between two versions of a package", async () => {
    writeFileSync(
      path(),
      HUB.replace(`"numpy==2.3.0"`, `"numpy<2; python_version<'3.12'", "numpy>=2; python_version>='3.12'"`),
    );
    const { exitCode, problems } = await adding("pip", ["numpy==2.4.0"]);
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("more than once");
  });

  it("refuses something that is not a package, and anything else that cannot be added", async () => {
    expect((await adding("apt", ["Graphviz!"])).problems.join("\n")).to.include("[package-invalid]");
    const { exitCode, problems } = await adding("pyp", ["numpy"]);
    expect(exitCode).to.equal(64);
    expect(problems.join("\n")).to.include("Did you mean pip?");
    expect((await adding("pip", ["numpy"], { at: "/data" })).exitCode).to.equal(64);
    expect((await adding("volume", ["a", "b"], { per: "hub", at: "/data" })).exitCode).to.equal(64);
    expect((await adding("volume", ["data"])).problems.join("\n")).to.include("A volume needs --per and --at.");
    expect(
      (await adding("volume", ["data"], { per: "hub", at: "/data", access: "member" })).problems.join("\n"),
    ).to.include("--access must be a list such as");
    expect(text()).to.equal(HUB);
  });

  const course = {
    per: "group",
    at: "/home/jovyan/{group}-handouts",
    access: "member=ro,staff=rw",
    groups: "math8660,chem",
  };

  it("writes out the default volumes with the first own one, and says so", async () => {
    const { exitCode, printed } = await adding("volume", ["course"], course);
    expect(exitCode).to.equal(0);
    expect(printed[0]).to.equal(
      "The definition had no volumes of its own, so the hub has the default ones: home and shared. They are now written out.",
    );
    expect(text()).to.equal(
      HUB.replace(
        "  // the end",
        `  volumes: {
    home: { per: "person", at: "/home/jovyan" },
    shared: { per: "group", at: "/home/jovyan/{group}" },
    course: {
      per: "group",
      at: "/home/jovyan/{group}-handouts",
      access: { member: "ro", staff: "rw" },
      groups: ["math8660", "chem"],
    },
  },
  // the end`,
      ),
    );
    const once = text();
    expect((await adding("volume", ["course"], course)).printed[0]).to.equal("The volume course is already in hub.ts.");
    expect(text()).to.equal(once);
  });

  it("does not replace another volume, not even a default one", async () => {
    expect((await adding("volume", ["__proto__"], course)).exitCode).to.equal(1);
    for (const key of ["home", "shared"]) {
      const { exitCode, problems } = await adding("volume", [key], course);
      expect(exitCode).to.equal(1);
      expect(problems.join("\n")).to.include("[volume-exists]");
    }
    expect(text()).to.equal(HUB);
  });

  it("keeps the other default volume when one of them is changed or removed", async () => {
    await setting("volumes.shared.access.member", "ro");
    expect(text()).to.include(`access: { member: "ro" }`).and.include(`home: { per: "person", at: "/home/jovyan" }`);
    writeFileSync(path(), HUB);
    await unsetting("volumes.shared");
    expect(text()).to.include("volumes: { home: ").and.not.include("shared");
  });

  it("leaves no volumes, instead of the default ones, when the last one is removed", async () => {
    writeFileSync(
      path(),
      HUB.replace("  // the end", `  volumes: { home: { per: "person", at: "/home/jovyan" } },\n  // the end`),
    );
    expect((await unsetting("volumes.home")).exitCode).to.equal(0);
    expect(text()).to.equal(HUB.replace("  // the end", "  volumes: {},\n  // the end"));
  });

  it("removes a field, with objects that mean nothing without it", async () => {
    expect((await unsetting("notebook.limits.memory")).exitCode).to.equal(0);
    expect(text()).to.equal(HUB.replace(`    limits: { memory: "4GiB" },\n`, ""));
    const { exitCode, printed } = await unsetting("notebook.limits.memory");
    expect(exitCode).to.equal(0);
    expect(printed[0]).to.equal("notebook.limits.memory is not set in hub.ts.");
  });

  it("removes items of a list, and packages without their version", async () => {
    expect((await unsetting("notebook.pip", "NumPy")).exitCode).to.equal(0);
    expect(text()).to.equal(HUB.replace(`"numpy==2.3.0"`, ""));
    expect((await unsetting("notebook.pip", "numpy")).printed[0]).to.equal(`"numpy" is not in notebook.pip in hub.ts.`);
    expect((await unsetting("port", "8000")).exitCode).to.equal(64);
  });

  it("does not remove what the definition needs", async () => {
    const { exitCode, problems } = await unsetting("name");
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("[hub-field-missing]");
    expect(text()).to.equal(HUB);
  });

  it("says what cannot be read, and leaves the file as it is", async () => {
    writeFileSync(path(), "export default {\n  name: ,\n};\n");
    const { exitCode, problems } = await setting("port", "9000");
    expect(exitCode).to.equal(1);
    expect(problems.join("\n")).to.include("[hub-unreadable]");
  });
});
