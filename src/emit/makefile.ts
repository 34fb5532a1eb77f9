import { shellWord } from "../model/problem/shell-word.ts";
import type { Deployment, SentVolume, VolumeSpec } from "../deployment/deployment.ts";
import { type HubDefinition, secretsOfSignIn } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import { nameOf } from "../deployment/sent-volumes.ts";
import { GENERATED } from "./generated-notice.ts";
import { recipeWord } from "./quote/shell.ts";

/**
 * Emits the Makefile: the walkthrough's targets, for a server that has Docker and neither Node nor hubwright.
 *
 * What it makes carries the same labels, so that `hubwright up` knows it as its own.
 */
export function emitMakefile(hub: HubDefinition, deployment: Deployment): string {
  const names = hubNames(hub.name);
  const isSent = deployment.sent.length > 0;
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
  const signIn = secretsOfSignIn(hub.signIn);
  const more: readonly (readonly [name: string, rule: string])[] = [
    ...(hub.metrics ? ([["metrics.env", key("metrics.env", "METRICS_TOKEN")]] as const) : []),
    ...(hub.database === "postgres" ? ([["postgres.env", key("postgres.env", "POSTGRES_PASSWORD")]] as const) : []),
    ...(typeof hub.database === "object" ? ([["database.env", NO_ADDRESS]] as const) : []),
    ...(signIn.length > 0 ? ([["sign-in.env", noSecrets(signIn)]] as const) : []),
  ];
  return `# ${GENERATED}
# make                create what "docker compose up -d" needs: secrets, volume, images
# make notebook_image build the image of people's servers, after a change to ${directory}/Dockerfile
# make login          print the password of USERNAME (see .env), for example: make login USERNAME=halljord
${isSent ? SENT_HELP : ""}include .env

.PHONY: all build notebook_image base network volumes secrets build-host login${isSent ? " send send_list" : ""}

all: secrets volumes notebook_image build${isSent ? " send" : ""}

build: base build-host
\tif docker compose version >/dev/null 2>&1; then docker compose build; else docker-compose build; fi

notebook_image: base build-host
\tdocker build ${labelOptions(notebook?.labels ?? {})} --tag ${recipeWord(names.image.notebook)} ${recipeWord(directory)}

# If the registry cannot be reached, "hubwright build" creates the base itself.
base:
\t@docker image inspect debian:trixie-slim >/dev/null 2>&1 || docker pull debian:trixie-slim

volumes:
${[...deployment.volumes, ...deployment.sent].map(makesVolume).join("\n")}
${isSent ? `${sendTargets(names.image.hub, deployment.sent)}\n` : ""}
network:
\t@docker network inspect ${recipeWord(names.network)} >/dev/null 2>&1 || docker compose create

# Extra certificates of this machine, for servers behind TLS inspection. The builds read them from build-host/.
build-host:
\t@for context in . singleuser; do \\
\t\tif [ -d "$$context/build-host" ] && ls /usr/local/share/ca-certificates/*.crt >/dev/null 2>&1; then \\
\t\t\tmkdir -p "$$context/build-host/ca" && cp /usr/local/share/ca-certificates/*.crt "$$context/build-host/ca/"; \\
\t\tfi; \\
\tdone

secrets: ../secrets/oauth.env ../secrets/hub.env ../secrets/proxy.env${more.map(([name]) => ` ../secrets/${name}`).join("")}

${key("oauth.env", "HASH_SECRET_KEY")}
${key("hub.env", "JUPYTERHUB_CRYPT_KEY")}
${key("proxy.env", "CONFIGPROXY_AUTH_TOKEN")}
${more.map(([, rule]) => `${rule}\n`).join("")}login:
\t@docker exec ${recipeWord(names.hub)} python3 -m hubwright_hub.login "$(USERNAME)"
`;
}

/** Nobody but a person can write where their own database is. */
const NO_ADDRESS = `../secrets/database.env:
\t@echo "Create $@, readable only by you: DATABASE_URL=postgresql://USER:PASSWORD@HOST:5432/NAME" >&2; exit 1
`;

/** What a sign-in's provider gave to this hub, nobody but a person can write either. */
function noSecrets(names: readonly string[]): string {
  return `../secrets/sign-in.env:
\t@echo "Create $@, readable only by you, with a line for each of these: ${names.map((name) => `${name}=...`).join(" ")}" >&2; exit 1
`;
}

const SENT_HELP = `# make send           send the keys, and the user list if the hub has none, to the engine's machine
# make send_list      send the user list, whatever the hub has. After a change of keys: docker compose restart
`;

function makesVolume({ name, labels }: VolumeSpec): string {
  return `\t@docker volume inspect ${recipeWord(name)} >/dev/null 2>&1 || docker volume create ${labelOptions(labels)} ${recipeWord(name)}`;
}

/** The engine sees no file of this machine: they go as an archive into a container that has the volume mounted. */
function sendTargets(image: string, sent: readonly SentVolume[]): string {
  const into = (name: string, script: string) =>
    `docker run --rm -i --network none --mount ${recipeWord(`type=volume,src=${name},dst=/volume`)} --workdir /volume ${recipeWord(image)} sh -c ${recipeWord(script)}`;
  const archive = ({ files }: SentVolume) => {
    const [first = ""] = files;
    const directory = first.slice(0, first.lastIndexOf("/"));
    return `tar -C ${recipeWord(`../${directory}`)} -cf - ${files.map((file) => recipeWord(nameOf(file))).join(" ")}`;
  };
  const keys = sent.filter(({ holds }) => holds === "secrets");
  const lists = sent.filter(({ holds }) => holds === "roster");
  const list = (condition: (name: string) => string) =>
    lists.map((volume) => {
      const name = shellWord(nameOf(volume.files[0] ?? ""));
      const take = `mkdir .new && tar -xf - -C .new --no-same-owner && chgrp 100 . .new/${name} && chmod 2770 . && chmod 660 .new/${name} && mv .new/${name} ${name} && rmdir .new`;
      return `\t@${archive(volume)} | ${into(volume.name, `${condition(name)}{ rm -rf .new && ${take}; }`)}\n`;
    });
  return `
send: secrets volumes build
${keys.map((volume) => `\t@${archive(volume)} | ${into(volume.name, "umask 077 && tar -xf - --no-same-owner")}\n`).join("")}${list((name) => `[ -e ${name} ] || `).join("")}
send_list: volumes build
${list(() => "")
  .join("")
  .trimEnd()}`;
}

function labelOptions(labels: { readonly [label: string]: string }): string {
  return Object.entries(labels)
    .map(([label, value]) => `--label ${recipeWord(`${label}=${value}`)}`)
    .join(" ");
}
