import type { GroupMap } from "../model/roster/group-map.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import { someNames } from "../model/printable.ts";
import {
  type EffectiveAccess,
  effectiveAccess,
  type EffectiveOptions,
  type ReachedVolume,
} from "./effective-access.ts";

/** A volume that somebody can use in another way than before. */
export interface AccessDifference {
  /** Who can do more or less than before: a name as in the roster, in lower case. */
  readonly person: string;
  /** The name of the Docker volume that they can use in another way: `"math-shared-team-1"`. */
  readonly volume: string;
  /** What they could do before; null: nothing. */
  readonly from: "rw" | "ro" | null;
  /** What they can do afterwards; null: nothing. */
  readonly to: "rw" | "ro" | null;
  /** How they get there: afterwards, or before if they can no longer. */
  readonly way: ReachedVolume["way"];
  /** Why, in words: they have it now, or had it before. */
  readonly because: string;
}

/**
 * What a change of the list of people changes in what everybody can really read and write; see {@link effectiveAccess}. For a pull request.
 *
 * @param before - The list before the change.
 * @param after - The list after it.
 * @returns the differences by person, then by volume. Empty if nobody gains or loses anything.
 *
 * @example
 * ```ts
 * import { compareAccess, defineHub, GroupMap, isGain, sayDifferences } from "hubwright";
 *
 * const before = GroupMap.parse("ann team-1\n");
 * const after = before.withMember("bob", "team-1");
 * const differences = compareAccess(defineHub({ name: "math" }), before, after, { now: new Date() });
 * console.log(sayDifferences(differences).join("\n"));
 * const gains = differences.filter(isGain);
 * ```
 */
export function compareAccess(
  hub: HubDefinition,
  before: GroupMap,
  after: GroupMap,
  options: EffectiveOptions,
): readonly AccessDifference[] {
  const was = volumesByPerson(effectiveAccess(hub, before, options));
  const is = volumesByPerson(effectiveAccess(hub, after, options));
  const people = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  return people.flatMap((person) => differencesOf(person, was.get(person) ?? NOTHING, is.get(person) ?? NOTHING));
}

/** Whether somebody can do more than before. */
export function isGain({ from, to }: Pick<AccessDifference, "from" | "to">): boolean {
  return to === "rw" || (to === "ro" && from === null);
}

type Volumes = ReadonlyMap<string, ReachedVolume>;

const NOTHING: Volumes = new Map();

function volumesByPerson(found: Iterable<EffectiveAccess>): ReadonlyMap<string, Volumes> {
  const people = new Map<string, Volumes>();
  for (const { person, volumes } of found) people.set(person, new Map(volumes.map((one) => [one.volume, one])));
  return people;
}

function differencesOf(person: string, was: Volumes, is: Volumes): readonly AccessDifference[] {
  const volumes = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  return volumes.flatMap((volume) => {
    const [old, now] = [was.get(volume), is.get(volume)];
    const shown = now ?? old;
    if (shown === undefined || old?.access === now?.access) return [];
    const { way, because } = shown;
    return [{ person, volume, from: old?.access ?? null, to: now?.access ?? null, way, because }];
  });
}

/** More volumes than this, reached in the same way, are one sentence. */
const EACH = 3;

/**
 * Differences in words, a sentence each: `"ann" can now write math-shared-team-1 (member of team-1).` People to whom the same happens are
 * one sentence, and so are many volumes that somebody reaches through the servers of others.
 */
export function sayDifferences(differences: readonly AccessDifference[]): readonly string[] {
  const groups = new Map<string, AccessDifference[]>();
  for (const one of differences) {
    const { person, volume, way, because } = one;
    const key = JSON.stringify([verbOf(one), ...(way === "mount" ? [volume, because] : [person, way])]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const isOfOne = first.way !== "mount";
    if (isOfOne && group.length <= EACH) return group.map((one) => sentence(one, [one.person]));
    return [
      isOfOne
        ? sayMany(first, group)
        : sentence(
            first,
            group.map(({ person }) => person),
          ),
    ];
  });
}

function sentence(one: AccessDifference, people: readonly string[]): string {
  const reason = one.to === null ? `was: ${one.because}` : one.because;
  return `${someNames(people)} ${verbOf(one)} ${one.volume} (${reason}).`;
}

function sayMany(first: AccessDifference, group: readonly AccessDifference[]): string {
  const how = first.way === "server" ? "in the servers of others" : "signed in as others";
  const names = group.slice(0, EACH).map(({ volume }) => volume);
  return `${someNames([first.person])} ${verbOf(first)} ${group.length} volumes ${how}: ${names.join(", ")} and ${group.length - EACH} more.`;
}

function verbOf({ from, to }: Pick<AccessDifference, "from" | "to">): string {
  if (to === null) return from === "ro" ? "can no longer read" : "can no longer read or write";
  if (to === "rw") return from === null ? "can now read and write" : "can now write, not only read,";
  return from === null ? "can now read" : "can now only read";
}
