import { expect } from "chai";
import { build } from "esbuild";
import { readdirSync } from "node:fs";
import { isBuiltin } from "node:module";
import { fileURLToPath } from "node:url";

const source = (path: string) => fileURLToPath(new URL(`../../../src/cli/${path}`, import.meta.url));

/** The packages that are loaded at once with these modules, those behind an `import()` left out. */
async function packagesLoadedWith(...paths: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: paths.map(source),
    outdir: "out",
    bundle: true,
    splitting: true,
    packages: "external",
    format: "esm",
    platform: "node",
    write: false,
    metafile: true,
    logLevel: "error",
  });
  const { outputs } = metafile;
  const loaded = new Set<string>();
  const packages = new Set<string>();
  const load = (path: string) => {
    if (loaded.has(path)) return;
    loaded.add(path);
    for (const { path: next, kind, external } of outputs[path]?.imports ?? []) {
      if (kind !== "import-statement") continue;
      if (external !== true) load(next);
      else if (!isBuiltin(next)) packages.add(next);
    }
  };
  const entries = Object.entries(outputs).filter(([, { entryPoint }]) =>
    paths.some((path) => entryPoint?.endsWith(path.replace("../", ""))),
  );
  for (const [path] of entries) load(path);
  expect(entries).to.have.length(paths.length);
  return [...packages].toSorted();
}

describe("what a command waits for before it begins", () => {
  it("is nothing of an engine, of runs or of pictures, for check", async () => {
    // A GroupMap reads tables, too; csv-parse adds one millisecond to a hundred and twenty.
    expect(await packagesLoadedWith("main.ts", "commands/check.ts")).to.deep.equal([
      "commander",
      "csv-parse/sync",
      "yaml",
    ]);
  }).timeout(20_000);

  it("is not what draws the picture, for a run without a terminal", async () => {
    const loaded = await packagesLoadedWith("main.ts", "run-command.ts", "commands/up/up.ts");
    expect(loaded).to.include("nanoid").and.not.include("log-update");
  }).timeout(20_000);

  it("is not the compiler that finds the places in hub.ts, for any command until it edits one", async () => {
    const commands = readdirSync(new URL("../../../src/cli/commands/", import.meta.url), {
      recursive: true,
      encoding: "utf8",
    })
      .filter((path) => path.endsWith(".ts"))
      .map((path) => `commands/${path}`);
    expect(commands).to.include("commands/settings/set.ts").and.include("commands/init.ts");
    expect(
      await packagesLoadedWith("main.ts", "../index.ts", "../docker.ts", "../testing.ts", ...commands),
    ).to.not.include("ts-morph");
  }).timeout(20_000);
});
