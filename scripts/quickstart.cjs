"use strict";
// npm run quickstart: from a fresh clone to a running hub. It can be run again at any time.
//
// Plain JavaScript that Node 8 can read, and no package: it must be able to say that Node is too old.
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const { problemsOf } = require("./quickstart/checks.cjs");
const { gatherFacts } = require("./quickstart/facts.cjs");
const { addExample, definitionIn, valuesIn } = require("./quickstart/first-hub.cjs");
const { installEngine, planForEngine } = require("./quickstart/install-engine.cjs");
const { sshLine } = require("./quickstart/over-ssh.cjs");
const { packagesAreStale } = require("./quickstart/packages.cjs");
const { Failure, Quietly } = require("./quickstart/quietly.cjs");
const { hubwright, waitUntilItAnswers } = require("./quickstart/run-hubwright.cjs");
const { describe, explain } = require("./quickstart/words.cjs");

const ROOT = path.resolve(__dirname, "..");
const USAGE = `npm run quickstart -- [--yes] [--example] [--port PORT] [--name NAME]

  --yes      do not ask before installing Docker
  --example  add the four people of the example to the user list, not just hub-admin
  --port     the hub's port (8000)
  --name     the hub's name (math)`;

/** @typedef {{ name: string, port: number | undefined, yes: boolean, example: boolean }} Options */

const print = (/** @type {string} */ text) => console.log(text);

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    print(USAGE);
    return 64;
  }
  const directory = path.join(ROOT, "hubs", options.name);
  const definition = definitionIn(directory);
  // The values in the definition override the options.
  /** @type {ReturnType<typeof valuesIn>} */
  const written = definition ? valuesIn(definition) : {};
  const port = written.port || options.port || 8000;
  const name = written.name || options.name;
  const facts = await gatherFacts({
    root: ROOT,
    directory,
    name,
    port,
    definition: definition && path.relative(ROOT, definition),
  });
  const problems = problemsOf(facts);
  if (problems.length > 0) {
    print(explain(problems));
    return 1;
  }
  print(describe(facts));
  await prepare(facts, options);
  await makeHub({ directory, port, definition }, options);
  if ((await hubwright(["up", "--dir", path.relative(ROOT, directory)])) !== 0) return 1;
  if (facts.engine.isLocal !== false)
    await waitUntilItAnswers(`http://${hostFor(written.listen)}:${port}/${name}/hub/login`);
  const line = sshLine(port, process.env, process.ppid, facts.user);
  if (line !== undefined)
    print(
      `\nYou are connected over ssh. On your own machine, run this command and leave it running, then open http://localhost:${port}/${name}:\n  ${line}`,
    );
  return 0;
}

/**
 * The host name for reaching a hub that listens on an address from this machine.
 *
 * @param {string | undefined} listen
 */
function hostFor(listen) {
  if (listen === undefined || listen === "0.0.0.0") return "127.0.0.1";
  return listen.includes(":") ? "[::1]" : listen;
}

/**
 * @param {readonly string[]} words
 * @returns {Options | undefined}
 */
function readOptions(words) {
  /** @type {Options} */
  const options = { name: "math", port: undefined, yes: false, example: false };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === "--yes") options.yes = true;
    else if (word === "--example") options.example = true;
    else if (word === "--port" && isPort(words[index + 1])) options.port = Number(words[(index += 1)]);
    else if (word === "--name" && /^[a-z0-9-]+$/.test(words[index + 1] || "")) options.name = words[(index += 1)] || "";
    else return undefined;
  }
  return options;
}

/** @param {string | undefined} word */
function isPort(word) {
  return /^\d{1,5}$/.test(word || "") && Number(word) > 0 && Number(word) < 65536;
}

/**
 * Engine, packages, build: each only if it is missing.
 *
 * @param {import("./quickstart/types.ts").Facts} facts
 * @param {Options} options
 */
async function prepare({ engine }, { yes }) {
  fs.mkdirSync(path.join(ROOT, "hubs"), { recursive: true });
  const quietly = new Quietly(path.join(ROOT, "hubs/quickstart.log"), { print, cwd: ROOT });
  const plan = planForEngine(engine);
  if (plan !== undefined) {
    print(`This will ${plan}.`);
    if (!yes && !(await agreed())) throw new Failure("Nothing was changed.");
    await installEngine(engine, quietly);
  }
  // npm passes on its own --silent, but a failure must not be silent.
  if (packagesAreStale(ROOT))
    await quietly.run("Installing packages", "npm", ["ci", "--include=dev"], { npm_config_loglevel: "notice" });
  // The build itself decides whether it is stale, because it knows its sources.
  const built = await quietly.record("build", process.execPath, ["scripts/build.mjs", "--if-stale"]);
  if (built.status !== 0) throw new Failure(`The build failed:\n${built.text}`);
}

/**
 * Asks on a terminal. Without a terminal, and in CI, starting the command counts as a yes.
 *
 * @returns {Promise<boolean>}
 */
function agreed() {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env["CI"]) return Promise.resolve(true);
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.once("close", () => resolve(false));
    terminal.question("Continue? [Y/n] ", (answer) => {
      resolve(/^(y|yes|)$/i.test(answer.trim()));
      terminal.close();
    });
  });
}

/**
 * @param {{ readonly directory: string, readonly port: number, readonly definition: string | undefined }} place
 * @param {Options} options
 */
async function makeHub({ directory, port, definition }, { name, example }) {
  const userlist = path.join(directory, "roster/userlist");
  if (definition !== undefined) {
    if (example) print(`${path.relative(ROOT, userlist)} already exists and was not changed.`);
    return;
  }
  const words = ["init", name, "--dir", path.relative(ROOT, directory), "--port", String(port)];
  if ((await hubwright(words.concat("--quiet"))) !== 0) throw new Failure(`hubwright ${words.join(" ")} failed.`);
  addExample(userlist, { inEarnest: example });
}

main().then(
  (code) => (process.exitCode = code),
  (problem) => {
    console.error(problem instanceof Failure ? problem.message : problem.stack);
    process.exitCode = 1;
  },
);
