import { INSIDE } from "../deployment/from-hub.ts";
import type { HubDefinition } from "../model/hub.ts";
import { hubNames } from "../model/names.ts";
import { bytesOf, secondsOf } from "../model/quantity.ts";

/** Emits what the hub reads while it runs: the part of the definition that its Python needs, with every default filled in. */
export function emitHubJson(hub: HubDefinition): string {
  const names = hubNames(hub.name);
  const { signIn, notebook } = hub;
  const data = {
    schema: 1,
    hub: hub.name,
    jupyterhub: hub.jupyterhub,
    timezone: hub.timezone,
    roster: `${INSIDE.roster}/${hub.roster.slice(hub.roster.lastIndexOf("/") + 1)}`,
    network: names.network,
    images: { hub: names.image.hub, notebook: names.image.notebook },
    signIn: signIn.kind === "custom" ? { kind: signIn.kind, authenticator: signIn.authenticator } : signIn,
    strangers: hub.strangers,
    notebook: {
      memory: notebook.limits.memory === null ? null : (bytesOf(notebook.limits.memory) ?? null),
      cpus: notebook.limits.cpus,
      idleAfter: notebook.idleAfter === null ? null : (secondsOf(notebook.idleAfter) ?? null),
    },
    volumes: Object.values(hub.volumes),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}
