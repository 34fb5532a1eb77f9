import { hubNames } from "../model/hub/names.ts";
import { portTaken } from "../plan/port-taken.ts";
import { hint, hubwright } from "../model/problem/problem.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding, isFindingCode } from "./finding.ts";
import { lastOf, lastWords } from "./last-words.ts";

/** A hub that exits this many times in a row does not do so by chance. */
const OFTEN = 3;

/** The containers of the hub, its networks and its port. */
export function checkContainers(facts: Facts): readonly Finding[] {
  const { hub, observed, plan, portOwner, logs, restarts } = facts;
  const names = hubNames(hub.name);
  const [own, proxy] = [names.hub, names.proxy].map((name) =>
    observed.containers.find((container) => container.name === name),
  );
  const found: Finding[] = [];
  const conflicts = plan.conflicts.filter(({ object }) => object !== "list");
  for (const { code, message, hint: next } of conflicts)
    found.push(failure(isFindingCode(code) ? code : "name-taken", message, next));
  if (portOwner !== undefined && !conflicts.some(({ object }) => object === "port"))
    found.push(portTaken(hub.port, portOwner));
  // The following checks would only repeat this for someone else's containers.
  if (conflicts.length > 0) return found;
  if (own === undefined) {
    found.push(
      failure("hub-not-up", `${hub.name} is not up: it has no container.`, hint`Start it: ${hubwright("up")}`),
    );
    return found;
  }
  const hasDatabase = hub.database === "postgres";
  for (const network of hasDatabase ? [names.network, names.dbNetwork] : [names.network])
    if (!observed.networks.some(({ name }) => name === network))
      found.push(
        failure(
          "network-missing",
          `The hub's network ${network} does not exist.`,
          hint`Recreate it: ${hubwright("up")}`,
        ),
      );
  // Reported first, because it causes the hub's other problems.
  if (hasDatabase) found.push(...checkDatabase(facts));
  // It is up for a few seconds between two exits; a hub that was restarted once or twice may be fine.
  const comesAndGoes = own.state === "running" && own.status.includes("(health: starting)") && restarts >= OFTEN;
  if (own.state === "restarting" || comesAndGoes)
    found.push(
      failure(
        "hub-restarting",
        `Container ${names.hub} keeps exiting.${lastWords(logs.hub)}`,
        hint`Fix the problem shown above, then run: ${hubwright("up")}   Full log: ${hubwright("logs")}`,
      ),
    );
  else if (own.state !== "running")
    found.push(
      failure(
        "hub-stopped",
        `Container ${names.hub} is not running: ${own.status}.${lastWords(logs.hub)}`,
        hint`Start it: ${hubwright("up")}`,
      ),
    );
  else if (own.status.includes("(unhealthy)"))
    found.push(
      failure(
        "hub-unhealthy",
        `Container ${names.hub} is running but not responding.${lastWords(logs.hub)}`,
        hint`Restart it; notebooks keep running: ${hubwright("restart")}`,
      ),
    );
  if (proxy?.state !== "running" || proxy.status.includes("(unhealthy)"))
    found.push(
      failure(
        "proxy-stopped",
        `Container ${names.proxy} is not responding (${proxy?.status ?? "not there"}), so nobody can reach the hub or a notebook.${lastOf(logs.proxy)}`,
        hint`Start it: ${hubwright("up")}`,
      ),
    );
  return found;
}

function checkDatabase({ hub, observed, logs }: Facts): readonly Finding[] {
  const { db } = hubNames(hub.name);
  const own = observed.containers.find(({ name }) => name === db);
  if (own?.state === "running" && !own.status.includes("(unhealthy)")) return [];
  return [
    failure(
      "database-stopped",
      `Container ${db} with the hub's database is not responding (${own?.status ?? "not there"}), so nobody can sign in or start a server.${lastOf(logs.db)}`,
      hint`Fix the problem shown above, then run: ${hubwright("up")}   Full log: ${hubwright("logs", "--db")}`,
    ),
  ];
}
