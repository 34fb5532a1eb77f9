import { LABEL } from "../deployment/deployment.ts";
import { hubNames, notebookPrefix } from "../model/hub/names.ts";
import type { Observed, ObservedContainer } from "../plan/observed.ts";

/** One hub of the server, according to its containers. */
export interface ServerHub {
  readonly name: string;
  /** False for a hub that someone made by hand: it has none of our labels. */
  readonly isOurs: boolean;
  readonly port: number | null;
  readonly state: string;
  /** Whether its own container runs, so that it can be asked. */
  readonly isRunning: boolean;
  readonly notebooks: number;
  readonly directory: string | null;
}

/** The hubs among the containers of a server, by name: those of hubwright or its deploy/, and those made by hand. */
export function hubsOf({ containers }: Observed): readonly ServerHub[] {
  const byHub = new Map<string, ObservedContainer[]>();
  const others: ObservedContainer[] = [];
  for (const container of containers) {
    const hub = container.labels[LABEL.hub];
    if (hub === undefined) others.push(container);
    else byHub.set(hub, [...(byHub.get(hub) ?? []), container]);
  }
  return [...[...byHub].map(([name, own]) => ownHub(name, own)), ...handMade(others)].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function ownHub(name: string, own: readonly ObservedContainer[]): ServerHub {
  const ofKind = (kind: string) => own.filter(({ labels }) => labels[LABEL.kind] === kind);
  return {
    name,
    isOurs: true,
    port: ofKind("proxy")[0]?.ports[0]?.published ?? null,
    state: ofKind("hub")[0]?.status ?? "no hub",
    isRunning: ofKind("hub")[0]?.state === "running",
    notebooks: ofKind("notebook").filter(({ state }) => state === "running").length,
    directory:
      own
        .map(directoryOf)
        .find((directory) => directory !== null)
        ?.replace(/\/deploy$/, "") ?? null,
  };
}

/**
 * Hubs after the walkthrough: a container that may start others, since it mounts the engine's socket, and that has a
 * volume called after it for its data (`math`, `math-data`) or notebooks called after it (`math-user-halljord`).
 * Both together are not a coincidence; one alone does not make a hub.
 */
function handMade(others: readonly ObservedContainer[]): readonly ServerHub[] {
  const notebooksOf = (name: string) => others.filter((other) => other.name.startsWith(notebookPrefix(name)));
  return others
    .filter(({ mounts }) => mounts.some(({ target }) => target === "/var/run/docker.sock"))
    .filter(
      ({ name, mounts }) =>
        mounts.some(({ type, source }) => type === "volume" && source === hubNames(name).data) ||
        notebooksOf(name).length > 0,
    )
    .map((container) => ({
      name: container.name,
      isOurs: false,
      port: container.ports[0]?.published ?? null,
      state: container.status,
      isRunning: container.state === "running",
      notebooks: notebooksOf(container.name).filter(({ state }) => state === "running").length,
      directory: directoryOf(container),
    }));
}

function directoryOf({ labels }: ObservedContainer): string | null {
  return labels["com.docker.compose.project.working_dir"] ?? null;
}

/**
 * Whatever has a name that a hub of this name would need, in words: `"the container math-proxy"`. A network that a hub of
 * this name has left serves the next one too.
 */
export function leftOf(name: string, { containers, networks }: Observed): string | undefined {
  const own = hubNames(name);
  const container = containers.find(
    (candidate) =>
      candidate.name === own.hub ||
      candidate.name === own.proxy ||
      candidate.name === own.db ||
      candidate.name.startsWith(notebookPrefix(name)),
  );
  if (container !== undefined) return `the container ${container.name}`;
  const network = networks.find(
    (one) => (one.name === own.network || one.name === own.dbNetwork) && one.labels[LABEL.hub] !== name,
  );
  return network === undefined ? undefined : `the network ${network.name}`;
}
