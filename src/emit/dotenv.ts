import type { HubDefinition } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import { GENERATED } from "./generated-notice.ts";

/**
 * Emits .env: the project's name for compose, and the names that the walkthrough taught, for the Makefile and for scripts.
 * Every value is a name or a number that needs no quotes; a secret is never here.
 */
export function emitDotenv(hub: HubDefinition): string {
  const names = hubNames(hub.name);
  const values: readonly (readonly [string, string])[] = [
    ["COMPOSE_PROJECT_NAME", hub.name],
    ["HUB_NAME", hub.name],
    ["PORT_NUM", String(hub.port)],
    ["DOCKER_NETWORK_NAME", names.network],
    ["DATA_VOLUME_NAME", names.data],
    ["LOCAL_NOTEBOOK_IMAGE", names.image.notebook],
    ["JUPYTERHUB_VERSION", hub.jupyterhub],
    ["USERNAME", "hub-admin"],
  ];
  return [`# ${GENERATED}`, ...values.map(([name, value]) => `${name}=${value}`), ""].join("\n");
}
