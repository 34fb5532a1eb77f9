import { closedBoxes } from "../access/closed-boxes.ts";
import { effectiveAccessBy, type ReachedVolume } from "../access/effective-access.ts";
import { type Mount, mountsFor } from "../access/mounts-for.ts";
import { defineHub, type HubDefinition, type HubInput } from "../model/hub/hub.ts";
import { shown } from "../model/problem/diagnostic.ts";
import { HubwrightError } from "../model/problem/hubwright-error.ts";
import type { GroupMap } from "../model/roster/group-map.ts";
import { KnownPeople } from "./known-people.ts";
import { KnownPlaces } from "./known-places.ts";
import type { Place } from "./place.ts";
import { type Known, resolvePlace } from "./resolve-place.ts";
import { requireFields, TestMistake } from "./test-mistake.ts";
import { Stranger, type Who } from "./who.ts";

/** Which access is asked about. */
export interface AccessOptions {
  /**
   * Asks what people can really do at this moment: also in the servers of others that staff and admins can open, with everyone's password
   * that an admin can look up, after the last day of `until=`, and after drop-boxes have closed. Without it, what is mounted in people's
   * own servers, whatever the day.
   */
  readonly now?: Date;
  /** Accepts a list with errors. What its lines say that can be read counts, as in the hub; people in those lines cannot be asked about. */
  readonly acceptErrors?: boolean;
}

/** What somebody has at a place. */
export interface Held extends Pick<Mount, "volume" | "at" | "access" | "because" | "key"> {
  /** Whose server it is in, in effect. */
  readonly server?: string;
}

/** Who may read and write what, for tests to ask: made by {@link access}. What it has computed once, it remembers. */
export class HubAccess {
  /** The hub that it is about. */
  readonly hub: HubDefinition;
  /** The people that it is about. */
  readonly people: GroupMap;
  /** The moment, or undefined if it is about what is mounted. */
  readonly now: Date | undefined;
  readonly #known: Known;
  readonly #reached: (name: string) => readonly ReachedVolume[];
  readonly #held = new Map<string, HeldBy>();

  constructor(hub: HubDefinition, people: GroupMap, now?: Date) {
    this.hub = hub;
    this.people = people;
    this.now = now;
    this.#known = { hub, people: new KnownPeople(people), places: new KnownPlaces(hub, people) };
    const reach = now === undefined ? undefined : effectiveAccessBy(hub, people, { now });
    this.#reached = (name) => reach?.(name)?.volumes ?? [];
  }

  /**
   * What a person has at a place: `"rw"`, `"ro"` or `"none"`.
   *
   * @throws TestMistake for a person or place that does not exist.
   */
  of(who: Who, place: Place): "rw" | "ro" | "none" {
    return this.held(this.nameOf(who), place, who instanceof Stranger)?.access ?? "none";
  }

  /** @internal The name of a person as the hub knows it. */
  nameOf(who: Who): string {
    return this.#known.people.nameOf(who);
  }

  /** @internal The people and places that can be named. */
  get known(): Known {
    return this.#known;
  }

  /** @internal What the person of that name has at a place, with the reason. */
  held(name: string, place: Place, isStranger = false): Held | undefined {
    const meant = resolvePlace(this.#known, place, name);
    const { byPath, byVolume } = this.#heldBy(name, isStranger);
    // As mounted, a path is what is there. In effect, it is the volume that belongs there, however they get to it.
    if (typeof place === "string" && place.startsWith("/") && this.now === undefined) return byPath.get(place);
    const found = meant.flatMap(({ volume }) => byVolume.get(volume) ?? []);
    return found.find((one) => one.access === "rw") ?? found[0];
  }

  /** @internal Everything that the person of that name has. */
  everything(name: string, isStranger = false): readonly Held[] {
    return this.#heldBy(name, isStranger).all;
  }

  #heldBy(name: string, isStranger: boolean): HeldBy {
    const key = `${isStranger ? "stranger" : "person"} ${name}`;
    const found = this.#held.get(key) ?? indexed(this.#everythingOf(name, isStranger));
    this.#held.set(key, found);
    return found;
  }

  #everythingOf(name: string, isStranger: boolean): readonly Held[] {
    if (isStranger && this.hub.strangers === "deny") return [];
    if (this.now === undefined) return mountsFor(this.hub, this.people, name);
    return isStranger
      ? mountsFor(this.hub, this.people, name, { closed: closedBoxes(this.hub, this.now) })
      : this.#reached(name);
  }
}

interface HeldBy {
  readonly all: readonly Held[];
  readonly byPath: ReadonlyMap<string, Held>;
  /** The strongest access to each. */
  readonly byVolume: ReadonlyMap<string, Held>;
}

function indexed(all: readonly Held[]): HeldBy {
  const byVolume = new Map<string, Held>();
  for (const one of all) if (one.access === "rw" || !byVolume.has(one.volume)) byVolume.set(one.volume, one);
  return { all, byVolume, byPath: new Map(all.map((one) => [one.at, one])) };
}

/**
 * Who may read and write what in a hub, as a value that tests ask.
 *
 * @param hub - The definition, as hub.ts exports it.
 * @param people - The list of people.
 * @throws HubwrightError with the errors of the definition or of the list, because with an error someone may have less than the list seems
 *   to say; see {@link AccessOptions.acceptErrors}.
 *
 * @example
 * ```ts
 * const who = access(hub, GroupMap.parse(readFileSync("roster/userlist", "utf8")));
 * expectWrite(who, "halljord", "/home/jovyan/team-1");
 * ```
 */
export function access(hub: HubInput | HubDefinition, people: GroupMap, options: AccessOptions = {}): HubAccess {
  requireFields("the options of access()", options, ["now", "acceptErrors"]);
  const { now, acceptErrors = false } = options;
  if (now !== undefined && !isMoment(now)) throw new TestMistake(`now must be a valid Date, not ${shown(now)}.`);
  if (typeof people?.person !== "function")
    throw new TestMistake(
      `The list of people must be a GroupMap, for example GroupMap.parse(text), not ${shown(people)}.`,
    );
  const errors = people.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0 && !acceptErrors) throw new HubwrightError(errors);
  return new HubAccess(defineHub(hub), people, now);
}

function isMoment(now: unknown): now is Date {
  return now instanceof Date && !Number.isNaN(now.getTime());
}
