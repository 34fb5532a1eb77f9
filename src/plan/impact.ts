import { type AccessChange, accessChanges } from "../access/change.ts";
import type { Given, HeldBy } from "../access/held.ts";
import { whoLoses } from "../access/rights.ts";
import { LABEL } from "../deployment/deployment.ts";
import { type AwayCause, awayCause, type AwayTimes, databaseChange, expectedAway } from "./away.ts";
import { isOlder } from "../model/is-older.ts";
import type { Observed } from "./observed.ts";
import { oldServers, ownersOf, runningServers } from "./old-servers.ts";
import type { Plan } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** What a plan means for the people of a hub. */
export interface Impact {
  /** Whether the hub could say what people have now; otherwise nothing is known about folders. */
  readonly isCompared: boolean;
  readonly folders: readonly AccessChange[];
  /** Who is an admin now although the user list does not say so, and will no longer be one. */
  readonly losesAdmin: readonly string[];
  /** Tokens and shares whose creator is unknown. */
  readonly doubtful: Doubtful;
  /** Whose servers the staff of their groups can open now, but not afterwards. */
  readonly closedToStaff: readonly string[];
  /** How many people the roster has, before or after. */
  readonly people: number;
  readonly servers: {
    /** Whose servers are running. */
    readonly running: readonly string[];
    /** Whose servers the hub will stop because they lose something that is mounted in them. */
    readonly stop: readonly string[];
    /** Whose servers keep using a replaced image until their next start. */
    readonly onOldImage: readonly string[];
  };
  /** Volumes that someone has now, but nobody afterwards. They are kept. */
  readonly unusedVolumes: readonly string[];
  /** Null if sign-in stays available. */
  readonly away: { readonly cause: AwayCause; readonly expected: ReturnType<typeof expectedAway> | null } | null;
  /** Null if the hub's data stays in its database. */
  readonly database: ReturnType<typeof databaseChange>;
  readonly jupyterhub: { readonly from: string; readonly to: string; readonly isPossible: boolean } | null;
}

/** How many API tokens and shares of servers an admin may have created in other people's names. */
export interface Doubtful {
  readonly tokens: number;
  readonly shares: number;
}

const NOTHING_LESS = { losesAdmin: [], doubtful: { tokens: 0, shares: 0 }, closedToStaff: [] };

/**
 * What a plan means for people. Pure.
 *
 * @param before - What everybody has in the running hub; undefined if the hub could not be asked, or was not asked because
 *   nothing changes for people.
 * @param after - What everybody has according to the definition and the roster.
 * @param less - What admins and staff have in the running hub, but no longer have afterwards.
 */
export function impactOf(
  { plan, wanted, observed }: { readonly plan: Plan; readonly wanted: Wanted; readonly observed: Observed },
  before: HeldBy | undefined,
  after: Given,
  times: AwayTimes,
  less: Pick<Impact, "losesAdmin" | "doubtful" | "closedToStaff"> = NOTHING_LESS,
): Impact {
  const running = runningServers(wanted.deployment.hub, observed);
  const people = ownersOf(running);
  const losing = new Set(before === undefined ? [] : whoLoses(before, after));
  const cause = awayCause(plan, wanted, observed);
  return {
    isCompared: before !== undefined,
    folders: before === undefined ? [] : accessChanges(before, after.held),
    ...less,
    people: new Set([...(before?.keys() ?? []), ...after.held.keys()]).size,
    servers: {
      running: people,
      stop: people.filter((person) => losing.has(person)),
      onOldImage: ownersOf(oldServers(wanted, running)),
    },
    unusedVolumes: before === undefined ? [] : unused(before, after.held, observed),
    away: cause === undefined ? null : { cause, expected: expectedAway(times, cause) ?? null },
    database: databaseChange(wanted),
    jupyterhub: generationChange(wanted, observed),
  };
}

function unused(before: HeldBy, after: HeldBy, { volumes }: Observed): readonly string[] {
  const used = new Set([...after.values()].flatMap((held) => held.map(({ volume }) => volume)));
  const had = new Set([...before.values()].flatMap((held) => held.map(({ volume }) => volume)));
  return volumes
    .map(({ name }) => name)
    .filter((name) => had.has(name) && !used.has(name))
    .toSorted();
}

function generationChange({ deployment }: Wanted, { containers }: Observed): Impact["jupyterhub"] {
  const hub = deployment.services.find(({ key }) => key === "hub");
  const from = containers.find(({ name }) => name === hub?.name)?.labels[LABEL.jupyterhub];
  const to = hub?.labels[LABEL.jupyterhub];
  if (from === undefined || to === undefined || from === to) return null;
  return { from, to, isPossible: isOlder(from, to) };
}
