import { LABEL } from "../deployment/deployment.ts";
import { DATABASE_WORDS } from "../model/database.ts";
import { databaseChange } from "./away.ts";
import type { Leaving } from "./leaving.ts";
import type { Observed } from "./observed.ts";
import { type Conflict, type Step, step, type StepId } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/**
 * Brings the data into SQLite, while no hub uses it: after the old hub's container has gone, and before the new one is made.
 *
 * @param removal - The step that takes the hub away, where there is one.
 */
export function moveOut(
  { from, image, network, secret, beside }: Leaving,
  removal: readonly StepId[],
  earlier: readonly Step[],
): readonly Step[] {
  if (image === null) return [];
  // Whatever of these a plan has: the database is up by then.
  const needed = new Set([
    `create-network ${network}`,
    ...beside.services.flatMap(({ name }) => [`create-container ${name}`, `start-container ${name}`]),
  ]);
  const after = [...removal, ...earlier.map(({ id }) => id).filter((id) => needed.has(id))];
  return [step({ do: "move-database", from, image, network, secret }, "hub.ts has another database", after)];
}

/**
 * Looks at a database of a person's own before the hub that has its data elsewhere is taken away.
 *
 * @param built - The step that makes the hub's image, where there is one.
 */
export function lookAhead(wanted: Wanted, built: readonly StepId[]): readonly Step[] {
  const hub = wanted.deployment.services.find(({ key }) => key === "hub");
  if (hub === undefined || databaseChange(wanted)?.to !== "external") return [];
  // The address is sent to an engine elsewhere with the hub's other keys, once no hub uses those of before.
  if (wanted.deployment.sent.length > 0) return [];
  const action = { do: "check-database", image: hub.image, network: hub.networks[0], secret: "database.env" } as const;
  return [step(action, "the data moves there", built)];
}

/** The database that hub.ts has none of any more: its container and network go once the hub is up. Its volume stays. */
export function dropDatabase({ deployment }: Wanted, observed: Observed): readonly Step[] {
  const because = "hub.ts has another database";
  const isOurs = (labels: { readonly [label: string]: string }) => labels[LABEL.hub] === deployment.hub;
  const services = new Set(deployment.services.map(({ name }) => name));
  const containers = observed.containers
    .filter(({ name, labels }) => isOurs(labels) && labels[LABEL.kind] === "database" && !services.has(name))
    .map(({ name }) => step({ do: "remove-container", name }, because));
  const known = new Set(deployment.networks.map(({ name }) => name));
  const networks = observed.networks
    .filter(({ name, labels }) => isOurs(labels) && labels[LABEL.kind] === "network" && !known.has(name))
    .map(({ id, name }) =>
      step(
        { do: "remove-network", network: { id, name } },
        because,
        containers.map(({ id }) => id),
      ),
    );
  return [...containers, ...networks];
}

/** Without an image that can reach the database, nothing may be begun. */
export function leavingConflicts({ leaves, deployment }: Wanted): readonly Conflict[] {
  if (leaves === undefined || leaves.image !== null) return [];
  const hub = deployment.services.find(({ key }) => key === "hub");
  const there = DATABASE_WORDS[leaves.from];
  const written = leaves.from === "postgres" ? '"postgres"' : '{ kind: "external" }';
  return [
    {
      object: "image",
      name: hub?.image ?? "",
      message: `This hub's data is in ${there}, but the image that could read it is gone.`,
      hint: `Set database: ${written} in hub.ts again and run hubwright up. Then set database to what it is now, and run hubwright up again.`,
    },
  ];
}
