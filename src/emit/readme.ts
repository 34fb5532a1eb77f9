import { GENERATED } from "./generated-notice.ts";
import type { HubDefinition } from "../model/hub/hub.ts";

/** Emits the README of the deployment directory, for someone who finds it on a server in three years. */
export function emitReadme(hub: HubDefinition): string {
  const isPostgres = hub.database === "postgres";
  const { remote } = hub.engine;
  return `<!-- ${GENERATED} -->

# The hub ${hub.name}

This directory runs a JupyterHub at http://localhost:${hub.port}/${hub.name}${remote ? " of another machine, that of the Docker engine" : ""}, with Docker alone:

\`\`\`sh
make && docker compose up -d
\`\`\`

\`make\` comes first: it creates the secrets, the ${isPostgres ? "volumes that outlive" : "volume that outlives"} everything here, and the image of people's servers.
With the older docker-compose 1.29, write \`docker-compose\` instead of \`docker compose\`. \`hubwright up\` does all of this in one
step and knows what is running from here as its own.

| file | what it is |
|---|---|
| compose.yaml, .env | ${isPostgres ? "the hub, its proxy and its database" : "the hub and its proxy"} |
| Dockerfile.jupyterhub | the images of ${isPostgres ? "all three" : "both"} |
| jupyterhub_config.py, hub.json, hubwright_hub/ | what the hub does; they are part of its image |
| singleuser/ | the image of people's servers |
| nginx.conf | the block for the web server in front |
${hub.metrics ? "| prometheus.yml | how Prometheus reads the hub's metrics |\n" : ""}| Makefile | the walkthrough's commands: \`make notebook_image\`, \`make build\`, \`make login\` |

${
  remote
    ? `The engine sees no file of this machine. \`make\` sends it the keys, and the user list if it has none; \`make send_list\` sends the
list as it is here. \`hubwright people push\` does that too, and first checks whether someone edited the list in the hub.`
    : `The user list is ../${hub.roster}. It is read while the hub runs: changes apply when you save it.`
}
The keys are in ../secrets. Anyone who has oauth.env can compute every password.

\`docker compose down\`, with \`-v\` too, removes no file of a person: their volumes do not belong to compose.
`;
}
