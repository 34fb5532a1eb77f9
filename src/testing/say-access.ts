import { resolveMounts } from "../access/mounts-for.ts";
import { dayIn } from "../model/hub/day.ts";
import { hasEndedOn } from "../access/access-matrix.ts";
import { visible } from "../model/printable.ts";
import type { Held, HubAccess } from "./hub-access.ts";
import { type Place, sayPlace } from "./place.ts";
import { type MeantVolume, resolvePlace } from "./resolve-place.ts";
import { listed } from "./test-mistake.ts";

/** What may be done with a place. Whoever may write may read, too. */
export type May = "read" | "write";

/** Whether what somebody has is enough. */
export function isEnough(may: May, held: Held | undefined): boolean {
  return may === "write" ? held?.access === "rw" : held !== undefined;
}

/** One person, for the sentences about them. */
export interface Asked {
  readonly name: string;
  readonly isStranger: boolean;
}

/** What a person may do with a place, why, and which lines say so. */
export function sayAccess(access: HubAccess, asked: Asked, may: May, place: Place, held: Held | undefined): string {
  const name = visible(asked.name);
  const where = sayPlace(place);
  const details = held === undefined ? nearestTo(access, asked, place) : sourceOf(held);
  const fact =
    held === undefined
      ? `${name} may not ${may === "write" ? "write to" : may} ${where}: ${whyNot(access, asked, place)}`
      : `${name} may ${verbOf(may, held)} ${where}: ${visible(held.because)}`;
  const server = held?.server === undefined || held.server === asked.name ? [] : [held.server];
  const lines = [...(asked.isStranger ? [] : [asked.name]), ...server].flatMap((one) =>
    access.known.people.linesSaid(one),
  );
  return [fact, ...details, ...lines].join("\n  ");
}

function verbOf(may: May, { access }: Held): string {
  if (access === "rw") return "write to";
  return may === "write" ? "only read" : "read";
}

function sourceOf({ key, volume, at }: Held): readonly string[] {
  return [`volumes.${key}: ${volume} at ${visible(at)}`];
}

/** Why somebody has nothing there, as the end of a sentence. */
export function whyNot(access: HubAccess, { name, isStranger }: Asked, place: Place): string {
  const { hub, people, now } = access;
  if (isStranger && hub.strangers === "deny") return `the hub admits no strangers (strangers: "deny")`;
  const person = people.person(name);
  if (now !== undefined && person !== undefined && hasEndedOn(person, dayIn(hub.timezone, now)))
    return `their access ended after ${person.until}`;
  const meant = resolvePlace(access.known, place, name);
  const lost = resolveMounts(hub, people, name).lost.find(({ volume }) => meant.some((one) => one.volume === volume));
  if (lost !== undefined) return `${lost.takenBy} is mounted at ${visible(lost.at)} instead`;
  const [first] = meant;
  return first === undefined ? "there is nothing" : whyNotOf(access, name, first);
}

function whyNotOf({ people }: HubAccess, name: string, { policy, volume, group, owner }: MeantVolume): string {
  const gives = `volumes.${policy.key}`;
  const isMine = owner === null || owner === name;
  if (group !== null && group !== "admin" && people.standingOf(name, group) === undefined)
    return `not in the group ${group}`;
  if (!isMine && policy.per === "person") return `it is ${visible(owner)}'s own volume`;
  if (!isMine) return `it is ${visible(owner)}'s box`;
  if (policy.groups !== null && !policy.groups.some((one) => isIn(people, name, one)))
    return `${gives} is only for ${listed(policy.groups).replaceAll('"', "")}`;
  return `${gives} does not give them ${volume}`;
}

function isIn(people: HubAccess["people"], name: string, group: string): boolean {
  const person = people.person(name);
  return group === "admin" ? person?.admin === true : people.standingOf(name, group) !== undefined;
}

/** What comes closest: something else of the same policy that the person has. */
function nearestTo(access: HubAccess, { name, isStranger }: Asked, place: Place): readonly string[] {
  const meant = resolvePlace(access.known, place, name);
  const keys = new Set(meant.map(({ policy }) => policy.key));
  const all = access.everything(name, isStranger);
  const found =
    all.find(({ key, server }) => keys.has(key) && (server ?? name) === name) ?? all.find(({ key }) => keys.has(key));
  if (found === undefined) return [];
  const verb = found.access === "rw" ? "write to" : "read";
  return [`nearest: may ${verb} ${visible(found.at)}, ${found.volume}: ${visible(found.because)}`];
}
