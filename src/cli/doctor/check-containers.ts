import { hubNames } from "../../model/names.ts";
import { sentence } from "../hub-report.ts";
import type { Facts } from "./facts.ts";
import { failure, type Finding } from "./finding.ts";

/** Enough of a log to see why something ended. */
const SHOWN = 8;

/** The containers of the hub, its network and its port. */
export function checkContainers(facts: Facts): readonly Finding[] {
  const { hub, observed, called, plan, portOwner, logs } = facts;
  const names = hubNames(hub.name);
  const [own, proxy] = [names.hub, names.proxy].map((name) =>
    observed.containers.find((container) => container.name === name),
  );
  const found: Finding[] = [];
  for (const { object, message, hint } of plan.conflicts)
    found.push(failure(object === "port" ? "port-taken" : "name-taken", message, hint));
  if (portOwner !== undefined && !plan.conflicts.some(({ object }) => object === "port"))
    found.push(
      failure(
        "port-taken",
        `Port ${hub.port} is taken by ${portOwner}.`,
        `Choose another port in hub.ts; ${called} ls shows the next free one.`,
      ),
    );
  // What follows would only say the same of containers that are somebody else's.
  if (plan.conflicts.length > 0) return found;
  if (own === undefined) {
    found.push(failure("hub-not-up", `${hub.name} is not up: it has no container.`, `Start it: ${called} up`));
    return found;
  }
  if (!observed.networks.some(({ name }) => name === names.network))
    found.push(
      failure("network-missing", `The network ${names.network} of the hub is gone.`, `Make it anew: ${called} up`),
    );
  if (own.state === "restarting")
    found.push(
      failure(
        "hub-restarting",
        `The container ${names.hub} ends again and again. Its last words:${lastOf(logs.hub)}`,
        `Mend what it says, then: ${called} up   More of it: ${called} logs`,
      ),
    );
  else if (own.state !== "running")
    found.push(
      failure(
        "hub-stopped",
        `The container ${names.hub} does not run: ${own.status}. Its last words:${lastOf(logs.hub)}`,
        `Start it: ${called} up`,
      ),
    );
  else if (own.status.includes("(unhealthy)"))
    found.push(
      failure(
        "hub-unhealthy",
        `The container ${names.hub} runs and does not answer. Its last words:${lastOf(logs.hub)}`,
        `Start it anew, notebooks go on: ${called} restart`,
      ),
    );
  if (proxy?.state !== "running" || proxy.status.includes("(unhealthy)"))
    found.push(
      failure(
        "proxy-stopped",
        `The container ${names.proxy} does not answer (${proxy?.status ?? "not there"}), so nobody reaches the hub or a notebook.${lastOf(logs.proxy)}`,
        `Start it: ${called} up`,
      ),
    );
  return found;
}

/** The end of a log, each line on its own; nothing of it can write on the screen by itself. */
function lastOf(log: readonly string[]): string {
  return log
    .slice(-SHOWN)
    .map((line) => `\n    ${sentence(line)}`)
    .join("");
}
