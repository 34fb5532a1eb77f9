// A second `up` compared with compose with nothing to do, and a hundred group volumes compared with the walkthrough's shell loop.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connectDocker } from "hubwright/docker";
import { HUBWRIGHT, hubwright } from "./commands.mjs";
import { comparePairs, report, summary } from "./pairs.mjs";

/** @typedef {import("hubwright/docker").Engine} Engine */

const LABEL = "hubwright.hub";
/** What the walkthrough tells an administrator to type for each group. */
const WALKTHROUGH =
  "for v in \"$@\"; do docker volume create $v >/dev/null; chmod 777 $(docker inspect $v | grep \"Mountpoint\" | awk '{print $2}' | sed 's/\"//g' | sed 's/,//g'); done";

/** @param {import("./pairs.mjs").Mode} mode */
export async function benchUp({ once, hub, port }) {
  const directory = mkdtempSync(join(tmpdir(), "hubwright-bench-"));
  const engine = await connectDocker({ environment: process.env });
  try {
    hubwright(directory, "init", hub, "--port", port);
    hubwright(directory, "up");
    await untilHealthy(engine, hub);
    const second = comparePairs(
      [process.execPath, HUBWRIGHT, "up", "--dir", directory],
      [composeProgram(), "up", "-d"],
      {
        runs: once ? 1 : 11,
        cwd: join(directory, "deploy"),
      },
    );
    const count = once ? 2 : 100;
    const volumes = await compareVolumes(engine, { hub, count, runs: once ? 1 : 5 });
    return [
      report("a second hubwright up", "docker compose up -d with nothing to do", second, { limit: 5, once }),
      report(`${count} group volumes`, "the walkthrough's loop", volumes, { limit: 0.1, once }),
    ];
  } finally {
    await removeAll(engine, hub);
    rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Docker checks every ten seconds; until it has, `up` checks by itself.
 *
 * @param {Engine} engine
 * @param {string} hub
 */
async function untilHealthy(engine, hub) {
  for (let second = 0; second < 120; second += 1) {
    const own = (await engine.containers()).filter(isOf(hub));
    if (own.length === 2 && own.every(({ status }) => status.includes("(healthy)"))) return;
    await sleep(1000);
  }
  throw new Error("The hub did not become healthy.");
}

/**
 * @param {Engine} engine
 * @param {{ readonly hub: string, readonly count: number, readonly runs: number }} options
 */
async function compareVolumes(engine, { hub, count, runs }) {
  /** @type {[number, number][]} */
  const pairs = [];
  for (let run = 0; run < runs; run += 1) {
    const ours = Array.from({ length: count }, (_, index) => `${hub}-shared-a${index}`);
    const theirs = ours.map((name) => name.replace("-shared-a", "-shared-b"));
    const started = performance.now();
    await engine.prepareVolumes({
      image: `${hub}-jupyterhub:latest`,
      directory: "/srv/hubwright/group-folder",
      volumes: ours.map((name) => ({ name, labels: { [LABEL]: hub } })),
    });
    const between = performance.now();
    const { status, stderr } = spawnSync("sh", ["-ec", WALKTHROUGH, "sh", ...theirs], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The walkthrough's loop failed: ${stderr}`);
    pairs.push([between - started, performance.now() - between]);
    for (const name of [...ours, ...theirs]) await engine.removeVolume(name);
  }
  return summary(pairs);
}

/**
 * Removes everything the hub has, so that a failed run leaves nothing behind either.
 *
 * @param {Engine} engine
 * @param {string} hub
 */
async function removeAll(engine, hub) {
  const isOurs = isOf(hub);
  const { containers, volumes, networks, images } = await engine.observe();
  for (const { name } of containers.filter(isOurs)) await engine.removeContainer(name);
  // The walkthrough's volumes have no labels.
  for (const { name } of volumes.filter(({ name }) => name.startsWith(`${hub}-`))) await engine.removeVolume(name);
  for (const network of networks.filter(isOurs)) await engine.removeNetwork(network);
  for (const { tags } of images.filter(isOurs)) for (const tag of tags) await engine.removeImage(tag);
}

/** @param {string} hub */
function isOf(hub) {
  return (/** @type {{ readonly labels: { readonly [label: string]: string } }} */ { labels }) => labels[LABEL] === hub;
}

function composeProgram() {
  const script = fileURLToPath(new URL("../test/engine/setup/docker-compose.sh", import.meta.url));
  const { status, stdout, stderr } = spawnSync("bash", [script], { encoding: "utf8" });
  const program = /^V2=(.*)$/m.exec(stdout)?.[1];
  if (status !== 0 || program === undefined) throw new Error(`docker compose is not available: ${stderr}`);
  return program;
}
