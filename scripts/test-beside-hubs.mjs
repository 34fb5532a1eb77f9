// Runs npm test on an engine with hubs in use, and checks that they are unchanged afterwards: npm run test:beside-hubs
//
// It creates the hubs math, on port 8000, and math8660, with a busy server in one of them. If such hubs already exist, it
// does nothing. Further arguments go to npm test. Exits with 1 if a test fails or a hub has changed.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.mjs";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

await build({ ifStale: true });
const engine = spawnSync("bash", [join(ROOT, "test/engine/setup/engine.sh"), "start", "--image"], { stdio: "inherit" });
if (engine.status !== 0) process.exit(1);

// Imported only now, because they import the software itself.
const { ENGINE } = await import("../test/engine/support/engine-under-test.ts");
const { difference, engineState } = await import("../test/engine/support/engine-state.ts");
const { EngineView } = await import("../test/engine/support/engine-view.ts");
const { TestHub } = await import("../test/engine/support/test-hub.ts");

/** @typedef {import("../test/engine/support/test-hub.ts").TestHub} Hub */

const PLACES = [
  { name: "math", port: 8000 },
  { name: "math8660", port: 8660 },
];

const view = new EngineView(ENGINE);
for (const { name } of PLACES) {
  if ((await view.containers(name)).size > 0 || (await view.volumeNames(name)).length > 0) {
    console.error(`A hub named ${name} already exists on this engine. It was not changed, and nothing was tested.`);
    process.exit(1);
  }
}

/** @type {Hub[]} */
const hubs = [];
try {
  for (const place of PLACES) {
    const hub = await TestHub.create(place);
    hubs.push(hub);
    await hub.up();
  }
  const [math] = hubs;
  if (math === undefined) throw new Error("There is no hub.");
  const halljord = await math.signIn("halljord");
  await halljord.startServer();
  const notebook = await halljord.notebook();
  await notebook.save("team-1/kept.txt", "as it was");
  const kernel = await notebook.startKernel();
  await kernel.run("kept = 6 * 7");

  const before = await stateOf(hubs);
  const tests = spawn(process.execPath, [join(ROOT, "scripts/test.mjs"), ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: "inherit",
  });
  const [exitCode] = await once(tests, "exit");
  const changes = difference(await stateOf(hubs), before);
  const kept = `${(await kernel.run("print(kept)")).trim()}, ${await notebook.read("team-1/kept.txt")}`;
  if (kept !== "42, as it was") changes.push(`the kernel and the file say: ${kept}`);
  kernel.disconnect();
  const found = changes.length === 0 ? "unchanged" : `changed:\n${changes.join("\n")}`;
  console.log(`The hubs ${PLACES.map(({ name }) => name).join(" and ")} are ${found}`);
  process.exitCode = exitCode === 0 && changes.length === 0 ? 0 : 1;
} finally {
  for (const hub of hubs) await hub.remove();
}

/**
 * The state of hubs on the engine and the disk: each container with its ID and start time, and each file.
 *
 * @param {readonly Hub[]} all
 */
async function stateOf(all) {
  const lines = [];
  for (const { name, directory } of all) {
    lines.push(await engineState(view, name), await view.imageIds(name));
    for (const { Id } of (await view.containers(name)).values()) {
      const { Name, State, RestartCount } = await view.docker.getContainer(Id).inspect();
      lines.push(`${Name} ${Id} started ${State.StartedAt}, ${RestartCount} restarts`);
    }
    for (const file of readdirSync(directory, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
      const path = join(file.parentPath, file.name);
      lines.push(`${path} ${readFileSync(path, "base64")}`);
    }
  }
  return lines.join("\n");
}
