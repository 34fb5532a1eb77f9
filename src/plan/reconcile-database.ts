import { LABEL } from "../deployment/deployment.ts";
import { DATABASE_WORDS } from "../model/hub/database.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import { databaseChange } from "./away.ts";
import type { Leaving } from "./leaving.ts";
import type { Observed } from "./observed.ts";
import { type Conflict, type Step, step, stepId, type StepId } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/**
 * Moves the data to SQLite while no hub uses it: after the old hub's container is gone and before the new one is created.
 *
 * @param removal - The step that removes the hub's container, if there is one.
 */
export function moveOut(
  { from, image, network, secret, beside }: Leaving,
  removal: readonly StepId[],
  earlier: readonly Step[],
): readonly Step[] {
  if (image === null) return [];
  // Whichever of these steps a plan has: the database is running after them.
  const needed = new Set([
    stepId("create-network", network),
    ...beside.services.flatMap(({ name }) => [stepId("create-container", name), stepId("start-container", name)]),
  ]);
  const after = [...removal, ...earlier.map(({ id }) => id).filter((id) => needed.has(id))];
  return [step({ do: "move-database", from, image, network, secret }, "hub.ts has another database", after)];
}

/**
 * Checks a person's own database before the hub, whose data is elsewhere, is removed.
 *
 * @param built - The step that builds the hub's image, if there is one.
 */
export function lookAhead(wanted: Wanted, built: readonly StepId[]): readonly Step[] {
  const hub = wanted.deployment.services.find(({ key }) => key === "hub");
  if (hub === undefined || databaseChange(wanted)?.to !== "external") return [];
  // The address is sent to an engine elsewhere together with the hub's other keys, once no hub uses the old ones.
  if (wanted.deployment.sent.length > 0) return [];
  const action = { do: "check-database", image: hub.image, network: hub.networks[0], secret: "database.env" } as const;
  return [step(action, "the data moves there", built)];
}

/** The database that is no longer in hub.ts: its container and network are removed once the hub is up. Its volume stays. */
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

/** Without an image that can reach the database, nothing must be started. */
export function leavingConflicts({ leaves, deployment }: Wanted): readonly Conflict[] {
  if (leaves === undefined || leaves.image !== null) return [];
  const hub = deployment.services.find(({ key }) => key === "hub");
  const there = DATABASE_WORDS[leaves.from];
  const written = leaves.from === "postgres" ? '"postgres"' : '{ kind: "external" }';
  const up = hubwright("up");
  return [
    {
      code: "database-unusable",
      severity: "error",
      object: "image",
      name: hub?.image ?? "",
      message: `This hub's data is in ${there}, but the image that could read it is gone.`,
      hint: hint`Set database: ${written} in hub.ts again and run ${up}. Then set database to what it is now, and run ${up} again.`,
    },
  ];
}
