import type { ObservedContainer } from "../../../src/plan/observed.ts";

/** A running container as an engine shows it, with something different. */
export function observedContainer(name: string, fields: Partial<ObservedContainer> = {}): ObservedContainer {
  return {
    id: name,
    name,
    imageId: "sha256:1",
    labels: {},
    state: "running",
    status: "Up 3 days",
    mounts: [],
    networks: [],
    ports: [],
    ...fields,
  };
}
