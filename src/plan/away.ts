import { LABEL } from "../deployment/deployment.ts";
import type { DatabaseKind } from "../model/hub/database.ts";
import { isOlder } from "../model/is-older.ts";
import type { Observed } from "./observed.ts";
import type { Plan } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** What keeps people from signing in for a while: the hub is recreated, its database upgraded or moved too, the proxy, a new name. */
export type AwayCause = "hub" | "upgrade" | "move" | "proxy" | "rename";

/** How long sign-in was unavailable each time, by cause, the latest last. In milliseconds. */
export type AwayTimes = { readonly [cause in AwayCause]?: readonly number[] };

/** Why a plan makes sign-in unavailable; undefined if it does not, because nothing that people use is replaced. */
export function awayCause({ steps }: Plan, wanted: Wanted, observed: Observed): AwayCause | undefined {
  const { deployment } = wanted;
  const former = steps.flatMap((step) => (step.do === "stop-hub" ? [step.hub] : []));
  if (observed.containers.some(({ name, state }) => former.includes(name) && state === "running")) return "rename";
  const replaced = deployment.services.filter(
    ({ name }) =>
      steps.some((step) => step.do === "remove-container" && step.name === name) &&
      observed.containers.some((container) => container.name === name && container.state === "running"),
  );
  if (replaced.some(({ key }) => key === "proxy")) return "proxy";
  // Without its database, nobody can sign in to the hub either.
  const hub = replaced.find(({ key }) => key === "hub") ?? replaced[0];
  if (hub === undefined) return undefined;
  if (databaseChange(wanted) !== null) return "move";
  const before = observed.containers.find(({ name }) => name === hub.name)?.labels[LABEL.jupyterhub];
  const after = hub.labels[LABEL.jupyterhub];
  return before !== undefined && after !== undefined && isOlder(before, after) ? "upgrade" : "hub";
}

/** The database that a hub's data moves from and the one that it moves to; null if it stays. */
export function databaseChange({
  deployment,
  dataIn,
}: Wanted): { readonly from: DatabaseKind; readonly to: DatabaseKind } | null {
  const hub = deployment.services.find(({ key }) => key === "hub");
  const to = (hub?.labels[LABEL.database] ?? "sqlite") as DatabaseKind;
  return dataIn === undefined || dataIn === to ? null : { from: dataIn, to };
}

/** How long the next time will probably take: the median of the measured times, and how many there are; undefined if there are none. */
export function expectedAway(
  times: AwayTimes,
  cause: AwayCause,
): { readonly milliseconds: number; readonly measured: number } | undefined {
  const sorted = (times[cause] ?? []).toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? undefined : { milliseconds: middle, measured: sorted.length };
}

/** What a run meant for people, in words. Times in milliseconds. */
export function sayAway(away: {
  readonly took: number;
  readonly cause: AwayCause;
  readonly servers: number;
  readonly wentOn: number;
}): string {
  const { took, cause, servers, wentOn } = away;
  const all = servers === 0 ? "no server was running" : `${countOf(wentOn, servers)} kept running`;
  const cut = cause === "proxy" ? " The proxy was replaced: open pages reconnect." : "";
  return `Sign-in was unavailable for ${(took / 1000).toFixed(1)} s; ${all}.${cut}`;
}

function countOf(wentOn: number, servers: number): string {
  if (wentOn < servers) return `${wentOn} of ${servers} servers`;
  return servers === 1 ? "1 server" : `${servers} servers`;
}
