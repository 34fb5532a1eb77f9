// Runs a Python tool on python-templates, in an environment of its own: node scripts/python.mjs ruff check
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMain } from "./is-main.mjs";

const ROOT = new URL("../", import.meta.url);
const REQUIREMENTS = new URL("python-templates/requirements/", ROOT);
const ENVIRONMENT = fileURLToPath(new URL(".venv", ROOT));
const PYTHON = `${ENVIRONMENT}/bin/python`;
// Written last: without it, or with another's digest, the environment is made anew.
const STAMP = `${ENVIRONMENT}/made-from`;

/** Makes the environment where it is missing or its requirements changed. @returns the path of its Python. */
export function pythonEnvironment() {
  const base = findPython();
  const wanted = digest(base.version);
  if (existsSync(PYTHON) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return PYTHON;
  console.error(`Making .venv with Python ${base.version} (once, and when its requirements change).`);
  rmSync(ENVIRONMENT, { recursive: true, force: true });
  const args = [
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "-r",
    fileURLToPath(new URL("dev.txt", REQUIREMENTS)),
  ];
  if (canBring(base.command, "ensurepip")) {
    run(base.command, ["-m", "venv", ENVIRONMENT]);
    run(PYTHON, ["-m", "pip", ...args]);
  } else if (canBring(base.command, "pip")) {
    // Debian keeps ensurepip in a package of its own; a pip outside the environment can fill it as well.
    run(base.command, ["-m", "venv", "--without-pip", ENVIRONMENT]);
    run(base.command, ["-m", "pip", "--python", PYTHON, ...args]);
  } else {
    installVenv(base);
    return pythonEnvironment();
  }
  writeFileSync(STAMP, wanted);
  return PYTHON;
}

/** @param {string} version */
function digest(version) {
  const hash = createHash("sha256").update(version);
  for (const name of readdirSync(REQUIREMENTS).sort())
    hash.update(name).update(readFileSync(new URL(name, REQUIREMENTS)));
  return hash.digest("hex");
}

function findPython() {
  const seen = [];
  for (const command of ["python3", "python3.14", "python3.13", "python3.12", "python3.11"]) {
    const asked = spawnSync(command, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"], {
      encoding: "utf8",
    });
    if (asked.status !== 0) continue;
    const version = asked.stdout.trim();
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major === 3 && minor >= 11) return { command, version };
    seen.push(`${command} is ${version}`);
  }
  throw new Error(
    `Python 3.11 or newer is needed${seen.length > 0 ? ` (${seen.join(", ")})` : ""}. Type: apt-get install python3`,
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
  const advice = `${command} (${version}) has neither ensurepip nor pip. Type: apt-get install python3-venv`;
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
    process.exitCode = spawnSync(python, ["-m", tool, ...args], { cwd, stdio: "inherit" }).status ?? 1;
  } catch (problem) {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exitCode = 1;
  }
}
