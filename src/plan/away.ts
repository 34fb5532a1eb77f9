import { LABEL } from "../deployment/deployment.ts";
import { isOlder } from "./generation.ts";
import type { Observed } from "./observed.ts";
import type { Plan } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** What keeps people from signing in for a while: the hub made anew, with its database upgraded too, or the proxy. */
export type AwayCause = "hub" | "upgrade" | "proxy";

/** How long sign-in was away each time, by cause, the latest last. In milliseconds. */
export type AwayTimes = { readonly [cause in AwayCause]?: readonly number[] };

/** Why a plan takes sign-in away; undefined where it does not, because nothing that people use is replaced. */
export function awayCause({ steps }: Plan, { deployment }: Wanted, observed: Observed): AwayCause | undefined {
  const replaced = deployment.services.filter(
    ({ name }) =>
      steps.some((step) => step.do === "remove-container" && step.name === name) &&
      observed.containers.some((container) => container.name === name && container.state === "running"),
  );
  if (replaced.some(({ key }) => key === "proxy")) return "proxy";
  const [hub] = replaced;
  if (hub === undefined) return undefined;
  const before = observed.containers.find(({ name }) => name === hub.name)?.labels[LABEL.jupyterhub];
  const after = hub.labels[LABEL.jupyterhub];
  return before !== undefined && after !== undefined && isOlder(before, after) ? "upgrade" : "hub";
}

/** What the next time may take: the middle of those measured, and of how many; undefined where none was. */
export function expectedAway(
  times: AwayTimes,
  cause: AwayCause,
): { readonly milliseconds: number; readonly measured: number } | undefined {
  const sorted = (times[cause] ?? []).toSorted((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? undefined : { milliseconds: middle, measured: sorted.length };
}

/** What a run did to people, in words. Times in milliseconds. */
export function sayAway(away: {
  readonly took: number;
  readonly cause: AwayCause;
  readonly servers: number;
  readonly wentOn: number;
}): string {
  const { took, cause, servers, wentOn } = away;
  const all = servers === 0 ? "no server was running" : `${countOf(wentOn, servers)} went on`;
  const cut = cause === "proxy" ? " The proxy is a new one: pages that were open make their connections anew." : "";
  return `Sign-in was away for ${(took / 1000).toFixed(1)} s; ${all}.${cut}`;
}

function countOf(wentOn: number, servers: number): string {
  if (wentOn < servers) return `${wentOn} of ${servers} servers`;
  return servers === 1 ? "1 server" : `${servers} servers`;
}
