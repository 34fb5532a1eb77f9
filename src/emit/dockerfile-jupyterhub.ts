import { INSIDE } from "../deployment/from-hub.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { ANSWERS, healthyScript } from "./answers-script.ts";
import { ADDED, DEBIANS_PIP, leaveOutHarmful, pinned, pipInstall, takeWheels, wheelsStage } from "./dockerfile-pip.ts";
import { POSTGRES_PROGRAMS, POSTGRES_STAGE, postgresStages } from "./dockerfile-postgres.ts";
import { proxyStages } from "./dockerfile-proxy.ts";
import { debianStage, keepList, PYTHON_SYSTEM, run, write } from "./dockerfile-stages.ts";
import { GENERATED } from "./generated-notice.ts";
import { hubPackages } from "./python-pins.ts";
import { execForm } from "./quote/dockerfile.ts";

/**
 * Emits Dockerfile.jupyterhub: the images of the proxy, of the database where there is one, and of the hub, each a
 * `--target` of that name.
 *
 * The hub's own files come last, so that a change of the configuration installs nothing again.
 */
export function emitDockerfileJupyterhub(hub: HubDefinition): string {
  const lines = [`# ${GENERATED}`, ...proxyStages(hub.name), "", ...databaseStages(hub), ...hubStages(hub), ""];
  return lines.join("\n");
}

/** The programs that back up a database are the server's own, so its stage exists for someone else's server too. */
function databaseStages({ database }: HubDefinition): readonly string[] {
  return database === "sqlite" ? [] : [...postgresStages(), ""];
}

const VENV = "/opt/hubwright-venv";

function hubStages(hub: HubDefinition): readonly string[] {
  const { signIn, database } = hub;
  const added = signIn.kind === "custom" ? signIn.pip : [];
  const packages = hubPackages(hub);
  const tried = pinned(packages);
  const wanted = added.length === 0 ? [tried] : [tried, ADDED];
  const pip = `${DEBIANS_PIP} --python ${VENV}/bin/python`;
  return [
    "# Debian's Python.",
    ...debianStage("hub-system", database === "sqlite" ? PYTHON_SYSTEM : [...PYTHON_SYSTEM, "libpq5"]),
    keepList(tried.list, packages),
    ...(added.length === 0 ? [] : [keepList(ADDED.list, added)]),
    "",
    ...wheelsStage("hub-system", "hub-wheels", DEBIANS_PIP, wanted),
    "",
    "# JupyterHub, and last what only this hub has.",
    "FROM hub-system AS hub",
    ...takeWheels("hub-wheels"),
    run([
      `python3 -m venv --without-pip ${VENV}`,
      ...wanted.map((packages) => pipInstall(pip, packages)),
      ...leaveOutHarmful(pip, added),
      `cd ${VENV}/share/jupyterhub/static/components/@fortawesome/fontawesome-free`,
      "rm -rf js less metadata otfs scss sprites sprites-full svgs svgs-full",
    ]),
    ...(database === "sqlite"
      ? []
      : [
          `COPY --from=${POSTGRES_STAGE} ${POSTGRES_PROGRAMS.join(" ")} /usr/local/bin/`,
          run(["pg_dump --version", "pg_restore --version"]),
        ]),
    run([
      `mkdir -p ${INSIDE.home}/group-folder ${INSIDE.data}`,
      `chown 1000:100 ${INSIDE.home}/group-folder`,
      `chmod 2775 ${INSIDE.home}/group-folder`,
      // The same empty folder under any number of names: one container prepares many volumes.
      `ln -s . ${INSIDE.home}/again`,
      ...write(`${INSIDE.home}/answers`, ANSWERS, "755"),
      ...write(`${INSIDE.home}/healthy`, healthyScript(INSIDE.home, INSIDE.socket), "755"),
    ]),
    `ENV LANG=C.UTF-8 PATH=${VENV}/bin:$PATH PYTHONPATH=${INSIDE.home} \\
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt`,
    `WORKDIR ${INSIDE.data}`,
    "EXPOSE 8081",
    'ENTRYPOINT ["tini", "--"]',
    // Without -P Python would look for modules in the data volume first.
    `CMD ${execForm(["python3", "-P", "-m", "hubwright_hub.application", "-f", `${INSIDE.home}/jupyterhub_config.py`])}`,
    `COPY hubwright_hub/ ${INSIDE.home}/hubwright_hub/`,
    `COPY extra/ ${INSIDE.home}/extra/`,
    // Nothing below is shared with other hubs; everything above is built once for all hubs of a server.
    `COPY hub.json jupyterhub_config.py ${INSIDE.home}/`,
  ];
}
