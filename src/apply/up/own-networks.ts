import { HubwrightError } from "../../model/problem/hubwright-error.ts";
import type { Deployment } from "../../deployment/deployment.ts";
import type { Engine } from "../../engine/port.ts";
import type { NetworkRef } from "../../plan/observed.ts";
import { networkOf } from "../../plan/same-name-networks.ts";

/** The networks that a run puts containers into. Each is looked up once, so that all containers of a run get the same one. */
export class OwnNetworks {
  readonly #engine: Engine;
  readonly #found = new Map<string, Promise<NetworkRef>>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** @throws HubwrightError where the hub has no network of that name. */
  find(name: string, { hub, networks }: Deployment): Promise<NetworkRef> {
    const labels = networks.find((network) => network.name === name)?.labels ?? networks[0]?.labels ?? {};
    const found = this.#found.get(name) ?? this.#look({ name, labels }, hub);
    this.#found.set(name, found);
    return found;
  }

  async #look(wanted: Parameters<typeof networkOf>[0], hub: string): Promise<NetworkRef> {
    const network = networkOf(wanted, await this.#engine.observe([]));
    if (network !== undefined) return { id: network.id, name: network.name };
    throw HubwrightError.of(
      "not-found",
      `The network ${wanted.name} of the hub ${hub} does not exist.`,
      "It may have been removed in the meantime; run the command again.",
    );
  }
}
