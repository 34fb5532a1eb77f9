// Runs a Python tool on python-templates, in an environment of its own: node scripts/python.mjs ruff check
// Without the name of a tool it only creates that environment.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";
import { testCache } from "./test/cache.mjs";

const ROOT = new URL("../", import.meta.url);
const REQUIREMENTS = new URL("python-templates/requirements/", ROOT);
/** A link to the current environment, for editors and for tests that only need a Python. */
const LINK = fileURLToPath(new URL(".venv", ROOT));

/**
 * Creates the environment, unless this or another checkout has already created one with the same Python and requirements.
 *
 * @returns the path of its Python.
 */
export function pythonEnvironment() {
  const requirements = readdirSync(REQUIREMENTS).sort();
  const texts = requirements.map((name) => `${name}${readFileSync(new URL(name, REQUIREMENTS), "utf8")}`);
  const place = environmentOf("python", ["-r", fileURLToPath(new URL("dev.txt", REQUIREMENTS))], texts.join(""));
  link(place);
  return pythonOf(place);
}

/**
 * An environment with these packages, at exactly these versions.
 *
 * @param {string} name - What it is for.
 * @param {readonly string[]} packages
 * @returns the path of its Python.
 */
export function environmentWith(name, packages) {
  return pythonOf(environmentOf(name, packages, packages.join("\0")));
}

/**
 * @param {string} name
 * @param {readonly string[]} wanted - What pip should install.
 * @param {string} key - The same texts get the same environment.
 */
function environmentOf(name, wanted, key) {
  const base = findPython();
  const place = join(testCache(), `${name}-${digest(base, key).slice(0, 16)}`);
  if (!existsSync(pythonOf(place))) {
    // The Python that it was made from may have been uninstalled.
    rmSync(place, { recursive: true, force: true });
    make(base, place, wanted);
  }
  return place;
}

/** @param {string} environment */
function pythonOf(environment) {
  return join(environment, "bin/python");
}

/**
 * Creates it under another name and then renames it, because another run may be doing the same. It is started by its Python, which
 * finds its packages by its own path; programs with that path in their first line are not used.
 *
 * @param {{ readonly command: string, readonly version: string }} base
 * @param {string} place
 * @param {readonly string[]} wanted
 */
function make(base, place, wanted) {
  console.error(`Creating an environment for Python ${base.version} (once, and when its requirements change).`);
  const fresh = mkdtempSync(`${place}.`);
  try {
    fill(base, fresh, wanted);
    moveTo(place, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/**
 * @param {string} place
 * @param {string} fresh
 */
function moveTo(place, fresh) {
  try {
    renameSync(fresh, place);
  } catch (problem) {
    // Another run was first, with the same content.
    if (!existsSync(join(place, "bin/python"))) throw problem;
  }
}

/** @param {string} place */
function link(place) {
  try {
    if (readlinkSync(LINK) === place) return;
  } catch {
    // There is none, or it is a directory from an earlier version.
  }
  rmSync(LINK, { recursive: true, force: true });
  try {
    symlinkSync(place, LINK);
  } catch (problem) {
    if (/** @type {NodeJS.ErrnoException} */ (problem).code !== "EEXIST") throw problem;
  }
}

/**
 * @param {{ readonly command: string, readonly version: string }} base
 * @param {string} environment - An empty directory.
 * @param {readonly string[]} wanted
 */
function fill(base, environment, wanted) {
  const python = pythonOf(environment);
  const args = ["install", "--quiet", "--disable-pip-version-check", ...wanted];
  if (canBring(base.command, "ensurepip")) {
    run(base.command, ["-m", "venv", environment]);
    run(python, ["-m", "pip", ...args]);
  } else if (canBring(base.command, "pip")) {
    // Debian has ensurepip in a separate package; a pip outside the environment can fill it too.
    run(base.command, ["-m", "venv", "--without-pip", environment]);
    run(base.command, ["-m", "pip", "--python", python, ...args]);
  } else {
    installVenv(base);
    fill(base, environment, wanted);
  }
}

/**
 * @param {{ readonly version: string, readonly path: string }} base
 * @param {string} key
 */
function digest({ version, path }, key) {
  return createHash("sha256").update(`${version} ${path}\0`).update(key).digest("hex");
}

function findPython() {
  const seen = [];
  for (const command of ["python3", "python3.14", "python3.13", "python3.12", "python3.11"]) {
    const program = "import sys; print('%d.%d.%d' % sys.version_info[:3], sys.executable)";
    const asked = spawnSync(command, ["-c", program], { encoding: "utf8" });
    if (asked.status !== 0) continue;
    const [version = "", path = ""] = asked.stdout.trim().split(" ");
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === 3 && minor >= 11) return { command, version, path };
    seen.push(`${command} is ${version}`);
  }
  throw new Error(
    `Python 3.11 or newer is needed${seen.length > 0 ? ` (${seen.join(", ")})` : ""}. Run: apt-get install python3`,
  );
}

/**
 * @param {string} command
 * @param {string} module
 */
function canBring(command, module) {
  return spawnSync(command, ["-c", `import ${module}`]).status === 0;
}

/** @param {{ readonly command: string, readonly version: string }} base */
function installVenv({ command, version }) {
  const advice = `${command} (${version}) has neither ensurepip nor pip. Run: apt-get install python3-venv`;
  if (process.getuid?.() !== 0 || spawnSync("apt-get", ["--version"]).status !== 0) throw new Error(advice);
  console.error("Installing python3-venv.");
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], quiet);
  run("apt-get", ["install", "-y", "-qq", "python3-venv"], quiet);
  if (!canBring(command, "ensurepip")) throw new Error(advice);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly [name: string]: string }} environment
 */
function run(command, args, environment = {}) {
  const { status, error } = spawnSync(command, args, {
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...environment },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`Failed: ${command} ${args.join(" ")}`);
}

if (isMain(import.meta)) {
  const [tool = "", ...args] = process.argv.slice(2);
  try {
    const python = pythonEnvironment();
    const cwd = fileURLToPath(new URL("python-templates", ROOT));
    if (tool !== "") process.exitCode = spawnSync(python, ["-m", tool, ...args], { cwd, stdio: "inherit" }).status ?? 1;
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 1;
  }
}
