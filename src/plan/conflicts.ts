import { type Labels, LABEL } from "../deployment/deployment.ts";
import { INSIDE } from "../deployment/from-hub.ts";
import { hint, program } from "../model/problem/problem.ts";
import { addressesOverlap } from "./addresses-overlap.ts";
import type { Observed } from "./observed.ts";
import { nameOfOwner, portTaken } from "./port-taken.ts";
import { sayTwoLists } from "./sent-files.ts";
import { shortId } from "./same-name-networks.ts";
import type { Conflict } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** Finds objects that have one of our names but do not belong to this hub. They are never used just because the name matches. */
export function findConflicts(
  wanted: Wanted,
  observed: Observed,
): { readonly conflicts: readonly Conflict[]; readonly warnings: readonly Conflict[] } {
  const { deployment, shared } = wanted;
  const hub = deployment.hub;
  const own = new Set([...deployment.volumes, ...deployment.sent].map(({ name }) => name));
  const conflicts: Conflict[] = [...elsewhere(wanted), ...twoLists(wanted, true)];
  const names = new Set(deployment.services.map(({ name }) => name));
  for (const { name, labels } of observed.containers) {
    if (names.has(name)) addForeign(conflicts, "error", "container", name, labels, hub);
  }
  const networks = new Set(deployment.networks.map(({ name }) => name));
  for (const { id, name, labels } of observed.networks) {
    // If two have the name, Docker accepts neither.
    const isOne = observed.networks.filter((other) => other.name === name).length === 1;
    if (networks.has(name)) addForeign(conflicts, "error", "network", name, labels, hub, isOne ? name : shortId(id));
  }
  for (const { name, labels } of observed.volumes) {
    if (own.has(name)) addForeign(conflicts, "error", "volume", name, labels, hub);
  }
  for (const { tag } of deployment.images) {
    const image = observed.images.find(({ tags }) => tags.includes(tag));
    if (image !== undefined) addForeign(conflicts, "error", "image", tag, image.labels, hub);
  }
  conflicts.push(...takenPorts(wanted, observed));
  const warnings: Conflict[] = [...openWay(wanted), ...twoLists(wanted, false)];
  for (const { name, takenByName } of shared) {
    const volume = observed.volumes.find((candidate) => candidate.name === name);
    if (volume !== undefined && !takenByName) addForeign(warnings, "warning", "volume", name, volume.labels, hub);
  }
  return { conflicts, warnings };
}

/** Docker would look for the hub's directory on the engine's machine and not find it. */
function elsewhere({ deployment, engine }: Wanted): readonly Conflict[] {
  if (engine === undefined || engine.local || deployment.sent.length > 0) return [];
  const socket = deployment.services
    .flatMap(({ mounts }) => mounts)
    .flatMap((mount) => (mount.type === "bind" && mount.target === INSIDE.socket ? [mount.source] : []))
    .find((source) => source !== INSIDE.socket);
  const other = socket === undefined ? "" : `socket: ${JSON.stringify(socket)}, `;
  return [
    {
      code: "engine-elsewhere",
      severity: "error",
      object: "engine",
      name: engine.address,
      message: `The Docker engine at ${engine.address} is on another machine and cannot see this directory's user list and secrets.`,
      hint: `Add this to hub.ts, and hubwright sends them there: engine: { ${other}remote: true },`,
    },
  ];
}

/** Keys and user lists go over this connection, and an engine does whatever it is asked. */
function openWay({ engine }: Wanted): readonly Conflict[] {
  if (engine?.open !== true) return [];
  return [
    {
      code: "engine-open",
      severity: "warning",
      object: "engine",
      name: engine.address,
      message: `The Docker engine at ${engine.address} is reached without TLS: keys and passwords can be read on the way, and anyone who can reach that port has root access to its machine.`,
      hint: "Use ssh (DOCKER_HOST=ssh://name@host), or TLS (DOCKER_TLS_VERIFY=1, port 2376), and close the port to the network.",
    },
  ];
}

/**
 * The user list, if the hub's copy was edited there. It is never overwritten without asking. A run that would have to do so stops:
 * if the list was edited here too, or if the hub should read the one here.
 *
 * @param stops - Which of the two to return: what stops a run, or what it only reports.
 */
function twoLists({ deployment, files }: Wanted, stops: boolean): readonly Conflict[] {
  if (files === undefined || files.list === "same" || files.list === "changed-here") return [];
  const isStop = files.list !== "changed-there" || deployment.sent.length === 0;
  if (isStop !== stops) return [];
  const { list, roster } = files;
  return [
    { ...sayTwoLists({ list, roster }), severity: stops ? "error" : "warning", object: "list", name: files.roster },
  ];
}

function addForeign(
  found: Conflict[],
  severity: Conflict["severity"],
  object: "container" | "network" | "volume" | "image",
  name: string,
  labels: Labels,
  hub: string,
  reference = name,
): void {
  const owner = labels[LABEL.hub];
  if (owner === hub) return;
  const whose = owner === undefined ? "hubwright did not create it" : `it belongs to the hub ${owner}`;
  const next =
    object === "volume"
      ? hint`Give the hub another name in hub.ts, or check what is in it: ${program("docker", "volume", "inspect", name)}`
      : hint`Give the hub another name in hub.ts, or remove it: ${program("docker", object, "rm", reference)}`;
  found.push({
    // What stops a run has a name that the hub needs; what does not is a group's volume, which its members cannot use.
    code: severity === "error" ? "name-taken" : "volume-foreign",
    severity,
    object,
    name,
    message: `${object === "image" ? "An" : "A"} ${object} named ${name} already exists, and ${whose}.`,
    hint: next,
  });
}

function takenPorts({ deployment }: Wanted, observed: Observed): readonly Conflict[] {
  const own = new Set(deployment.services.map(({ name }) => name));
  const asked = deployment.services.flatMap(({ ports }) => ports);
  return observed.containers
    .filter(
      ({ name, state }) => !own.has(name) && (state === "running" || state === "restarting" || state === "paused"),
    )
    .flatMap(({ name, labels, ports }) =>
      ports
        .filter((port) =>
          asked.some(
            ({ address, published }) => published === port.published && addressesOverlap(address, port.address),
          ),
        )
        .map(({ published }) => ({
          ...portTaken(published, nameOfOwner({ name, labels })),
          object: "port" as const,
          name: String(published),
        })),
    );
}
