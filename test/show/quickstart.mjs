import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { statusOf } from "../engine/support/browser.ts";
import { ENGINE } from "../engine/support/engine-under-test.ts";
import { EngineView } from "../engine/support/engine-view.ts";
import { trySignIn } from "../engine/support/signed-in.ts";
import { logged } from "./logged.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SECOND_RUN = 15;

/**
 * The two commands of the README on a fresh clone of what is committed, twice.
 *
 * @returns the figure; throws if the run falls short.
 * @param {string} scratch
 */
export async function showQuickstart(scratch) {
  const view = new EngineView(ENGINE);
  const { name, port } = await freePlace(view);
  const clone = join(scratch, "clone");
  const log = join(scratch, "quickstart.log");
  const place = name === "math" ? [] : ["--name", name, "--port", String(port)];
  // npm's variables for its scripts describe this clone, not the other one.
  const env = Object.fromEntries(
    Object.keys(process.env).flatMap((key) => (key.startsWith("npm_") ? [[key, undefined]] : [])),
  );
  const quickstart = async () => {
    const started = performance.now();
    const ended = await logged(["npm", "run", "quickstart", "--", "--yes", ...place], { cwd: clone, env, log });
    expectEqual("exit code", ended.exitCode, 0, ended.output.slice(-2000));
    return { ...ended, seconds: (performance.now() - started) / 1000 };
  };
  try {
    await logged(["git", "clone", "--quiet", ROOT, clone], { log });
    const first = await quickstart();
    const login = `http://localhost:${port}/${name}/hub/login`;
    expectEqual(login, await statusOf(login), 200);
    const password = /^ *password +(\S+)/m.exec(first.output)?.[1] ?? "";
    const signIn = await trySignIn(`http://localhost:${port}`, `/${name}`, "hub-admin", password);
    expectEqual(`hub-admin with the printed password ${password}`, signIn.status, 200, signIn.message);

    const before = await stateOf(view, name, clone);
    const second = await quickstart();
    const after = await stateOf(view, name, clone);
    for (const key of Object.keys(before)) expectEqual(`${key} after the second run`, after[key], before[key]);
    if (second.seconds >= SECOND_RUN)
      throw new Error(`the second run took ${second.seconds.toFixed(1)} s, not under ${SECOND_RUN} s`);
    return `exit 0 after ${first.seconds.toFixed(0)} s, ${login} 200, hub-admin in; again: exit 0 in ${second.seconds.toFixed(1)} s, 0 containers created, 0 images built, userlist and secrets the same bytes`;
  } finally {
    await view.removeHub(name);
    rmSync(clone, { recursive: true, force: true });
  }
}

/**
 * The name and port in the README, or others if someone already has a hub there: that hub is not touched.
 *
 * @param {EngineView} view
 */
async function freePlace(view) {
  const isTaken =
    (await view.containers("math")).size > 0 || (await view.volumeNames("math")).length > 0 || !(await canListen(8000));
  return isTaken ? { name: "show-first-hub", port: 18090 } : { name: "math", port: 8000 };
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function canListen(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once("error", () => answer(false));
    server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}

/**
 * @param {EngineView} view
 * @param {string} name
 * @param {string} clone
 * @returns {Promise<{ readonly [what: string]: string }>}
 */
async function stateOf(view, name, clone) {
  const hub = join(clone, "hubs", name);
  const digest = (/** @type {string} */ directory) =>
    readdirSync(join(hub, directory))
      .toSorted()
      .map(
        (file) =>
          `${file} ${createHash("sha256")
            .update(readFileSync(join(hub, directory, file)))
            .digest("hex")}`,
      )
      .join("\n");
  return {
    containers: await view.containerIds(name),
    images: await view.imageIds(name),
    userlist: digest("roster"),
    secrets: digest("secrets"),
  };
}

/**
 * @param {string} what
 * @param {string | number | null | undefined} actual
 * @param {string | number | undefined} expected
 * @param {string | undefined} more
 */
function expectEqual(what, actual, expected, more = "") {
  if (actual !== expected) throw new Error(`${what}: ${actual}, not ${expected}${more === "" ? "" : `\n${more}`}`);
}
