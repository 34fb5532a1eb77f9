import type { HubDefinition } from "../model/hub/hub.ts";
import { hubNames } from "../model/hub/names.ts";
import type { Labels, SentVolume, ServiceMount, ServiceSpec } from "./deployment.ts";

/**
 * Puts volumes in the place of all that services mount from the hub's directory, for an engine that cannot see it. Each
 * service has its keys in a volume of its own, so that it sees no other's: Docker 20.10 cannot mount a part of a volume.
 */
export function withSentVolumes(
  hub: HubDefinition,
  services: readonly ServiceSpec[],
  labels: (kind: string) => Labels,
): { readonly services: readonly ServiceSpec[]; readonly sent: readonly SentVolume[] } {
  const sent: SentVolume[] = [];
  const changed = services.map((service) => {
    const own = service.mounts.filter(isOfDirectory);
    const keys = own.filter(({ source }) => source.startsWith(SECRETS));
    const mounts: ServiceMount[] = service.mounts.filter((mount) => !isOfDirectory(mount));
    if (own.length > keys.length) {
      const name = hubNames(hub.name).roster;
      sent.push({ name, labels: labels("roster"), holds: "roster", files: [hub.roster] });
      for (const { target } of own.filter((mount) => !keys.includes(mount)))
        mounts.push({ type: "volume", volume: name, target, because: "the list of people, as it was last sent here" });
    }
    const [first] = keys;
    if (first !== undefined) {
      const name = secretsVolume(hub.name, service.key);
      sent.push({ name, labels: labels("secrets"), holds: "secrets", files: keys.map(({ source }) => source) });
      const target = first.target.slice(0, first.target.lastIndexOf("/"));
      const because = "the keys that this container needs, and no other";
      mounts.push({ type: "volume", volume: name, target, readOnly: true, because });
    }
    return { ...service, mounts };
  });
  return { services: changed, sent };
}

/** What a file is called in the volume that it is sent to. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const SECRETS = "secrets/";

/** The volume with the keys of a service. */
function secretsVolume(hub: string, service: ServiceSpec["key"]): string {
  const names = hubNames(hub);
  return { hub: names.secrets, proxy: names.proxySecrets, db: names.dbSecrets }[service];
}

type BindMount = Extract<ServiceMount, { type: "bind" }>;

/** What is the engine's own, such as its socket, is written in full. */
function isOfDirectory(mount: ServiceMount): mount is BindMount {
  return mount.type === "bind" && !mount.source.startsWith("/");
}
