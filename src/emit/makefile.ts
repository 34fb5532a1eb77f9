import type { Deployment } from "../deployment/deployment.ts";
import type { HubDefinition } from "../model/hub.ts";
import { hubNames } from "../model/names.ts";
import { GENERATED } from "./generated-notice.ts";
import { recipeWord } from "./quote/shell.ts";

/**
 * Emits the Makefile: the walkthrough's targets, for a server that has Docker and neither Node nor hubwright.
 *
 * What it makes carries the same labels, so that `hubwright up` knows it as its own.
 */
export function emitMakefile(hub: HubDefinition, deployment: Deployment): string {
  const names = hubNames(hub.name);
  const notebook = deployment.images.find(({ role }) => role === "notebook");
  const directory =
    notebook === undefined
      ? "singleuser"
      : notebook.context.kind === "generated"
        ? notebook.context.directory
        : `../${notebook.context.directory}`;
  const key = (name: string, variable: string) =>
    `../secrets/${name}:
\t@mkdir -p ../secrets && chmod 700 ../secrets
\t@umask 077 && printf '${variable}=%s\\n' "$$(od -An -N32 -tx1 /dev/urandom | tr -d ' \\n')" > $@
\t@echo "Made $@"
`;
  return `# ${GENERATED}
# make                what "docker compose up -d" needs: secrets, volume, images
# make notebook_image the image of people's servers, after a change of ${directory}/Dockerfile
# make login          the password of USERNAME (see .env), for example: make login USERNAME=halljord
include .env

.PHONY: all build notebook_image base network volumes secrets build-host login

all: secrets volumes notebook_image build

build: base build-host
\tif docker compose version >/dev/null 2>&1; then docker compose build; else docker-compose build; fi

notebook_image: base build-host
\tdocker build ${labelOptions(notebook?.labels ?? {})} --tag ${recipeWord(names.image.notebook)} ${recipeWord(directory)}

# Where the registry cannot be reached, "hubwright build" makes the base itself.
base:
\t@docker image inspect debian:trixie-slim >/dev/null 2>&1 || docker pull debian:trixie-slim

volumes:
\t@docker volume inspect ${recipeWord(names.data)} >/dev/null 2>&1 || docker volume create ${labelOptions(deployment.data.labels)} ${recipeWord(names.data)}

network:
\t@docker network inspect ${recipeWord(names.network)} >/dev/null 2>&1 || docker compose create

# Extra certificates of this machine, for servers behind a TLS inspection. The builds read them from build-host/.
build-host:
\t@for context in . singleuser; do \\
\t\tif [ -d "$$context/build-host" ] && ls /usr/local/share/ca-certificates/*.crt >/dev/null 2>&1; then \\
\t\t\tmkdir -p "$$context/build-host/ca" && cp /usr/local/share/ca-certificates/*.crt "$$context/build-host/ca/"; \\
\t\tfi; \\
\tdone

secrets: ../secrets/oauth.env ../secrets/hub.env ../secrets/proxy.env${hub.metrics ? " ../secrets/metrics.env" : ""}

${key("oauth.env", "HASH_SECRET_KEY")}
${key("hub.env", "JUPYTERHUB_CRYPT_KEY")}
${key("proxy.env", "CONFIGPROXY_AUTH_TOKEN")}
${hub.metrics ? `${key("metrics.env", "METRICS_TOKEN")}\n` : ""}login:
\t@docker exec ${recipeWord(names.hub)} python3 -m hubwright_hub.login "$(USERNAME)"
`;
}

function labelOptions(labels: { readonly [label: string]: string }): string {
  return Object.entries(labels)
    .map(([label, value]) => `--label ${recipeWord(`${label}=${value}`)}`)
    .join(" ");
}
