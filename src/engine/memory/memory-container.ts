import type { ObservedContainer } from "../../plan/observed.ts";
import type { ContainerSpec } from "../port.ts";
import { addressesOverlap } from "../../plan/addresses-overlap.ts";

/** A container of an engine in memory. */
export interface MemoryContainer {
  readonly id: string;
  readonly imageId: string;
  readonly spec: ContainerSpec;
  readonly state: "created" | "running" | "exited";
  /** Its own network, and those that it was connected to. */
  readonly networks: ObservedContainer["networks"];
}

const STATUS = { created: "Created", running: "Up 1 second", exited: "Exited (0) 1 second ago" } as const;

/** What an engine shows of it. Ports are published as long as it runs. */
export function observed({ id, imageId, spec, state, networks }: MemoryContainer): ObservedContainer {
  return {
    id,
    name: spec.name,
    imageId,
    labels: spec.labels,
    state,
    status: STATUS[state],
    mounts: spec.mounts.map(({ type, source, target }) => ({ type, source, target })),
    networks: networks.map(({ id, name }) => ({ name, id })).toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    ports: state === "running" ? spec.ports : [],
  };
}

/** A container of which only that is known which an engine shows. One that is being restarted counts as running. */
export function fromObserved({ id, imageId, networks, ...shown }: ObservedContainer): MemoryContainer {
  const { name, labels, mounts, ports } = shown;
  const state = shown.state === "created" ? "created" : isUp(shown) ? "running" : "exited";
  return {
    id,
    imageId,
    state,
    networks,
    spec: {
      name,
      labels,
      image: imageId,
      environment: {},
      network: { id: networks[0]?.id ?? "none", name: networks[0]?.name ?? "none" },
      aliases: [],
      mounts: mounts.map(({ type, source, target }) =>
        type === "volume" ? { type, source, target } : { type: "bind", source, target, readOnly: false },
      ),
      ports,
      healthcheck: { command: [], interval: 0, timeout: 0, startPeriod: 0, retries: 0 },
      restart: "no",
      logging: { driver: "none", options: {} },
    },
  };
}

function isUp({ state }: Pick<ObservedContainer, "state">): boolean {
  return state === "running" || state === "paused" || state === "restarting";
}

/** The port that both want, as `address:port`. */
export function clash(a: ContainerSpec, b: ContainerSpec): string | undefined {
  const port = a.ports.find((wanted) =>
    b.ports.some((taken) => taken.published === wanted.published && addressesOverlap(taken.address, wanted.address)),
  );
  return port === undefined ? undefined : `${port.address}:${port.published}`;
}
