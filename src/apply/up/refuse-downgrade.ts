import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import { LABEL } from "../../deployment/deployment.ts";
import { questionOf } from "../../deployment/from-hub.ts";
import type { Engine } from "../../engine/port.ts";
import { newestBackup } from "../../hub-side/backup.ts";
import type { HubDefinition } from "../../model/hub/hub.ts";
import { isOlder } from "../../model/is-older.ts";
import type { Observed } from "../../plan/observed.ts";

/**
 * Refuses to replace a hub by one of an older JupyterHub, which could not read the database and would never start.
 *
 * A hub that does not answer may never have upgraded it: then the older one tries, and reports what it finds.
 *
 * @throws HubwrightError that names the backup from before the upgrade.
 */
export async function refuseDowngrade(hub: HubDefinition, engine: Engine, observed: Observed): Promise<void> {
  const running = observed.containers.find(({ name, state }) => name === hub.name && state === "running");
  const generation = running?.labels[LABEL.jupyterhub];
  if (generation === undefined || !isOlder(hub.jupyterhub, generation)) return;
  const { exitCode } = await engine.exec(hub.name, questionOf("127.0.0.1", 8081, hub.name));
  if (exitCode !== 0) return;
  const backup = await newestBackup(hub.name, engine);
  throw HubwrightError.of(
    "database-newer",
    `JupyterHub ${hub.jupyterhub} cannot read the database that JupyterHub ${generation} uses. The hub is unchanged.`,
    `Set jupyterhub: "${generation}" in hub.ts again. ${
      backup === undefined
        ? "There is no backup from before an upgrade."
        : `The database from before the upgrade is ${backup} in the volume ${hub.name}-data; docs/changes.md explains how to restore it.`
    }`,
  );
}
