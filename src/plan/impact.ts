import { type AccessChange, accessChanges, type HeldBy, whoLoses } from "../access/change.ts";
import { LABEL } from "../deployment/deployment.ts";
import { type AwayCause, awayCause, type AwayTimes, databaseChange, expectedAway } from "./away.ts";
import { isOlder } from "./generation.ts";
import type { Observed } from "./observed.ts";
import { oldServers, ownersOf, runningServers } from "./old-servers.ts";
import type { Plan } from "./step.ts";
import type { Wanted } from "./wanted.ts";

/** What a plan means for the people of a hub. */
export interface Impact {
  /** Whether what people have now could be asked of the hub; without it nothing is known of folders. */
  readonly isCompared: boolean;
  readonly folders: readonly AccessChange[];
  /** Who is an admin now without being one by the list of people, and is none after. */
  readonly losesAdmin: readonly string[];
  /** What there is of which nobody knows who made it. */
  readonly doubtful: Doubtful;
  /** Whose servers staff of their groups can open now, and cannot after. */
  readonly closedToStaff: readonly string[];
  /** How many people the roster has, now or after. */
  readonly people: number;
  readonly servers: {
    /** Whose servers run. */
    readonly running: readonly string[];
    /** Whose servers the hub stops, because they lose something that is mounted in them. */
    readonly stop: readonly string[];
    /** Whose servers stay on an image that is replaced, until their next start. */
    readonly onOldImage: readonly string[];
  };
  /** Volumes that somebody has now, and nobody after. They are kept. */
  readonly unusedVolumes: readonly string[];
  /** Null where nobody is kept from signing in. */
  readonly away: { readonly cause: AwayCause; readonly expected: ReturnType<typeof expectedAway> | null } | null;
  /** Null where the hub's data stays in the database that it is in. */
  readonly database: ReturnType<typeof databaseChange>;
  readonly jupyterhub: { readonly from: string; readonly to: string; readonly isPossible: boolean } | null;
}

/** How many API tokens and shares of servers an admin may have made in other people's names. */
export interface Doubtful {
  readonly tokens: number;
  readonly shares: number;
}

const NOTHING_LESS = { losesAdmin: [], doubtful: { tokens: 0, shares: 0 }, closedToStaff: [] };

/**
 * What a plan means for people. Pure.
 *
 * @param before - What everybody has in the hub that runs; undefined where it could not be asked, or was not because
 *   nothing changes in what it gives.
 * @param after - What everybody has by the definition and the roster.
 * @param less - What admins and staff have in the hub that runs, and have no longer after.
 */
export function impactOf(
  { plan, wanted, observed }: { readonly plan: Plan; readonly wanted: Wanted; readonly observed: Observed },
  before: HeldBy | undefined,
  after: HeldBy,
  times: AwayTimes,
  less: Pick<Impact, "losesAdmin" | "doubtful" | "closedToStaff"> = NOTHING_LESS,
): Impact {
  const running = runningServers(wanted.deployment.hub, observed);
  const people = ownersOf(running);
  const losing = new Set(before === undefined ? [] : whoLoses(before, after));
  const cause = awayCause(plan, wanted, observed);
  return {
    isCompared: before !== undefined,
    folders: before === undefined ? [] : accessChanges(before, after),
    ...less,
    people: new Set([...(before?.keys() ?? []), ...after.keys()]).size,
    servers: {
      running: people,
      stop: people.filter((person) => losing.has(person)),
      onOldImage: ownersOf(oldServers(wanted, running)),
    },
    unusedVolumes: before === undefined ? [] : unused(before, after, observed),
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
