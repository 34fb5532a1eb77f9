import { type Diagnostic, shown } from "../model/problem/diagnostic.ts";
import type { HubDefinition } from "../model/hub/hub.ts";

/** Where a hub is on a server. */
type Placed = Pick<HubDefinition, "name" | "port" | "listen">;

/** Addresses that stand for every address of the machine. */
const EVERY = new Set(["0.0.0.0", "::"]);

/**
 * Problems of several hubs that should run on one server: two with the same name, or on the same port. Empty if there are none. It does not
 * check each hub by itself; see `check` for that.
 *
 * @param hubs - The hubs, in any order.
 * @returns errors. `at` is the position of the second hub in the list, and the field.
 *
 * @example
 * ```ts
 * import { checkServer, defineHub } from "hubwright";
 *
 * const hubs = ["math", "physics"].map((name, index) => defineHub({ name, port: 8001 + index }));
 * checkServer(hubs); // []
 * checkServer([...hubs, defineHub({ name: "art", port: 8001 })]); // server-port-repeated, at [2, "port"]
 * ```
 */
export function checkServer(hubs: readonly Pick<HubDefinition, "name" | "port" | "listen">[]): readonly Diagnostic[] {
  const names = new Map<string, number>();
  const ports = new Map<number, Placed[]>();
  const found: Diagnostic[] = [];
  for (const [index, hub] of hubs.entries()) {
    const { name, port } = hub;
    const first = names.get(name);
    if (first === undefined) names.set(name, index);
    else found.push(sameName(name, first, index));
    const known = ports.get(port) ?? [];
    const other = known.find((one) => isSameAddress(one.listen, hub.listen));
    if (other !== undefined && other.name !== name) found.push(samePort(hub, other, index));
    known.push(hub);
    ports.set(port, known);
  }
  return found;
}

function isSameAddress(one: string, other: string): boolean {
  return one === other || EVERY.has(one) || EVERY.has(other);
}

function sameName(name: string, first: number, index: number): Diagnostic {
  return {
    code: "server-name-repeated",
    severity: "error",
    at: [index, "name"],
    message: `Hubs ${first + 1} and ${index + 1} of the list are both named ${shown(name)}, so they would have the same volumes.`,
    hint: "Give each hub of a server its own name.",
  };
}

function samePort({ name, port }: Placed, other: Placed, index: number): Diagnostic {
  return {
    code: "server-port-repeated",
    severity: "error",
    at: [index, "port"],
    message: `The hubs ${shown(other.name)} and ${shown(name)} both use port ${port}.`,
    hint: "Give each hub of a server its own port.",
  };
}
