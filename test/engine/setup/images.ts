// Builds what the images of every hub begin with, so that tests that start at the same time do not each build it for
// themselves; the layers have a tag then, and stay. With --remove-old it removes what earlier runs built and nobody needs.
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { ENGINE } from "../support/engine-under-test.ts";
import { EngineView } from "../support/engine-view.ts";
import { TestHub } from "../support/test-hub.ts";
import { isOfEndedRun } from "../support/test-run.ts";

/** The next run builds from what the last ones have built. */
const HOUR = 3_600_000;

if (process.argv.includes("--remove-old")) {
  await new EngineView(ENGINE).removeLayers(isOfEndedRun, Date.now() - HOUR);
} else {
  for (const jupyterhub of ["6.1", "5.5"] as const) {
    // Nothing of it is started, so no port is taken.
    const name = `t-base-${jupyterhub.replace(".", "-")}`;
    const hub = await TestHub.create({ name, port: 8000, definition: { jupyterhub } });
    try {
      await hub.must("build");
    } finally {
      rmSync(dirname(hub.directory), { recursive: true, force: true });
    }
  }
}
