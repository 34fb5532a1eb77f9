import { INSIDE } from "../deployment/from-hub.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import type { ResolvedLimits } from "../model/hub/notebook.ts";
import { bytesOf, secondsOf } from "../model/hub/quantity.ts";

/** Emits what the hub reads while it runs: the part of the definition that its Python needs, with every default filled in. */
export function emitHubJson(hub: HubDefinition, id: string | null): string {
  const names = hubNames(hub.name);
  const { signIn, notebook, database } = hub;
  // What is the default, or not there, is left out, so that such a hub's image stays as it is.
  const data = {
    schema: 1,
    hub: hub.name,
    ...(id === null ? {} : { id }),
    jupyterhub: hub.jupyterhub,
    timezone: hub.timezone,
    roster: `${INSIDE.roster}/${hub.roster.slice(hub.roster.lastIndexOf("/") + 1)}`,
    network: names.network,
    ...(hub.listen === "127.0.0.1" ? {} : { listen: hub.listen }),
    images: { hub: names.image.hub, notebook: names.image.notebook },
    signIn: signIn.kind === "custom" ? { kind: signIn.kind, authenticator: signIn.authenticator } : signIn,
    strangers: hub.strangers,
    admins: hub.admins,
    ...(hub.staff.open === "own-group" ? {} : { staff: hub.staff }),
    ...(hub.metrics ? { metrics: true } : {}),
    ...(database === "sqlite" ? {} : { database: database === "postgres" ? { kind: database } : database }),
    notebook: {
      ...limitsOf(notebook.limits),
      idleAfter: notebook.idleAfter === null ? null : (secondsOf(notebook.idleAfter) ?? null),
      maxAge: notebook.maxAge === null ? null : (secondsOf(notebook.maxAge) ?? null),
      ...(notebook.privileges === "none" ? { privileges: notebook.privileges } : {}),
      images: notebook.images,
      groups: Object.fromEntries(
        Object.entries(notebook.groups).map(([group, { limits, image, images }]) => [
          group,
          { limits: limitsOf(limits), image, images },
        ]),
      ),
    },
    volumes: Object.values(hub.volumes),
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

/** Limits as Docker takes them, memory in bytes. */
type DockerLimits = { readonly [limit in keyof Omit<ResolvedLimits, "memory">]: ResolvedLimits[limit] } & {
  readonly memory: number | null;
};

/** A limit that is not set stays unset. Each limit is listed here, so that none is written in a unit that the hub does not expect. */
function limitsOf({ memory, cpus, gpus, ...others }: Partial<ResolvedLimits>): Partial<DockerLimits> {
  const none: Record<string, never> = others;
  return {
    ...(memory === undefined ? {} : { memory: memory === null ? null : (bytesOf(memory) ?? null) }),
    ...(cpus === undefined ? {} : { cpus }),
    ...(gpus === undefined ? {} : { gpus }),
    ...none,
  };
}
