import { spawn } from "node:child_process";
import { createWriteStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENGINE_TESTS = "test/engine";

/** The tests of test/engine that use a hub, or the command as it is installed. */
const SUITES = readdirSync(join(ROOT, ENGINE_TESTS)).filter((file) => file.endsWith(".test.ts"));

/**
 * Runs the engine tests once, on the engine that the environment names.
 *
 * @returns what became of each: `{ title, passed, seconds, figure, error }`, and how many seconds all of it took.
 */
export async function runSuites({ env = {}, scratch, name, leaveOut = [] }) {
  const results = join(scratch, `${name}.json`);
  const files = SUITES.filter((file) => !leaveOut.includes(file)).map((file) => join(ENGINE_TESTS, file));
  const options = ["--no-config", "--import=tsx", "--extension=ts", "--forbid-only", "--forbid-pending"];
  const reporter = ["--reporter", join(ROOT, "test/show/reporter.mjs"), "--reporter-option", `results=${results}`];
  const mocha = join(ROOT, "node_modules/mocha/bin/mocha.js");
  const started = performance.now();
  await logged([process.execPath, mocha, ...options, ...reporter, ...files], {
    env,
    log: join(scratch, `${name}.log`),
  });
  const tests = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : [];
  return { tests, seconds: (performance.now() - started) / 1000 };
}

/** Runs a program; what it prints goes to a log and is given back with its exit code. */
export function logged([program, ...args], { env = {}, cwd = ROOT, log }) {
  return new Promise((resolve, reject) => {
    const file = createWriteStream(log, { flags: "a" });
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
        file.write(text);
      });
    }
    child.on("error", reject);
    child.on("close", (exitCode) => file.end(() => resolve({ exitCode, output })));
  });
}
