// A second `up` against compose with nothing to do, and a hundred group volumes against the walkthrough's shell loop.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connectDocker } from "../dist/lib/docker.js";
import { HUBWRIGHT, hubwright } from "./commands.mjs";
import { comparePairs, report, summary } from "./pairs.mjs";

const HUB = "bench";
const VOLUMES = 100;

export async function benchUp() {
  const directory = mkdtempSync(join(tmpdir(), "hubwright-bench-"));
  const engine = await connectDocker({ environment: process.env });
  try {
    hubwright(directory, "init", HUB, "--port", "18999");
    hubwright(directory, "up");
    await untilHealthy(engine);
    const compose = [composeProgram(), "up", "-d"];
    const second = comparePairs([process.execPath, HUBWRIGHT, "up", "--dir", directory], compose, {
      runs: 11,
      cwd: join(directory, "deploy"),
    });
    const volumes = await compareVolumes(engine);
    return [
      report("a second hubwright up", "docker compose up -d with nothing to do", second, 5),
      report(`${VOLUMES} group volumes`, "the walkthrough's loop", volumes, 0.1),
    ];
  } finally {
    hubwright(directory, "down");
    await removeAll(engine);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Docker asks every ten seconds; until it has, `up` asks for itself. */
async function untilHealthy(engine) {
  for (let second = 0; second < 120; second += 1) {
    const { containers } = await engine.observe();
    const own = containers.filter(({ labels }) => labels["hubwright.hub"] === HUB);
    if (own.length === 2 && own.every(({ status }) => status.includes("(healthy)"))) return;
    await sleep(1000);
  }
  throw new Error("The hub did not become healthy.");
}

async function compareVolumes(engine) {
  const pairs = [];
  for (let run = 0; run < 5; run += 1) {
    const ours = Array.from({ length: VOLUMES }, (_, index) => `${HUB}-shared-a${index}`);
    const theirs = ours.map((name) => name.replace("-a", "-b"));
    const started = performance.now();
    await Promise.all(ours.map((name) => engine.createVolume({ name, labels: { "hubwright.hub": HUB } })));
    await engine.prepareVolumes({
      image: `${HUB}-jupyterhub:latest`,
      directory: "/srv/hubwright/group-folder",
      volumes: ours,
    });
    const between = performance.now();
    // What the walkthrough has an administrator type for each group.
    const loop =
      "for v in \"$@\"; do docker volume create $v >/dev/null; chmod 777 $(docker inspect $v | grep \"Mountpoint\" | awk '{print $2}' | sed 's/\"//g' | sed 's/,//g'); done";
    const { status, stderr } = spawnSync("sh", ["-ec", loop, "sh", ...theirs], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The walkthrough's loop failed: ${stderr}`);
    pairs.push([between - started, performance.now() - between]);
    for (const name of [...ours, ...theirs]) await engine.removeVolume(name);
  }
  return summary(pairs);
}

async function removeAll(engine) {
  const { volumes, networks, images } = await engine.observe();
  const isOurs = ({ labels }) => labels["hubwright.hub"] === HUB;
  for (const { name } of volumes.filter(isOurs)) await engine.removeVolume(name);
  for (const { name } of networks.filter(isOurs)) await engine.removeNetwork(name);
  for (const { tags } of images.filter(isOurs)) for (const tag of tags) await engine.removeImage(tag);
}

function composeProgram() {
  const script = fileURLToPath(new URL("../test/engine/setup/docker-compose.sh", import.meta.url));
  const { status, stdout, stderr } = spawnSync("bash", [script], { encoding: "utf8" });
  const program = /^V2=(.*)$/m.exec(stdout)?.[1];
  if (status !== 0 || program === undefined) throw new Error(`docker compose cannot be had: ${stderr}`);
  return program;
}
