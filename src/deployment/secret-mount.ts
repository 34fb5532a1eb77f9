import { SECRETS_INSIDE, type ServiceMount } from "./deployment.ts";

/** A file of secrets/ in a service, to read only. Not in its environment, which `docker inspect` shows. */
export function secretMount(file: string, because: string): ServiceMount {
  return { type: "bind", source: `secrets/${file}`, target: `${SECRETS_INSIDE}/${file}`, readOnly: true, because };
}
