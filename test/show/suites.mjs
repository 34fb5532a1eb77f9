import { spawn } from "node:child_process";
import { createWriteStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const ENGINE_TESTS = "test/engine";

/** @typedef {import("./point.ts").Test} Test */

/** Suites beside the others that are about the living roster: the list itself, and classes that live by it. */
const ABOUT_LIST = ["roster-pages.test.ts"];
const ABOUT_CLASSES = ["drop-box.test.ts", "large-class.test.ts", "settings.test.ts"];
/** The same about several hubs on one server, and their changes. */
const ABOUT_SERVER = [
  "change.test.ts",
  "doctor-disk.test.ts",
  "doctor-spawn.test.ts",
  "doctor-versions.test.ts",
  "doctor.test.ts",
  "identity.test.ts",
  "ls.test.ts",
  "metrics.test.ts",
  "postgres.test.ts",
  "remote.test.ts",
  "rename-hub.test.ts",
  "several-hubs.test.ts",
  "terminal.test.ts",
  "volumes.test.ts",
  "web-server.test.ts",
];
/** Hundreds of runs of `up`, which keep the engine busy. */
const PROOFS = ["constant-calls.test.ts", "random-changes.test.ts"].map((file) => join("server", file));
/** It takes longer than all others of them. */
const CUT_OFF = [join("server", "cut-off.test.ts")];
/** Most of their time goes by in waiting for what does not answer. */
const DOCTOR = ABOUT_SERVER.filter((file) => file.startsWith("doctor"));
/** They measure how soon a hub answers. */
const UNDISTURBED = ["malformed.test.ts", "ten-thousand.test.ts"].map((file) => join("roster", file));
/** The one measures how long a kernel pauses, the other configures a web server for every hub that is up. */
const ALONE = ["change.test.ts", "web-server.test.ts"];
const TOP = testsIn(".").filter((file) => ![...ABOUT_LIST, ...ABOUT_CLASSES, ...ABOUT_SERVER].includes(file));

/** The tests of test/engine, by what they show. */
export const SUITES = {
  "first-hub": TOP,
  server: [
    ...testsIn("server").filter((file) => ![...PROOFS, ...CUT_OFF].includes(file)),
    ...ABOUT_SERVER.filter((file) => ![...DOCTOR, ...ALONE].includes(file)),
    "engine-restart.test.ts",
  ],
  alone: ALONE,
  "cut-off": CUT_OFF,
  proofs: [...PROOFS, "../contracts/random-changes.test.ts", ...DOCTOR],
  list: [...testsIn("roster").filter((file) => !UNDISTURBED.includes(file)), ...ABOUT_LIST],
  classes: ABOUT_CLASSES,
  undisturbed: UNDISTURBED,
};

/** The suites that each show runs. @type {{ readonly [show: string]: readonly (keyof typeof SUITES)[] }} */
const SUITES_OF = {
  "first-hub": ["first-hub"],
  roster: ["list", "classes", "undisturbed"],
  server: ["server", "alone", "proofs"],
  "cut-off": ["cut-off"],
};

/**
 * The test files that a show runs, as paths from the root.
 *
 * @param {string} show
 */
export function filesOf(show) {
  return (SUITES_OF[show] ?? []).flatMap((suite) => SUITES[suite].map((file) => join(ENGINE_TESTS, file)));
}

/**
 * Runs engine tests once, on the engine that the environment names.
 *
 * @param {object} run
 * @param {readonly string[]} run.suites
 * @param {{ readonly [name: string]: string }} [run.env]
 * @param {string} run.scratch
 * @param {string} run.name
 * @param {readonly string[]} [run.leaveOut]
 * @returns {Promise<{ tests: readonly Test[], seconds: number }>} what became of each, and how long all of it took.
 */
export async function runSuites({ suites, env = {}, scratch, name, leaveOut = [] }) {
  const results = join(scratch, `${name}.json`);
  const files = suites.filter((file) => !leaveOut.includes(file)).map((file) => join(ENGINE_TESTS, file));
  const options = ["--no-config", "--import=tsx", "--extension=ts", "--forbid-only", "--forbid-pending", "--exit"];
  // --exit: a connection that an engine does not close must not keep the run from ending.
  const reporter = ["--reporter", join(ROOT, "test/show/reporter.mjs"), "--reporter-option", `results=${results}`];
  const mocha = join(ROOT, "node_modules/mocha/bin/mocha.js");
  const started = performance.now();
  const { exitCode } = await logged([process.execPath, mocha, ...options, ...reporter, ...files], {
    env,
    log: join(scratch, `${name}.log`),
  });
  const seconds = (performance.now() - started) / 1000;
  /** @type {readonly Test[]} */
  const tests = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : [];
  // A hook that fails is no test of its own, and a run that broke off may have lost some.
  const isWhole = exitCode === 0 || tests.some(({ passed }) => !passed);
  const broken = {
    title: name,
    passed: false,
    seconds,
    error: `mocha ended with ${exitCode}, although no test failed`,
  };
  return { tests: isWhole ? tests : [...tests, broken], seconds };
}

/**
 * Runs suites on this machine's engine, each as a process of its own: those of one row at once, row after row. No hub of a
 * suite has the name or a port of another's.
 *
 * @param {import("./point.ts").Stage & { readonly rows: readonly (readonly (keyof typeof SUITES)[])[] }} stage
 * @returns the tests of each.
 */
export async function runRows({ rows, scratch, say }) {
  const run = async (/** @type {keyof typeof SUITES} */ name) => {
    const { tests, seconds } = await runSuites({ suites: SUITES[name], scratch, name });
    say(`${name}: ${counts(tests)} in ${seconds.toFixed(0)} s`);
    return tests;
  };
  /** @type {(readonly Test[])[]} */
  const runs = [];
  for (const names of rows) runs.push(...(await Promise.all(names.map(run))));
  return runs;
}

/**
 * How many tests there were, as people say it.
 *
 * @param {readonly Test[]} tests
 */
export function counts(tests) {
  const passed = tests.filter((test) => test.passed).length;
  return `${passed} passed, ${tests.length - passed} failed`;
}

/** @param {string} directory */
function testsIn(directory) {
  return readdirSync(join(ROOT, ENGINE_TESTS, directory))
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(directory, file));
}

/**
 * Runs a program; what it prints goes to a log and is given back with its exit code.
 *
 * @param {readonly [string, ...string[]]} command
 * @param {object} options
 * @param {{ readonly [name: string]: string | undefined }} [options.env]
 * @param {string} [options.cwd]
 * @param {string} options.log
 * @returns {Promise<{ exitCode: number | null, output: string }>}
 */
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
