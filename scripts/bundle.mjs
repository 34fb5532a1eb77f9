// The command line and the library as bundles: each command a chunk of its own, so that `check` does not wait for dockerode to load.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
// They would be half of the bundle; see lighterDockerode.
const KEPT_OUT = ["@grpc/grpc-js", "@grpc/proto-loader", "protobufjs", "ssh2"];

/** The package.json of the project. */
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** Installed for their types, or for a part of them that is rarely needed; the rest of them is bundled, too. */
const BUNDLED_TOO = ["jiti", "valibot"];
/** What npm installs is loaded from there: large packages that few commands need, and those of the user. */
const INSTALLED = [...Object.keys(PACKAGE.dependencies), ...Object.keys(PACKAGE.peerDependencies ?? {})].filter(
  (name) => !BUNDLED_TOO.includes(name),
);

/**
 * Writes the bundle of src/cli/bin.ts, with the licenses of the packages in it.
 *
 * @param {string} directory
 */
export async function bundleCommand(directory) {
  await bundle({ hubwright: "src/cli/bin.ts" }, directory);
}

/**
 * Writes the bundles of the package's entry points, with the licenses of the packages in them. A hundred modules, each a file, would take
 * longer to load than to run.
 *
 * @param {string} directory
 */
export async function bundleLibrary(directory) {
  const names = Object.values(PACKAGE.exports).flatMap((/** @type {string | { default: string }} */ target) => {
    const file = typeof target === "string" ? target : target.default;
    return /^\.\/dist\/lib\/(.*)\.js$/.exec(file)?.[1] ?? [];
  });
  await bundle(Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])), directory);
}

/**
 * @param {{ [name: string]: string }} entryPoints
 * @param {string} outdir
 */
async function bundle(entryPoints, outdir) {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints,
    outdir,
    // All in one directory: code that reads ../../package.json finds it from any of them.
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: INSTALLED,
    // Names are kept, so that stack traces can be read; Node loads the rest faster.
    minifyWhitespace: true,
    minifySyntax: true,
    // Bundled packages that are CommonJS call it for Node's own modules.
    banner: {
      js: `import { createRequire as nodeRequireFrom } from "node:module";\nconst require = nodeRequireFrom(import.meta.url);`,
    },
    plugins: [lighterDockerode, lazyTranspiler],
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const packages = packagesIn(Object.keys(metafile.inputs));
  const unwanted = packages.filter((name) => KEPT_OUT.includes(name));
  if (unwanted.length > 0) throw new Error(`In the bundle, but should not be: ${unwanted.join(", ")}.`);
  writeFileSync(join(outdir, "LICENSES.txt"), packages.map((name) => licenceOf(name)).join("\n"));
}

/**
 * Leaves out the parts of dockerode that hubwright never uses: it passes credentials to builds itself, and uses the system's ssh.
 *
 * @type {import("esbuild").Plugin}
 */
const lighterDockerode = {
  name: "lighter-dockerode",
  setup(build) {
    const left = (/** @type {string} */ what) => () => ({
      contents: `module.exports = () => { throw new Error("Left out of this bundle: ${what}."); };`,
    });
    build.onLoad({ filter: /dockerode\/lib\/(?:session|buildkit)\.js$/ }, left("BuildKit sessions and traces"));
    build.onLoad({ filter: /docker-modem\/lib\/ssh\.js$/ }, left("ssh2"));
  },
};

/**
 * Keeps Babel, most of jiti, in node_modules: it is loaded only when a hub.ts has changed.
 *
 * @type {import("esbuild").Plugin}
 */
const lazyTranspiler = {
  name: "lazy-transpiler",
  setup(build) {
    build.onLoad({ filter: /jiti\/lib\/jiti\.mjs$/ }, ({ path }) => ({
      contents: replaceOnce(
        readFileSync(path, "utf8"),
        `createRequire(import.meta.url)("../dist/babel.cjs")`,
        `createRequire(createRequire(import.meta.url).resolve("jiti"))("../dist/babel.cjs")`,
      ),
    }));
  },
};

/**
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function replaceOnce(text, before, after) {
  if (text.split(before).length !== 2)
    throw new Error(`A package has changed: there is not one ${JSON.stringify(before)} in it.`);
  return text.replace(before, () => after);
}

/** @param {readonly string[]} inputs */
function packagesIn(inputs) {
  const names = inputs.flatMap((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** @param {string} name */
function licenceOf(name) {
  const directory = join(ROOT, "node_modules", name);
  if (!existsSync(directory)) return `${name}: see its package.\n`;
  const file = readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
  const { license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
  return `${name} (${license})\n\n${file === undefined ? "" : readFileSync(join(directory, file), "utf8")}\n`;
}
