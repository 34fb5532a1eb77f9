// Builds what the images of every hub begin with, so that tests that start at the same time do not each build it for
// themselves; the layers have a tag then, and stay. With --remove-old it removes what earlier runs built and nobody needs.
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { digestOfFiles } from "../../../src/deployment/digest.ts";
import { emitDockerfileJupyterhub } from "../../../src/emit/dockerfile-jupyterhub.ts";
import { emitDockerfileNotebook } from "../../../src/emit/dockerfile-notebook.ts";
import { defineHub } from "../../../src/model/hub/hub.ts";
import { ENGINE } from "../support/engine-under-test.ts";
import { EngineView } from "../support/engine-view.ts";
import { TestHub } from "../support/test-hub.ts";
import { isOfEndedRun } from "../support/test-run.ts";

/** In milliseconds: longer than any run. */
const HOUR = 3_600_000;
const PREFIX = "t-base-";

/** A hub for each version of JupyterHub, named after the content of its images. */
const HUBS = (["6.1", "5.5"] as const).map((jupyterhub) => {
  const hub = defineHub({ name: "math", jupyterhub });
  const files = { hub: emitDockerfileJupyterhub(hub), notebook: emitDockerfileNotebook(hub) };
  return { jupyterhub, name: `${PREFIX}${digestOfFiles(files).slice(0, 8)}` };
});

const view = new EngineView(ENGINE);

async function build(): Promise<void> {
  const there = (await view.docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
  for (const { name, jupyterhub } of HUBS) {
    if (there.includes(`${name}-jupyterhub:latest`)) continue;
    // None of it is started, so no port is used.
    const hub = await TestHub.create({ name, port: 8000, definition: { jupyterhub } });
    try {
      await hub.must("build");
    } finally {
      rmSync(dirname(hub.directory), { recursive: true, force: true });
    }
  }
}

async function removeOld(): Promise<void> {
  const current = HUBS.map(({ name }) => name);
  await view.removeNamed((hub) => hub.startsWith(PREFIX) && !current.some((name) => hub.startsWith(name)));
  await view.removeLayers((hub) => isOfEndedRun(hub) || hub.startsWith(PREFIX), HOUR);
}

await (process.argv.includes("--remove-old") ? removeOld() : build());
