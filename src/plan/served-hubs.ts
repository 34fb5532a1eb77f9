import { LABEL } from "../deployment/deployment.ts";
import { checkDefinition } from "../model/check/check-definition.ts";
import type { Observed } from "./observed.ts";

/** A hub whose proxy answers on a port of the engine's machine. */
export interface ServedHub {
  readonly name: string;
  /** The address that the port is published at: `127.0.0.1`, or `0.0.0.0` for all. */
  readonly address: string;
  readonly port: number;
}

/**
 * The hubs whose proxies are running, by name. Anybody can put a label on a container, so a name that no hub can have
 * is skipped: names become lines of a web server's configuration.
 */
export function servedHubs({ containers }: Observed): readonly ServedHub[] {
  return containers
    .flatMap(({ labels, ports }) => {
      const name = labels[LABEL.hub];
      const port = ports.find(({ target }) => target === 8000);
      if (name === undefined || labels[LABEL.kind] !== "proxy" || port === undefined) return [];
      return checkDefinition({ name }).length > 0 ? [] : [{ name, address: port.address, port: port.published }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
