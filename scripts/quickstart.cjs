"use strict";
// npm run quickstart: from a fresh clone to a hub that answers. It can be run again at any time.
//
// Plain JavaScript that Node 8 can read, and no package: it must be able to say that Node is too old.
const fs = require("fs");
const http = require("http");
const path = require("path");
const readline = require("readline");
const { spawn } = require("child_process");
const { inGB, problemsOf } = require("./quickstart/checks.cjs");
const { gatherFacts } = require("./quickstart/facts.cjs");
const { addExample, definitionIn, portIn } = require("./quickstart/first-hub.cjs");
const { installEngine, planForEngine } = require("./quickstart/install-engine.cjs");
const { sshLine } = require("./quickstart/over-ssh.cjs");
const { packagesAreStale } = require("./quickstart/packages.cjs");
const { Failure, Quietly } = require("./quickstart/quietly.cjs");

const ROOT = path.resolve(__dirname, "..");
const USAGE = `npm run quickstart -- [--yes] [--example] [--port PORT] [--name NAME]

  --yes      do not ask before a Docker engine is installed
  --example  put the four people of the example on the list, not hub-admin alone
  --port     the port that the hub answers on (8000)
  --name     what the hub is called (math)`;

const print = (text) => console.log(text);

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) {
    print(USAGE);
    return 64;
  }
  const directory = path.join(ROOT, "hubs", options.name);
  const definition = definitionIn(directory);
  const port = (definition && portIn(definition)) || options.port || 8000;
  const facts = await gatherFacts({
    root: ROOT,
    directory,
    name: options.name,
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
  if (facts.engine.isLocal !== false) await waitUntilItAnswers(`http://127.0.0.1:${port}/${options.name}/hub/login`);
  const line = sshLine(port, process.env, process.ppid, facts.user);
  if (line !== undefined)
    print(
      `\nYou are here over ssh. On your own machine, type this and leave it open, then open http://localhost:${port}/${options.name}:\n  ${line}`,
    );
  return 0;
}

function readOptions(words) {
  const options = { name: "math", port: undefined, yes: false, example: false };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === "--yes" || word === "--example") options[word.slice(2)] = true;
    else if (word === "--port" && /^\d{1,5}$/.test(words[index + 1] || "")) options.port = Number(words[(index += 1)]);
    else if (word === "--name" && /^[a-z0-9-]+$/.test(words[index + 1] || "")) options.name = words[(index += 1)];
    else return undefined;
  }
  return options;
}

function explain(problems) {
  const [count, verb] = problems.length === 1 ? ["One thing", "stands"] : [`${problems.length} things`, "stand"];
  const items = problems.map(({ what, type }) => `\n- ${what}\n${type.map((line) => `    ${line}`).join("\n")}`);
  return `${count} ${verb} in the way. Nothing has been done yet; mend this, then run it again.\n${items.join("\n")}`;
}

function describe({ nodeVersion, engine, disk, memory, port, isBuilt }) {
  const engines = {
    answers: `Docker engine ${engine.version || ""} at ${engine.address}`,
    stopped: "a Docker engine that does not run",
    missing: "no Docker engine yet",
  };
  const found = [
    `Node ${nodeVersion}`,
    engines[engine.state],
    disk && `${inGB(disk.free)} free in ${disk.place}`,
    memory && `${inGB(memory)} of memory`,
    `port ${port.number} ${port.owner === undefined ? "free" : "is this hub's"}`,
  ];
  // An engine that does not run cannot say what it holds; where there is a hub, its images are probably there too.
  const ahead =
    isBuilt || (engine.state === "stopped" && port.definition)
      ? ""
      : "\nThe first run builds three images: 3 to 15 minutes, about 0.5 GB to download and 2 GB on disk.";
  return `Found: ${found.filter(Boolean).join(", ")}.${ahead}`;
}

/** Engine, packages, build: each only where it is missing. */
async function prepare({ engine }, { yes }) {
  fs.mkdirSync(path.join(ROOT, "hubs"), { recursive: true });
  const quietly = new Quietly(path.join(ROOT, "hubs/quickstart.log"), { print, cwd: ROOT });
  const plan = planForEngine(engine);
  if (plan !== undefined) {
    print(`This will ${plan}.`);
    if (!yes && !(await agreed())) throw new Failure("Nothing has been done.");
    await installEngine(engine, quietly);
  }
  // npm passes its own --silent on, and a failure must not be silent.
  if (packagesAreStale(ROOT))
    await quietly.run("Installing packages", "npm", ["ci", "--include=dev"], { npm_config_loglevel: "notice" });
  // Asked of the build itself: it knows its sources.
  const built = await quietly.record("build", process.execPath, ["scripts/build.mjs", "--if-stale"]);
  if (built.status !== 0) throw new Failure(`The build failed:\n${built.text}`);
}

/** Asks on a terminal. Without one, and under CI, who started it has agreed. */
function agreed() {
  if (!process.stdin.isTTY || !process.stdout.isTTY || process.env.CI) return Promise.resolve(true);
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.once("close", () => resolve(false));
    terminal.question("Go on? [Y/n] ", (answer) => {
      resolve(/^(y|yes|)$/i.test(answer.trim()));
      terminal.close();
    });
  });
}

async function makeHub({ directory, port, definition }, { name, example }) {
  const userlist = path.join(directory, "roster/userlist");
  if (definition !== undefined) {
    if (example) print(`${path.relative(ROOT, userlist)} is there already and stays as it is.`);
    return;
  }
  const words = ["init", name, "--dir", path.relative(ROOT, directory), "--port", String(port)];
  if ((await hubwright(words.concat("--quiet"))) !== 0) throw new Failure(`hubwright ${words.join(" ")} failed.`);
  addExample(userlist, { inEarnest: example });
}

/** Runs the command line that was just built. What it tells people to type begins with npx, since this is a clone. */
function hubwright(words) {
  const env = Object.assign({}, process.env, { npm_command: "exec" });
  const child = spawn(process.execPath, [path.join(ROOT, "dist/bin/hubwright.js")].concat(words), {
    cwd: ROOT,
    env,
    stdio: "inherit",
  });
  // Ctrl-C reaches both; the command ends in good order and says so.
  process.on("SIGINT", () => {});
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
}

async function waitUntilItAnswers(url) {
  const end = Date.now() + 60000;
  while ((await statusOf(url)) !== 200) {
    if (Date.now() > end)
      throw new Failure(
        `The hub is up, but ${url} does not answer. See what it says: npx hubwright logs --dir hubs/math`,
      );
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function statusOf(url) {
  return new Promise((resolve) => {
    const asked = http.get(url, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.setTimeout(10000, () => asked.abort());
    asked.on("error", () => resolve(0));
  });
}

main().then(
  (code) => (process.exitCode = code),
  (problem) => {
    console.error(problem instanceof Failure ? problem.message : problem.stack);
    process.exitCode = 1;
  },
);
