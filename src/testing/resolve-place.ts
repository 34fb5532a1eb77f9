import { shown } from "../model/problem/diagnostic.ts";
import type { ResolvedPolicy } from "../model/hub/resolved-policy.ts";
import { boxCopyName, volumeName } from "../model/hub/names.ts";
import type { HubDefinition } from "../model/hub/hub.ts";
import type { KnownPeople } from "./known-people.ts";
import type { KnownPlace, KnownPlaces } from "./known-places.ts";
import { type Place, type PolicyPlace, requirePlace } from "./place.ts";
import { didYouMean, listed, TestMistake } from "./test-mistake.ts";

/** Everything that a place can be looked up in. */
export interface Known {
  readonly hub: HubDefinition;
  readonly people: KnownPeople;
  readonly places: KnownPlaces;
}

/** A volume that a place stands for, the policy that gives it, and whose it is. */
export type MeantVolume = Pick<KnownPlace, "volume" | "policy" | "group" | "owner">;

/**
 * The volumes that a place stands for; more than one only for a path that two policies may use.
 *
 * @param person - In whose server a path is.
 * @throws TestMistake for a place that no policy of the hub has for anyone on the list.
 */
export function resolvePlace(known: Known, place: Place, person: string): readonly MeantVolume[] {
  requirePlace(place);
  if (typeof place !== "string") return [byPolicy(known, place, person)];
  const { places } = known;
  const found = place.startsWith("/") ? places.at(place, person) : places.named(place, person);
  if (found.length > 0) return found;
  throw new TestMistake(
    place.startsWith("/") ? unknownPath(known, place, person) : unknownVolume(known, place, person),
  );
}

function byPolicy({ hub, people, places }: Known, place: PolicyPlace, asked: string): MeantVolume {
  const policy = Object.hasOwn(hub.volumes, place.key) ? hub.volumes[place.key] : undefined;
  if (policy === undefined) {
    const keys = Object.keys(hub.volumes);
    throw new TestMistake(
      `The hub ${hub.name} has no volumes.${place.key}.${didYouMean(place.key, keys, ` It has: ${listed(keys)}.`)}`,
    );
  }
  requireWhose(policy, place);
  const group = place.group === undefined ? undefined : knownGroup(policy, place.group, places);
  if (place.copy === true) return copyOf(hub, policy, group ?? "");
  const person = place.person === undefined || place.person === asked ? place.person : people.nameOf(place.person);
  const owner = { ...(group === undefined ? {} : { group }), ...(person === undefined ? {} : { person }) };
  return { policy, volume: volumeName(hub.name, policy, owner), group: group ?? null, owner: person ?? null };
}

function copyOf(hub: HubDefinition, policy: ResolvedPolicy, group: string): MeantVolume {
  return { policy, volume: boxCopyName(hub.name, policy.key, group, policy.closes ?? ""), group, owner: null };
}

/** Refuses a place that says too little to be one volume, or names someone whom its policy has nothing to do with. */
function requireWhose(policy: ResolvedPolicy, { key, group, person, copy = false }: PolicyPlace): void {
  const needs = { person: ["person"], group: ["group"], hub: [], "drop-box": ["group", "person"] }[policy.per];
  const wanted = copy ? ["group", "copy"] : needs;
  if (copy && policy.closes === null)
    throw new TestMistake(`volumes.${key} has no copy: only a drop-box that closes is copied. Leave "copy" out.`);
  const given = Object.entries({ group, person, copy: copy || undefined }).flatMap(([field, value]) =>
    value === undefined ? [] : field,
  );
  if (given.length === wanted.length && wanted.every((field) => given.includes(field))) return;
  const example = wanted.map((field) => `, ${field}: ${field === "copy" ? "true" : "…"}`).join("");
  throw new TestMistake(`volumes.${key} is for each ${WORDS[policy.per]}. Write { key: ${shown(key)}${example} }.`);
}

const WORDS = { person: "person", group: "group", hub: "hub", "drop-box": "person in each group" } as const;

function knownGroup(policy: ResolvedPolicy, group: string, places: KnownPlaces): string {
  const groups = places.groupsOf(policy);
  if (groups.includes(group)) return group;
  throw new TestMistake(
    `volumes.${policy.key} is not for a group ${shown(group)}.${didYouMean(group, groups, ` Its groups are: ${listed(groups)}.`)}`,
  );
}

function unknownPath({ places }: Known, path: string, person: string): string {
  const paths = [...new Set(places.usual(person).map(({ at }) => at))];
  const outer = parentsOf(path).find((parent) => places.at(parent, person).length > 0);
  const rest =
    outer === undefined
      ? ` Paths are, for example: ${listed(paths)}.`
      : ` The nearest volume is at ${shown(outer)}: ask for that path.`;
  return `No volume is at ${shown(path)} for anyone on the list.${didYouMean(path, paths, rest)}`;
}

/** The directories that a path is in, the nearest one first. */
function parentsOf(path: string): readonly string[] {
  const parts = path.split("/").slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, parts.length - index).join("/")}`);
}

function unknownVolume({ places }: Known, volume: string, person: string): string {
  const volumes = [...new Set(places.usual(person).map((place) => place.volume))];
  const rest = ` Volumes are, for example: ${listed(volumes)}. A path begins with a slash.`;
  return `No policy has a volume ${shown(volume)} for anyone on the list.${didYouMean(volume, volumes, rest)}`;
}
